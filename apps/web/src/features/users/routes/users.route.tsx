import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { AppLink } from '../../../components/app-link.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { Page } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { paths } from '../../../lib/paths.ts';
import { useSettled } from '../../../lib/use-settled.ts';
import { usersQuery } from '../api/users.query.ts';
import { CreateUserDialog } from '../components/create-user-dialog.tsx';
import { UserFilterBar } from '../components/user-filters.tsx';
import { UserTable } from '../components/user-table.tsx';
import { filtersOf } from '../filters.ts';

export { RouteError as ErrorBoundary };

export function Component() {
  const [address] = useSearchParams();
  const { search: typed, ...chosen } = filtersOf(address);
  const search = useSettled(typed, 250);
  const query = useInfiniteQuery(usersQuery({ ...chosen, ...(search && { search }) }));
  const users = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Users"
      lead="People are invited: create a user, and they get a mail or a one-time password from you."
      action={<CreateUserDialog />}
    >
      <UserFilterBar />
      <QueryView query={query} skeleton={<SkeletonRows rows={6} height={36} />}>
        {() =>
          users.length > 0 ? (
            <UserTable users={users} />
          ) : (
            <EmptyState title="Nobody matches" action={<AppLink to={paths.users.href()}>Show everybody</AppLink>}>
              Try a shorter part of the user name or e-mail, or another role or state.
            </EmptyState>
          )
        }
      </QueryView>
      <LoadMore query={query}>Load more users</LoadMore>
    </Page>
  );
}
