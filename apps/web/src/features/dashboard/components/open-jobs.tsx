import type { Account, Bot, Job } from '@pacekeeper/contracts';
import { ClockLine } from '../../../components/clock-line.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { AppLink, LinkButton } from '../../../components/links.tsx';
import { Section } from '../../../components/section.tsx';
import { paths } from '../../../lib/paths.ts';
import { jobClock } from '../../../lib/selectors/clock.ts';
import { jobTitle } from '../../../lib/words.ts';
import classes from './dashboard.module.css';

interface Props {
  readonly jobs: readonly Job[];
  readonly bots: ReadonlyMap<string, Bot>;
  readonly accounts: readonly Account[];
}

const MOST = 6;

/** What is under way, newest first. */
export function OpenJobs({ jobs, bots, accounts }: Props) {
  const several = accounts.length > 1;
  const nameOf = (id: string) => accounts.find((account) => account.id === id)?.instagram_username ?? '';
  return (
    <Section title="Open jobs" aside={<AppLink to={paths.jobs.href()}>All jobs</AppLink>}>
      {jobs.length === 0 ? (
        <EmptyState title="No open jobs" action={<LinkButton to={paths.newJob.href()}>New job</LinkButton>}>
          A job says what to do and how often. Its progress appears here, live.
        </EmptyState>
      ) : (
        <ul className={classes.jobs}>
          {jobs.slice(0, MOST).map((job) => (
            <li key={job.id} className={classes.job}>
              <div className={classes.jobHead}>
                <AppLink to={paths.job.href(job.id)}>{jobTitle(job)}</AppLink>
                {several && <span className={classes.quiet}>@{nameOf(job.account_id)}</span>}
              </div>
              <JobProgress job={job} />
              <ClockLine clock={jobClock(job, bots.get(job.account_id))} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
