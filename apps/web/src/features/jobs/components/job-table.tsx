import type { Job } from '@pacekeeper/contracts';
import { DataTable } from '../../../components/data-table.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { AppLink } from '../../../components/links.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { paths } from '../../../lib/paths.ts';
import { jobTitle } from '../../../lib/words.ts';
import { JobChip } from './job-chip.tsx';
import classes from './job-pages.module.css';

interface Props {
  readonly jobs: readonly Job[];
  /** The names of the person's accounts, by their ids. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** One row for each job; on a phone the same as a list. */
export function JobTable({ jobs, accounts }: Props) {
  const several = accounts.size > 1;
  return (
    <DataTable heads={['Job', ...(several ? ['Account'] : []), 'State', 'Progress', 'Created']}>
      {jobs.map((job) => (
        <tr key={job.id}>
          <th scope="row">
            <AppLink to={paths.job.href(job.id)}>{jobTitle(job)}</AppLink>
          </th>
          {several && (
            <td data-label="Account" className={classes.name}>
              {accounts.get(job.account_id) ?? ''}
            </td>
          )}
          <td data-label="State">
            <JobChip job={job} />
          </td>
          <td data-label="Progress" className={classes.progress}>
            <JobProgress job={job} />
          </td>
          <td data-label="Created" className={classes.time}>
            <RelativeTime at={job.created_at} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
