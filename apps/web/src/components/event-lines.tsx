import type { Activity } from '@pacekeeper/contracts';
import { useSaid } from '../lib/said.ts';
import { activityLabel } from '../lib/words.ts';
import { ActivityStatusChip } from './activity-status-chip.tsx';
import classes from './event-lines.module.css';
import { RelativeTime } from './times.tsx';

interface Props {
  readonly rows: readonly Activity[];
  /** What is said while there is nothing. */
  readonly none: string;
}

/** Rows of activity where there is room for a line each. */
export function EventLines({ rows, none }: Props) {
  if (rows.length === 0) return <p className={classes.none}>{none}</p>;
  return (
    <ul className={classes.lines}>
      {rows.map((row) => (
        <EventLine key={row.id} row={row} />
      ))}
    </ul>
  );
}

interface LineProps {
  readonly row: Activity;
}

function EventLine({ row }: LineProps) {
  const message = useSaid()(row);
  return (
    <li className={classes.line}>
      <ActivityStatusChip status={row.status} />
      <span className={classes.words}>
        {row.target ? (
          <>
            <span>{activityLabel(row.action)}</span>
            <span className={classes.target}>@{row.target.username ?? row.target.pk}</span>
            {row.status !== 'success' && <span className={classes.message}>{message}</span>}
          </>
        ) : (
          <span>{message}</span>
        )}
      </span>
      <span className={classes.time}>
        <RelativeTime at={row.at} />
      </span>
    </li>
  );
}
