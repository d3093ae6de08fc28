import { loginSessionListSchema } from '@pacekeeper/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(loginSessionListSchema);
const ROWS = 10;

/** Where the person is signed in, the newest use first. */
export const loginSessionsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.loginSessions,
    queryFn: ({ pageParam, signal }) =>
      api.get('auth/sessions', read, { query: { limit: ROWS, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // Another device may have signed in or out.
    staleTime: 0,
  });
