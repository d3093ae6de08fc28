import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../../components/empty-state.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { Page } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { useSettled } from '../../../lib/use-settled.ts';
import { usersQuery } from '../api/users.query.ts';
import { CreateUserDialog } from '../components/create-user-dialog.tsx';
import { UserTable } from '../components/user-table.tsx';
import classes from '../components/users.module.css';

export { RouteError as ErrorBoundary };

export function Component() {
  const [params, setParams] = useSearchParams();
  const typed = params.get('search') ?? '';
  const search = useSettled(typed.trim(), 250);
  const query = useInfiniteQuery(usersQuery(search));
  const users = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const type = (text: string) => setParams(text ? { search: text } : {}, { replace: true, preventScrollReset: true });
  return (
    <Page
      title="Users"
      lead="People are invited: create a user and hand over the one-time password."
      action={<CreateUserDialog />}
    >
      <search className={classes.search}>
        <TextInput
          label="Search"
          type="search"
          placeholder="User name or e-mail"
          maxLength={64}
          leftSection={<IconSearch size={16} stroke={1.5} aria-hidden="true" />}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </search>
      <QueryView query={query} skeleton={<SkeletonRows rows={6} height={36} />}>
        {() =>
          users.length > 0 ? (
            <UserTable users={users} />
          ) : (
            <EmptyState title="Nobody matches">Try a shorter part of the user name or e-mail.</EmptyState>
          )
        }
      </QueryView>
      <LoadMore query={query}>Load more users</LoadMore>
    </Page>
  );
}
