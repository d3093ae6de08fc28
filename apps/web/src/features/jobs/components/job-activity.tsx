import type { Activity } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { ActivityStatusChip } from '../../../components/activity-status-chip.tsx';
import { Disclosure } from '../../../components/disclosure.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { useSaid } from '../../../lib/said.ts';
import { activityLabel } from '../../../lib/words.ts';
import { latestActivityQuery } from '../api/jobs.queries.ts';
import classes from './job-activity.module.css';

interface Props {
  readonly jobId: string;
  readonly open: boolean;
}

/** The newest of what a job did, behind its row. */
export function JobActivity({ jobId, open }: Props) {
  return (
    <Disclosure title="Latest activity" open={open}>
      {() => <Latest jobId={jobId} />}
    </Disclosure>
  );
}

function Latest({ jobId }: Pick<Props, 'jobId'>) {
  const query = useQuery(latestActivityQuery({ job_id: jobId }));
  return (
    <QueryView query={query} skeleton={<SkeletonRows rows={3} height={28} />}>
      {({ items }) =>
        items.length === 0 ? (
          <p className={classes.none}>Nothing yet. Each action appears here as it happens.</p>
        ) : (
          <ul className={classes.lines}>
            {items.map((row) => (
              <ActivityLine key={row.id} row={row} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

interface ActivityLineProps {
  readonly row: Activity;
}

/** One row of activity where there is room for a line only. */
function ActivityLine({ row }: ActivityLineProps) {
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
