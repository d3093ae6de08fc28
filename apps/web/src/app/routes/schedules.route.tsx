import { useQuery } from '@tanstack/react-query';
import { Page } from '../../components/page.tsx';
import { recipesQuery, schedulesQuery } from '../../features/schedules/api/schedules.queries.ts';
import { Recipes } from '../../features/schedules/components/recipes.tsx';
import { ScheduleList } from '../../features/schedules/components/schedule-list.tsx';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) {
    void queryClient.prefetchQuery(accountsQuery());
    void queryClient.prefetchQuery(recipesQuery());
    void queryClient.prefetchInfiniteQuery(schedulesQuery());
  }
  return null;
};

export function Component() {
  const { data } = useQuery(accountsQuery());
  const accounts = data?.items ?? [];
  return (
    <Page title="Schedules" lead="Jobs that are created again at set times. A schedule has one open job at a time.">
      <ScheduleList accounts={new Map(accounts.map(({ id, instagram_username: name }) => [id, `@${name}`]))} />
      {data && <Recipes accounts={accounts} />}
    </Page>
  );
}
