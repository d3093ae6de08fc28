import { accountDetailAnswerSchema, botAnswerSchema, openingListSchema } from '@pacekeeper/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const readAccountDetail = answers(accountDetailAnswerSchema);

export const accountQuery = (accountId: string) =>
  queryOptions({
    queryKey: keys.account(accountId),
    queryFn: ({ signal }) => api.get(`bot/accounts/${accountId}`, readAccountDetail, { signal }),
  });

const readBot = answers(botAnswerSchema);

export const botQuery = (accountId: string) =>
  queryOptions({
    queryKey: keys.bot(accountId),
    queryFn: async ({ signal }) =>
      (await api.get('bot/status', readBot, { query: { account_id: accountId }, signal })).bot,
  });

const readOpeningList = answers(openingListSchema);
const ROWS = 10;

/** Who opened the session of an account, newest first. */
export const openingsQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: keys.openings(accountId),
    queryFn: ({ pageParam, signal }) =>
      api.get(`bot/accounts/${accountId}/openings`, readOpeningList, {
        query: { limit: ROWS, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
