import type { Account, Bot, Job } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { SkeletonRows } from '../../components/loading.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Section } from '../../components/section.tsx';
import { AccountCard } from '../../features/accounts/components/account-card.tsx';
import { ConnectFlow } from '../../features/connect/components/connect-flow.tsx';
import type { JobsResult } from '../../features/jobs/api/jobs.queries.ts';
import { FollowForm } from '../../features/jobs/components/follow-form.tsx';
import { CurrentJobs, EarlierJobs } from '../../features/jobs/components/job-lists.tsx';
import { QuotaPanel } from '../../features/limits/components/quota-list.tsx';
import { limitsQuery } from '../../lib/queries/limits.query.ts';
import classes from './automation.module.css';

interface Props {
  /** The name of the account. */
  readonly here: RefObject<HTMLHeadingElement | null>;
  readonly account: Account;
  readonly bot: Bot | undefined;
  readonly query: JobsResult;
  readonly jobs: readonly Job[];
}

/** The screen to work with: the account, its jobs, the next job, today's limits. */
export function Workplace({ here, account, bot, query, jobs }: Props) {
  const { data: limits } = useQuery(limitsQuery());
  return (
    <>
      <AccountCard
        key={account.id}
        here={here}
        account={account}
        bot={bot}
        jobs={jobs}
        reconnect={<ConnectFlow username={account.instagram_username} />}
      />
      <div className={classes.grid}>
        <div className={classes.current}>
          <QueryView query={query} skeleton={<SkeletonRows rows={2} height={120} />}>
            {() => <CurrentJobs jobs={jobs} bot={bot} />}
          </QueryView>
        </div>
        <div className={classes.side}>
          {account.session_valid && (
            <Section card title="Follow by hashtag">
              <FollowForm
                key={account.id}
                accountId={account.id}
                limits={limits}
                startsBot={account.state === 'stopped'}
              />
            </Section>
          )}
          <QuotaPanel />
        </div>
        <div className={classes.earlier}>
          <EarlierJobs query={query} jobs={jobs} />
        </div>
      </div>
    </>
  );
}
