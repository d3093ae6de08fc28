import type { Account } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { botQuery } from '../api/bot.query.ts';
import { isFirstRun } from '../first-run.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import { jobsOf, useJobs } from '../use-jobs.ts';
import { Loading } from '../../../components/loading.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { isOver } from '../../../lib/words.ts';
import { AccountSwitch } from './account-switch.tsx';
import { AutomationPage } from './automation-page.tsx';
import { ConnectAnother } from './connect-another.tsx';
import { FirstRun } from './first-run.tsx';
import { QuotaPanel } from './quota-panel.tsx';
import { Workplace } from './workplace.tsx';
import classes from './workplace.module.css';

interface Props {
  readonly accounts: readonly Account[];
  readonly selected: Account | null;
}

/** The guide until the first follow, then the screen to work with. */
export function Automation({ accounts, selected }: Props) {
  const query = useJobs(selected?.id);
  const bot = useQuery({ ...botQuery(selected?.id ?? ''), enabled: selected !== null }).data;
  const jobs = jobsOf(query);
  const loading = selected !== null && query.isPending;
  const guide = !selected || (!query.isError && isFirstRun(accounts.length, jobs));
  const { id, session_valid: connected, state } = selected ?? {};
  const underWay = jobs.some((job) => !isOver(job));
  const step = guide ? [id, connected, state !== 'stopped', underWay].join() : [id, connected].join();
  const here = useKeptFocus<HTMLHeadingElement>(loading ? 'loading' : `${guide ? 'guide' : 'work'},${step}`);
  if (loading) {
    return (
      <AutomationPage>
        <Loading>
          <SkeletonRows rows={3} height={120} />
        </Loading>
      </AutomationPage>
    );
  }
  if (!selected || guide) {
    return (
      <AutomationPage action={selected && <ConnectAnother accounts={accounts} selected={selected} />}>
        <div className={classes.grid}>
          <FirstRun here={here} account={selected} bot={bot} jobs={jobs} />
          <QuotaPanel />
        </div>
      </AutomationPage>
    );
  }
  return (
    <AutomationPage action={<ConnectAnother accounts={accounts} selected={selected} />}>
      <AccountSwitch accounts={accounts} selected={selected} />
      <Workplace here={here} account={selected} bot={bot} query={query} jobs={jobs} />
    </AutomationPage>
  );
}
