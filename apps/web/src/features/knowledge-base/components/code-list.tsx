import type { ErrorCode } from '@pacekeeper/contracts';
import { Link } from 'react-router';
import { withoutGaps } from '../../../lib/errors/gaps.ts';
import { RelativeTime } from '../../../components/times.tsx';
import { number } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { SIDE_WORDS } from '../../../lib/words.ts';
import classes from './knowledge-base.module.css';
import { SeverityChip } from './severity-chip.tsx';

interface Props {
  readonly codes: readonly ErrorCode[];
}

export function CodeList({ codes }: Props) {
  return (
    <ul className={classes.list}>
      {codes.map(({ code, title, message, side, severity, occurrences = 0, last_at: lastAt }) => (
        <li key={code} className={classes.item}>
          <div className={classes.words}>
            <Link to={paths.errorCode.href(code)} className={classes.title}>
              {title}
            </Link>
            <p className={classes.message}>{withoutGaps(message)}</p>
            <p className={classes.facts}>
              <code>{code}</code>
              <span>{SIDE_WORDS[side]}</span>
              {occurrences > 0 && (
                <span>
                  {number(occurrences)}×
                  {lastAt && (
                    <>
                      , last <RelativeTime at={lastAt} />
                    </>
                  )}
                </span>
              )}
            </p>
          </div>
          <SeverityChip severity={severity} />
        </li>
      ))}
    </ul>
  );
}
