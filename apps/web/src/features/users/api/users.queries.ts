import { routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import type { UserFilters } from '../../../lib/paths.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

const ROWS = 50;

/** The users that the filters leave. */
export const usersQuery = (filters: UserFilters) =>
  infiniteQueryOptions({
    queryKey: keys.userList(filters),
    queryFn: ({ pageParam, signal }) =>
      call(routes.users.list, { query: { ...filters, limit: ROWS, cursor: pageParam }, signal }),
    ...byCursor,
  });
