import { routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

export const accountQuery = (accountId: string) =>
  queryOptions({
    queryKey: keys.account(accountId),
    queryFn: ({ signal }) => call(routes.accounts.get, { params: { id: accountId }, signal }),
  });

export { botQuery } from '../../../lib/queries/bots.query.ts';

const ROWS = 10;

/** Who opened the session of an account, newest first. */
export const openingsQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: keys.openings(accountId),
    queryFn: ({ pageParam, signal }) =>
      call(routes.accounts.openings, {
        params: { id: accountId },
        query: { limit: ROWS, cursor: pageParam },
        signal,
      }),
    ...byCursor,
  });
