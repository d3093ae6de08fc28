import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { AppLink } from '../../components/links.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RouteError } from '../route-error.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { paths } from '../../lib/paths.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { usersQuery } from '../../features/users/api/users.queries.ts';
import { CreateUserDialog } from '../../features/users/components/create-user.tsx';
import { UserFilterBar } from '../../features/users/components/user-filters.tsx';
import { UserTable } from '../../features/users/components/user-table.tsx';
import { filtersOf } from '../../features/users/filters.ts';

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
      lead="Create a user to invite somebody. They get an e-mail, or a one-time password from you."
      action={<CreateUserDialog />}
    >
      <UserFilterBar />
      <QueryView query={query} skeleton={<SkeletonRows rows={6} height={36} />}>
        {() =>
          users.length > 0 ? (
            <UserTable users={users} />
          ) : (
            <EmptyState title="No matching users" action={<AppLink to={paths.users.href()}>Show everybody</AppLink>}>
              Try a shorter part of the user name or e-mail, or another role or state.
            </EmptyState>
          )
        }
      </QueryView>
      <LoadMore query={query}>Load more users</LoadMore>
    </Page>
  );
}
