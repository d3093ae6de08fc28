import type { Activity } from '@pacekeeper/contracts';
import { useCallback, useState } from 'react';
import { useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { ActionButton } from '../../../components/action-button.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { Page } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { accountsQuery } from '../../../lib/queries/accounts.query.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { mayLoad } from '../../../lib/session/guard.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { session } from '../../../lib/session/session.ts';
import { activityQuery } from '../api/activity.query.ts';
import { ActivityDrawer } from '../components/activity-drawer.tsx';
import { ActivityFilterBar } from '../components/activity-filters.tsx';
import { ActivityTable } from '../components/activity-table.tsx';
import classes from '../components/activity.module.css';
import { NoActivity } from '../components/no-activity.tsx';
import { filtersOf } from '../filters.ts';
import { useAccountNames } from '../use-account-names.ts';
import { useActivity } from '../use-activity.ts';

export { RouteError as ErrorBoundary };

export const loader = async ({ request }: LoaderFunctionArgs): Promise<null> => {
  await mayLoad();
  const state = session.state();
  if (state.status === 'signed_in' && !state.mustChangePassword) {
    const filters = filtersOf(new URL(request.url).searchParams);
    void queryClient.prefetchQuery(accountsQuery());
    void queryClient.prefetchInfiniteQuery(activityQuery(state.user.id, filters));
  }
  return null;
};

export function Component() {
  const person = usePerson();
  const [search] = useSearchParams();
  const filters = filtersOf(search);
  const { query, rows, waiting, arrived, showWaiting } = useActivity(person.id, filters);
  const accounts = useAccountNames();
  const [opened, setOpened] = useState<Activity | null>(null);
  const open = useCallback((row: Activity) => setOpened(row), []);
  return (
    <Page
      title="Activity"
      lead="Everything that was done for you, refused or left out, with the reason. New rows arrive by themselves."
    >
      <ActivityFilterBar filters={filters} rows={rows} accounts={accounts} />
      <div>
        <div className={classes.new} role="status">
          {waiting > 0 && <ActionButton size="xs" onClick={showWaiting}>{`${waiting} new`}</ActionButton>}
        </div>
        <QueryView query={query} skeleton={<SkeletonRows rows={10} height={32} />}>
          {() =>
            rows.length === 0 ? (
              <NoActivity filtered={Boolean(filters.status ?? filters.action ?? filters.account_id)} />
            ) : (
              <ActivityTable rows={rows} accounts={accounts} arrived={arrived} onOpen={open} />
            )
          }
        </QueryView>
      </div>
      <LoadMore query={query}>Load older activity</LoadMore>
      <ActivityDrawer
        row={opened}
        account={opened?.account_id && accounts.get(opened.account_id)}
        onClose={() => setOpened(null)}
      />
    </Page>
  );
}
