import type { Job } from '@pacekeeper/contracts';
import { AppLink } from '../../../components/app-link.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { number } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { jobTitle } from '../../../lib/words.ts';
import { JobActivity } from './job-activity.tsx';
import { JobChip } from './job-chip.tsx';
import classes from './job.module.css';

interface Props {
  readonly job: Job;
}

/** A job that is over. */
export function JobRow({ job }: Props) {
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <span>{jobTitle(job)}</span>
        <JobChip job={job} />
      </div>
      <p className={classes.facts}>
        <span>{number(job.done)} done</span>
        <span>{number(job.skipped)} skipped</span>
        <span>{number(job.failed)} failed</span>
        {job.finished_at && (
          <span>
            Ended <RelativeTime at={job.finished_at} />
          </span>
        )}
      </p>
      {job.last_error && (
        <p className={classes.reason}>
          {job.last_error.message}{' '}
          <AppLink to={paths.errorCode.href(job.last_error.code)}>What {job.last_error.code} means</AppLink>
        </p>
      )}
      <JobActivity jobId={job.id} open={false} />
    </li>
  );
}
