import { openingListSchema } from '@pacekeeper/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(openingListSchema);
const ROWS = 10;

/** Who opened the session of an account, newest first. */
export const openingsQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: keys.openings(accountId),
    queryFn: ({ pageParam, signal }) =>
      api.get(`bot/accounts/${accountId}/openings`, read, { query: { limit: ROWS, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
