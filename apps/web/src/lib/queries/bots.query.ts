import { type Account, type Bot, routes } from '@pacekeeper/contracts';
import { queryOptions, useQueries } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { keys } from '../query-keys.ts';

export const botQuery = (accountId: string) =>
  queryOptions({
    queryKey: keys.bot(accountId),
    queryFn: async ({ signal }) => (await call(routes.bots.status, { query: { account_id: accountId }, signal })).bot,
  });

/** Each bot is a request of its own. */
const MOST_BOTS = 40;

/** The bots of accounts, by the id of their account, as far as they are known. */
export const useBots = (accounts: readonly Account[]): ReadonlyMap<string, Bot> =>
  useQueries({
    queries: accounts.slice(0, MOST_BOTS).map(({ id }) => botQuery(id)),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => (data?.account_id ? [[data.account_id, data] as const] : []))),
  });
