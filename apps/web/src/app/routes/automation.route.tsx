import type { Account } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/links.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { jobsOf, useJobs } from '../../features/jobs/api/jobs.queries.ts';
import { chooseAccount, chosenOf } from '../../lib/chosen-account.ts';
import { useKeptFocus } from '../../lib/focus.ts';
import { paths } from '../../lib/paths.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { botQuery } from '../../lib/queries/bots.query.ts';
import { limitsQuery } from '../../lib/queries/limits.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { RouteError } from '../route-error.tsx';
import { Workplace } from './automation-workplace.tsx';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) {
    void queryClient.prefetchQuery(accountsQuery());
    void queryClient.prefetchQuery(limitsQuery());
  }
  return null;
};

/** The account of the address; without one, the way to the chosen account's. */
export function Component() {
  const query = useQuery(accountsQuery());
  const { account: id } = useParams();
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
  if (!id) {
    // Addresses of before named the account behind a question mark.
    const chosen = chosenOf(accounts, search.get('account') ?? undefined);
    if (chosen) return <Navigate to={paths.automation.href({ account: chosen.id })} replace />;
    return (
      <AutomationPage>
        <EmptyState
          title="No account yet"
          action={<LinkButton to={paths.dashboard.href()}>Connect an account</LinkButton>}
        >
          The bot of a connected account is started, stopped and watched here.
        </EmptyState>
      </AutomationPage>
    );
  }
  const selected = accounts.find((account) => account.id === id);
  return selected ? <Automation selected={selected} /> : <NotFound />;
}

interface Props {
  readonly selected: Account;
}

function Automation({ selected }: Props) {
  const query = useJobs(selected.id);
  const { data: bot } = useQuery(botQuery(selected.id));
  const here = useKeptFocus<HTMLHeadingElement>([selected.id, selected.session_valid].join());
  useEffect(() => chooseAccount(selected.id), [selected.id]);
  return (
    <AutomationPage
      action={
        selected.session_valid && (
          <LinkButton to={paths.newJob.href({ account: selected.id })} variant="filled">
            New job
          </LinkButton>
        )
      }
    >
      <Workplace here={here} account={selected} bot={bot} query={query} jobs={jobsOf(query)} />
    </AutomationPage>
  );
}

interface PageProps {
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function AutomationPage({ action, children }: PageProps) {
  return (
    <Page title="Automation" lead="The bot of one account: start it, give it jobs, see what it does." action={action}>
      {children}
    </Page>
  );
}
