import { routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

const ROWS = 20;

/** The person's API tokens, newest first. */
export const apiTokensQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.apiTokens,
    queryFn: ({ pageParam, signal }) =>
      call(routes.apiTokens.list, { query: { limit: ROWS, cursor: pageParam }, signal }),
    ...byCursor,
    // When one was used last is told by no event.
    staleTime: 0,
  });
