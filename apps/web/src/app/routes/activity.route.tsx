import type { Activity } from '@pacekeeper/contracts';
import { useCallback, useState } from 'react';
import { useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { ActionButton } from '../../components/action-button.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RouteError } from '../route-error.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { usePerson } from '../../lib/session/person.ts';
import { session } from '../../lib/session/session.ts';
import { activityQuery } from '../../features/activity/api/activity.queries.ts';
import { ActivityDrawer } from '../../features/activity/components/activity-drawer.tsx';
import { ActivityExport } from '../../features/activity/components/activity-export.tsx';
import { ActivityFilterBar } from '../../features/activity/components/activity-filters.tsx';
import { ActivityTable } from '../../features/activity/components/activity-table.tsx';
import classes from '../../features/activity/components/activity.module.css';
import { NoActivity } from '../../features/activity/components/activity-table.tsx';
import { filtersOf } from '../../features/activity/filters.ts';
import { useAccountNames } from '../../features/activity/use-activity.ts';
import { useActivity } from '../../features/activity/use-activity.ts';

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
      lead="Everything that was done for you, skipped or refused, and why. New rows appear automatically."
      action={<ActivityExport filters={filters} accounts={accounts} />}
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
