import type { Account, Bot, Job } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { ErrorBlock } from '../../components/error-block.tsx';
import { useSwitchBot } from '../../features/accounts/api/accounts.mutations.ts';
import { BotChip } from '../../features/accounts/components/bot-chips.tsx';
import { BotSwitch } from '../../features/accounts/components/bot-switch.tsx';
import { ConnectedLine } from '../../features/accounts/components/connected-line.tsx';
import { ConnectFlow } from '../../features/connect/components/connect-flow.tsx';
import { FirstRun } from '../../features/first-run/components/first-run.tsx';
import { FollowForm } from '../../features/jobs/components/follow-form.tsx';
import { JobCard } from '../../features/jobs/components/job-card.tsx';
import { QuotaPanel } from '../../features/limits/components/quota-list.tsx';
import { troubleOfLastError } from '../../lib/errors/trouble.ts';
import { limitsQuery } from '../../lib/queries/limits.query.ts';
import { useSaid } from '../../lib/said.ts';
import { isOver } from '../../lib/words.ts';
import classes from './automation.module.css';

interface Props {
  /** The heading of the step that is to be done. */
  readonly here: RefObject<HTMLHeadingElement | null>;
  readonly account: Account | null;
  readonly bot: Bot | undefined;
  readonly jobs: readonly Job[];
}

/** What each step of the first run holds, and today's limits beside it. */
export function Guide({ here, account, bot, jobs }: Props) {
  const { data: limits } = useQuery(limitsQuery());
  const switching = useSwitchBot(account?.id ?? '');
  const said = useSaid();
  const connected = account?.session_valid ?? false;
  const on = connected && account?.state !== 'stopped';
  const lastError = bot?.last_error && (
    <ErrorBlock silent trouble={troubleOfLastError(bot.last_error, said(bot.last_error))} />
  );
  const [job] = jobs;
  return (
    <div className={classes.grid}>
      <FirstRun
        here={here}
        connected={connected}
        on={on}
        job={job}
        connect={
          account && connected ? (
            <ConnectedLine account={account} jobs={jobs} />
          ) : (
            <>
              {lastError}
              <ConnectFlow key={account?.id} username={account?.instagram_username ?? ''} />
            </>
          )
        }
        start={
          <>
            {connected && (
              <div className={classes.line}>
                {on && <BotChip bot={bot ?? { state: 'running', session_valid: true }} />}
                <BotSwitch on={on} switching={switching} />
              </div>
            )}
            {switching.isError && <ErrorBlock key={switching.submittedAt} error={switching.error} />}
            {connected && lastError}
          </>
        }
        follow={
          <>
            {job && on && <JobCard key={job.id} job={job} open toldCode={bot?.last_error?.code} />}
            {account && on && (!job || isOver(job)) && <FollowForm accountId={account.id} limits={limits} />}
          </>
        }
      />
      <QuotaPanel />
    </div>
  );
}
