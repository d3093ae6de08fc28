import { userListSchema } from '@pacekeeper/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(userListSchema);
const ROWS = 50;

/** Users whose name or e-mail holds the text. */
export const usersQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: keys.userList(search),
    queryFn: ({ pageParam, signal }) =>
      api.get('users', read, { query: { search, limit: ROWS, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
