import { routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

const ROWS = 10;

/** Where the person is signed in, the newest use first. */
export const loginSessionsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.loginSessions,
    queryFn: ({ pageParam, signal }) =>
      call(routes.loginSessions.list, { query: { limit: ROWS, cursor: pageParam }, signal }),
    ...byCursor,
    // Another device may have signed in or out.
    staleTime: 0,
  });
