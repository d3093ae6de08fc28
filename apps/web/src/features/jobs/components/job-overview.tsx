import type { Account, Bot, Filters, Job } from '@pacekeeper/contracts';
import { useEffect, useRef } from 'react';
import { ClockLine } from '../../../components/clock-line.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Facts } from '../../../components/facts.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { AppLink } from '../../../components/links.tsx';
import { Section } from '../../../components/section.tsx';
import { RelativeTime, Until } from '../../../components/times.tsx';
import { announce } from '../../../lib/announce.ts';
import { troubleOfLastError } from '../../../lib/errors/trouble.ts';
import { useKeptFocus } from '../../../lib/focus.ts';
import { paths } from '../../../lib/paths.ts';
import { useSaid } from '../../../lib/said.ts';
import { jobClock } from '../../../lib/selectors/clock.ts';
import { isOver, isPlan, jobLook } from '../../../lib/selectors/job-state.ts';
import { jobTitle } from '../../../lib/words.ts';
import { labelOf } from '../compose/words.ts';
import { JobButtons } from './job-buttons.tsx';
import { JobUndo } from './job-undo.tsx';
import classes from './job-pages.module.css';

interface Props {
  readonly job: Job;
  readonly bot: Bot | undefined;
  readonly account: Account | undefined;
}

/** How far it is, what comes next, what went wrong, and what can be done. */
export function JobOverview({ job, bot, account }: Props) {
  const said = useSaid();
  const last = useRef(job.state);
  const { word } = jobLook(job);
  const title = jobTitle(job);
  useEffect(() => {
    if (last.current === job.state) return;
    last.current = job.state;
    announce(`${title}: ${word}`);
  }, [job.state, title, word]);
  const over = isOver(job);
  const error = job.last_error;
  // The buttons go when the job has ended, and when its plan is approved.
  const here = useKeptFocus<HTMLDivElement>(`${over} ${isPlan(job)}`);
  return (
    <div className={classes.columns}>
      <div className={classes.column} ref={here} tabIndex={-1}>
        <JobProgress job={job} />
        <ClockLine clock={jobClock(job, bot)} />
        {error && <ErrorBlock silent trouble={troubleOfLastError(error, said(error))} />}
        {over && !error && job.done === 0 && job.state === 'completed' && (
          <p>
            Nothing was left to do: everybody it found was filtered out, already done, or the source had nobody.{' '}
            <AppLink to={paths.newJob.href({ account: job.account_id })}>Try another source</AppLink>
          </p>
        )}
        {over ? <JobUndo job={job} bot={bot} /> : <JobButtons job={job} />}
      </div>
      <Section title="About this job" card>
        <Facts
          facts={[
            [
              'Account',
              account && (
                <AppLink key="account" to={paths.automation.href({ account: account.id })}>
                  {`@${account.instagram_username}`}
                </AppLink>
              ),
            ],
            ['Created', <RelativeTime key="created" at={job.created_at} />],
            ['Started', job.started_at && <RelativeTime key="started" at={job.started_at} />],
            ['Ended', job.finished_at && <RelativeTime key="ended" at={job.finished_at} />],
            ['Expected end', !over && job.expected_end_at && <Until key="end" at={job.expected_end_at} show="in" />],
            ['Filters', filtersInWords(job.filters)],
            ['Id', <CopyButton key="id" text={job.id} label="Copy job id" />],
          ]}
        />
      </Section>
    </div>
  );
}

/** "Private accounts; Followers, at least: 50". */
const filtersInWords = (filters: Filters): string =>
  Object.entries(filters)
    .flatMap(([name, value]: [string, unknown]) => {
      if (value === true) return labelOf(name);
      if (value === false || value === undefined || (Array.isArray(value) && value.length === 0)) return [];
      return `${labelOf(name)}: ${String(value)}`;
    })
    .join('; ');
