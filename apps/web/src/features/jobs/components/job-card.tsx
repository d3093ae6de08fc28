import type { Filters, Job } from '@pacekeeper/contracts';
import { useEffect, useRef } from 'react';
import { Bar } from '../../../components/bar.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { RelativeTime, Until } from '../../../components/times.tsx';
import { announce } from '../../../lib/announce.ts';
import { troubleOfLastError } from '../../../lib/errors/trouble.ts';
import { number } from '../../../lib/format/number.ts';
import { useSaid } from '../../../lib/said.ts';
import { isOver, JOB_STATE_LOOKS, jobTitle } from '../../../lib/words.ts';
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

interface JobProgressProps {
  readonly job: Job;
}

/** How far a job is: the bar, and the same in numbers. */
function JobProgress({ job: { state, amount, done, skipped, failed, remaining } }: JobProgressProps) {
  return (
    <div className={classes.progress}>
      <Bar
        whole={Math.max(amount, done + failed)}
        parts={[
          { value: done, tone: 'done' },
          { value: failed, tone: 'failed' },
        ]}
      />
      <p className={classes.counts}>
        <span data-tone="done">
          {number(done)} of {number(amount)} done
        </span>
        <span data-tone="skipped">{number(skipped)} skipped</span>
        <span data-tone="failed">{number(failed)} failed</span>
        {!isOver({ state }) && <span>{number(remaining)} remaining</span>}
      </p>
    </div>
  );
}

interface JobFiltersProps {
  readonly filters: Filters;
}

function JobFilters({ filters }: JobFiltersProps) {
  const left = [filters.skip_private && 'private', filters.skip_verified && 'verified'].filter(Boolean);
  return left.length > 0 ? <span>Skips {left.join(' and ')} accounts</span> : null;
}
