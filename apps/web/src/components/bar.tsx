import { percent } from '../lib/format/number.ts';
import classes from './bar.module.css';

export interface BarPart {
  readonly value: number;
  readonly tone: 'used' | 'wanted' | 'full' | 'done' | 'failed' | 'unknown' | 'closed';
}

interface Props {
  readonly parts: readonly BarPart[];
  readonly whole: number;
}

/** A measured bar. The numbers are next to it in words, so it is a picture only. */
export function Bar({ parts, whole }: Props) {
  return (
    <div className={classes.bar} aria-hidden="true">
      {parts.map(({ value, tone }) =>
        value > 0 ? (
          <span key={tone} className={classes.part} data-tone={tone} style={{ width: `${percent(value, whole)}%` }} />
        ) : null,
      )}
    </div>
  );
}
