import type { Bot, Job } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { AppLink } from '../../../components/links.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { Section } from '../../../components/section.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { number } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { useSaid } from '../../../lib/said.ts';
import { isOver, jobTitle } from '../../../lib/words.ts';
import type { JobsResult } from '../api/jobs.queries.ts';
import { JobActivity } from './job-activity.tsx';
import { JobCard } from './job-card.tsx';
import { JobChip } from './job-chip.tsx';
import classes from './job.module.css';

interface CurrentJobsProps {
  readonly jobs: readonly Job[];
  readonly bot: Bot | undefined;
}

const focusForm = () => document.querySelector<HTMLElement>('#follow-by-hashtag input')?.focus();

/** What is under way. */
export function CurrentJobs({ jobs, bot }: CurrentJobsProps) {
  const current = jobs.filter((job) => !isOver(job));
  return (
    <Section title="Current jobs">
      {current.length === 0 ? (
        <EmptyState
          title="No open jobs"
          action={
            <ActionButton variant="default" onClick={focusForm}>
              Follow by hashtag
            </ActionButton>
          }
        >
          A job says what to do and how often. Its progress appears here, live.
        </EmptyState>
      ) : (
        current.map((job, index) => (
          <JobCard key={job.id} job={job} open={index === 0} toldCode={bot?.last_error?.code} />
        ))
      )}
    </Section>
  );
}

interface EarlierJobsProps {
  readonly query: JobsResult;
  readonly jobs: readonly Job[];
}

/** What is over. */
export function EarlierJobs({ query, jobs }: EarlierJobsProps) {
  const over = jobs.filter(isOver);
  if (over.length === 0 && !query.hasNextPage) return null;
  return (
    <Section title="Earlier jobs">
      <ul className={classes.rows}>
        {over.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
      <LoadMore query={query}>Load earlier jobs</LoadMore>
    </Section>
  );
}

interface JobRowProps {
  readonly job: Job;
}

/** A job that is over. */
function JobRow({ job }: JobRowProps) {
  const said = useSaid();
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
          {said(job.last_error)}{' '}
          <AppLink to={paths.errorCode.href(job.last_error.code)}>What {job.last_error.code} means</AppLink>
        </p>
      )}
      <JobActivity jobId={job.id} open={false} />
    </li>
  );
}
