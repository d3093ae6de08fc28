import type { Account } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Loading, SkeletonRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { botQuery } from '../../features/accounts/api/accounts.queries.ts';
import { AccountSwitch } from '../../features/accounts/components/account-switch.tsx';
import { ConnectAnother } from '../../features/connect/components/connect-another.tsx';
import { isFirstRun } from '../../features/first-run/first-run.ts';
import { jobsOf, useJobs } from '../../features/jobs/api/jobs.queries.ts';
import { useKeptFocus } from '../../lib/focus.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { limitsQuery } from '../../lib/queries/limits.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { isOver } from '../../lib/words.ts';
import { RouteError } from '../route-error.tsx';
import { Guide } from './automation-guide.tsx';
import { Workplace } from './automation-workplace.tsx';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) {
    void queryClient.prefetchQuery(accountsQuery());
    void queryClient.prefetchQuery(limitsQuery());
  }
  return null;
};

export function Component() {
  const query = useQuery(accountsQuery());
  const [search] = useSearchParams();
  const accounts = query.data?.items;
  if (!accounts) {
    return (
      <AutomationPage>
        <QueryView query={query} skeleton={<SkeletonRows rows={3} height={120} />}>
          {() => null}
        </QueryView>
      </AutomationPage>
    );
  }
  const selected = accounts.find(({ id }) => id === search.get('account')) ?? accounts[0] ?? null;
  return <Automation accounts={accounts} selected={selected} />;
}

interface Props {
  readonly accounts: readonly Account[];
  readonly selected: Account | null;
}

/** The guide until the first follow, then the screen to work with. */
function Automation({ accounts, selected }: Props) {
  const query = useJobs(selected?.id);
  const bot = useQuery({ ...botQuery(selected?.id ?? ''), enabled: selected !== null }).data;
  const jobs = jobsOf(query);
  const loading = selected !== null && query.isPending;
  const guide = !selected || (!query.isError && isFirstRun(accounts.length, jobs));
  const { id, session_valid: connected, state } = selected ?? {};
  const hasOpenJob = jobs.some((job) => !isOver(job));
  const step = guide ? [id, connected, state !== 'stopped', hasOpenJob].join() : [id, connected].join();
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
        <Guide here={here} account={selected} bot={bot} jobs={jobs} />
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

interface PageProps {
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function AutomationPage({ action, children }: PageProps) {
  return (
    <Page title="Automation" lead="Connect an account, start its bot and give it jobs." action={action}>
      {children}
    </Page>
  );
}
