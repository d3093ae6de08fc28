import type { Account, Bot, Job } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import type { JobsResult } from '../use-jobs.ts';
import { AccountCard } from './account-card.tsx';
import { CurrentJobs } from './current-jobs.tsx';
import { EarlierJobs } from './earlier-jobs.tsx';
import { FollowForm } from './follow-form.tsx';
import { QuotaPanel } from './quota-panel.tsx';
import classes from './workplace.module.css';

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
      <AccountCard key={account.id} here={here} account={account} bot={bot} />
      <div className={classes.grid}>
        <div className={classes.current}>
          <QueryView query={query} skeleton={<SkeletonRows rows={2} height={120} />}>
            {() => <CurrentJobs jobs={jobs} bot={bot} />}
          </QueryView>
        </div>
        <div className={classes.side}>
          <Section card title="Follow by hashtag">
            <FollowForm key={account.id} accountId={account.id} limits={limits} quiet={account.state === 'stopped'} />
          </Section>
          <QuotaPanel />
        </div>
        <div className={classes.earlier}>
          <EarlierJobs query={query} jobs={jobs} />
        </div>
      </div>
    </>
  );
}
