import type { Filters, Job } from '@pacekeeper/contracts';
import { useEffect, useRef } from 'react';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { AppLink } from '../../../components/links.tsx';
import { RelativeTime, Until } from '../../../components/times.tsx';
import { announce } from '../../../lib/announce.ts';
import { troubleOfLastError } from '../../../lib/errors/trouble.ts';
import { paths } from '../../../lib/paths.ts';
import { useSaid } from '../../../lib/said.ts';
import { isOver, jobLook } from '../../../lib/selectors/job-state.ts';
import { jobTitle } from '../../../lib/words.ts';
import { JobActivity } from './job-activity.tsx';
import { JobButtons } from './job-buttons.tsx';
import { JobChip } from './job-chip.tsx';
import classes from './job.module.css';

interface JobCardProps {
  readonly job: Job;
  /** Its latest activity is shown from the start. */
  readonly open?: boolean;
  /** The code of an error that is shown for the whole account already. */
  readonly toldCode?: string | undefined;
}

/** A job that is under way, live. */
export function JobCard({ job, open = false, toldCode }: JobCardProps) {
  const lastState = useRef(job.state);
  const said = useSaid();
  const title = jobTitle(job);
  const { word } = jobLook(job);
  const error = job.last_error?.code === toldCode ? undefined : job.last_error;
  const reason = job.state === 'waiting' || job.state === 'paused' ? job.reason : undefined;
  useEffect(() => {
    if (lastState.current === job.state) return;
    lastState.current = job.state;
    announce(`${title}: ${word}`);
  }, [job.state, title, word]);
  return (
    <article className={classes.job} aria-label={title}>
      <div className={classes.head}>
        <h3>
          <AppLink to={paths.job.href(job.id)}>{title}</AppLink>
        </h3>
        <JobChip job={job} />
      </div>
      <JobProgress job={job} />
      {reason && reason !== error?.message && <p className={classes.reason}>{said(job)}</p>}
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
      {error && <ErrorBlock silent trouble={troubleOfLastError(error, said(error))} />}
      {!isOver(job) && <JobButtons job={job} />}
      <JobActivity jobId={job.id} open={open} />
    </article>
  );
}

interface JobFiltersProps {
  readonly filters: Filters;
}

function JobFilters({ filters }: JobFiltersProps) {
  const left = [filters.skip_private && 'private', filters.skip_verified && 'verified'].filter(Boolean);
  return left.length > 0 ? <span>Skips {left.join(' and ')} accounts</span> : null;
}
