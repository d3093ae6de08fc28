import type { Account, Job } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { ErrorBlock } from '../../components/error-block.tsx';
import { AccountChip } from '../../components/account-chip.tsx';
import { ConnectFlow } from '../../features/connect/components/connect-flow.tsx';
import { DemoConnect } from '../../features/connect/components/demo-connect.tsx';
import { FirstRun } from '../../features/first-run/components/first-run.tsx';
import { isFirstRun } from '../../features/first-run/first-run.ts';
import { jobsOf, useJobs } from '../../features/jobs/api/jobs.queries.ts';
import { FollowForm } from '../../features/jobs/components/follow-form.tsx';
import { JobCard } from '../../features/jobs/components/job-card.tsx';
import { QuotaPanel } from '../../features/limits/components/quota-list.tsx';
import { troubleOfLastError } from '../../lib/errors/trouble.ts';
import { useKeptFocus } from '../../lib/focus.ts';
import { useInstance } from '../../lib/instance.ts';
import { botQuery } from '../../lib/queries/bots.query.ts';
import { limitsQuery } from '../../lib/queries/limits.query.ts';
import { useSaid } from '../../lib/said.ts';
import { isOver } from '../../lib/selectors/job-state.ts';
import { SIMULATED_HASHTAGS } from '../../lib/simulated-world.ts';
import classes from './automation.module.css';

interface Guide {
  readonly shown: boolean;
  readonly loading: boolean;
  readonly jobs: readonly Job[];
}

/** Whether the guide is shown: until the first follow of the first account. */
export const useGuide = (accounts: readonly Account[] | undefined): Guide => {
  const single = accounts?.length === 1 ? accounts[0] : undefined;
  const query = useJobs(single?.id);
  const jobs = jobsOf(query);
  const loading = accounts === undefined || (single !== undefined && query.isPending);
  return {
    loading,
    jobs,
    shown: !loading && !query.isError && isFirstRun(accounts.length, jobs),
  };
};

interface Props {
  readonly account: Account | null;
  readonly jobs: readonly Job[];
}

/** What each step of the first run holds, and today's limits beside it. */
export function DashboardGuide({ account, jobs }: Props) {
  const { data: limits } = useQuery(limitsQuery());
  const { data: bot } = useQuery({ ...botQuery(account?.id ?? ''), enabled: account !== null });
  const simulated = useInstance()?.mode === 'simulator';
  const said = useSaid();
  const connected = account?.session_valid ?? false;
  const [job] = jobs;
  const open = job !== undefined && !isOver(job);
  const here = useKeptFocus<HTMLHeadingElement>([account?.id, connected, open].join());
  const lastError = bot?.last_error && (
    <ErrorBlock silent trouble={troubleOfLastError(bot.last_error, said(bot.last_error))} />
  );
  return (
    <div className={classes.grid}>
      <FirstRun
        here={here}
        connected={connected}
        job={job}
        connect={
          account && connected ? (
            <div className={classes.line}>
              <strong>@{account.instagram_username}</strong>
              <AccountChip account={account} bot={bot} />
            </div>
          ) : (
            <>
              {lastError}
              {!account && <DemoConnect />}
              <ConnectFlow key={account?.id} username={account?.instagram_username ?? ''} stays />
            </>
          )
        }
        follow={
          account &&
          connected &&
          !open && (
            <>
              {lastError}
              <FollowForm
                accountId={account.id}
                limits={limits}
                startsBot={account.state === 'stopped'}
                suggestions={simulated ? SIMULATED_HASHTAGS : []}
              />
            </>
          )
        }
        watch={open && connected && <JobCard key={job.id} job={job} open toldCode={undefined} />}
      />
      <QuotaPanel />
    </div>
  );
}
