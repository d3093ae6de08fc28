import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { QueryView } from '../../../components/query-view.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { mayLoad } from '../../../lib/session/guard.ts';
import { accountsQuery } from '../../../lib/queries/accounts.query.ts';
import { AutomationPage } from '../components/automation-page.tsx';
import { Automation } from '../components/automation.tsx';

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
