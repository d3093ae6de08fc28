import type { Clock } from '../lib/selectors/clock.ts';
import { useSaid } from '../lib/said.ts';
import classes from './clock-line.module.css';
import { Until } from './times.tsx';

interface Props {
  /** Null: nothing is to come. */
  readonly clock: Clock | null;
  /** What is said then. */
  readonly idle?: string;
}

/** When the next thing happens and why not earlier: nothing else on a screen tells a next time. */
export function ClockLine({ clock, idle }: Props) {
  const said = useSaid();
  if (!clock) return idle ? <span className={classes.clock}>{idle}</span> : null;
  const why = said(clock.why);
  return (
    <span className={classes.clock}>
      {clock.at && (
        <span className={classes.at}>
          Next action <Until at={clock.at} show="in" />
        </span>
      )}
      {why && <span>{why}</span>}
    </span>
  );
}
