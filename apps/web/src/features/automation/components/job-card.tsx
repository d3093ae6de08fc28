import type { Job } from '@pacekeeper/contracts';
import { useEffect, useRef } from 'react';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Until } from '../../../components/until.tsx';
import { announce } from '../../../lib/announce.ts';
import { troubleOfLastError } from '../../../lib/errors/trouble.ts';
import { isOver, JOB_STATE_LOOKS, jobTitle } from '../../../lib/words.ts';
import { JobActivity } from './job-activity.tsx';
import { JobButtons } from './job-buttons.tsx';
import { JobChip } from './job-chip.tsx';
import { JobFilters } from './job-filters.tsx';
import { JobProgress } from './job-progress.tsx';
import classes from './job.module.css';

interface Props {
  readonly job: Job;
  /** Its latest activity is shown from the start. */
  readonly open?: boolean;
  /** The code of an error that is shown for the whole account already. */
  readonly toldCode?: string | undefined;
}

/** A job that is under way, live. */
export function JobCard({ job, open = false, toldCode }: Props) {
  const lastState = useRef(job.state);
  const title = jobTitle(job);
  const error = job.last_error?.code === toldCode ? undefined : job.last_error;
  const reason = job.state === 'waiting' || job.state === 'paused' ? job.reason : undefined;
  useEffect(() => {
    if (lastState.current === job.state) return;
    lastState.current = job.state;
    announce(`${title}: ${JOB_STATE_LOOKS[job.state].word}`);
  }, [job.state, title]);
  return (
    <article className={classes.job} aria-label={title}>
      <div className={classes.head}>
        <h3>{title}</h3>
        <JobChip job={job} />
      </div>
      <JobProgress job={job} />
      {reason && reason !== error?.message && <p className={classes.reason}>{reason}</p>}
      <p className={classes.facts}>
        <span>
          Created <RelativeTime at={job.created_at} />
        </span>
        {job.expected_end_at && !isOver(job) && (
          <span>
            Expected to end <Until at={job.expected_end_at} show="in" />
          </span>
        )}
        <JobFilters filters={job.filters} />
      </p>
      {error && <ErrorBlock silent trouble={troubleOfLastError(error)} />}
      {!isOver(job) && <JobButtons job={job} />}
      <JobActivity jobId={job.id} open={open} />
    </article>
  );
}
