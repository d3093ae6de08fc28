import { userListSchema } from '@pacekeeper/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import type { UserFilters } from '../../../lib/paths.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(userListSchema);
const ROWS = 50;

/** The users that the filters leave. */
export const usersQuery = (filters: UserFilters) =>
  infiniteQueryOptions({
    queryKey: keys.userList(filters),
    queryFn: ({ pageParam, signal }) =>
      api.get('users', read, { query: { ...filters, limit: ROWS, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
