import type { Activity } from '@pacekeeper/contracts';
import { activityLabel } from '../lib/words.ts';
import { ActivityStatusChip } from './activity-status-chip.tsx';
import classes from './activity-line.module.css';
import { RelativeTime } from './relative-time.tsx';

interface Props {
  readonly row: Activity;
}

/** One row of activity where there is room for a line only. */
export function ActivityLine({ row }: Props) {
  return (
    <li className={classes.line}>
      <ActivityStatusChip status={row.status} />
      <span className={classes.words}>
        {row.target ? (
          <>
            <span>{activityLabel(row.action)}</span>
            <span className={classes.target}>@{row.target.username ?? row.target.pk}</span>
            {row.status !== 'success' && <span className={classes.message}>{row.message}</span>}
          </>
        ) : (
          <span>{row.message}</span>
        )}
      </span>
      <span className={classes.time}>
        <RelativeTime at={row.at} />
      </span>
    </li>
  );
}
