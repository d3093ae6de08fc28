import { routes } from '@pacekeeper/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

export interface StatsAsked {
  readonly from: string;
  readonly to: string;
  readonly account_id?: string | undefined;
}

export const summaryQuery = (query: StatsAsked) =>
  queryOptions({
    queryKey: keys.stats('summary', query),
    queryFn: async ({ signal }) => (await call(routes.stats.summary, { query, signal })).summary,
    placeholderData: keepPreviousData,
  });

export const dailyQuery = (query: StatsAsked) =>
  queryOptions({
    queryKey: keys.stats('daily', query),
    queryFn: async ({ signal }) => (await call(routes.stats.daily, { query, signal })).items,
    placeholderData: keepPreviousData,
  });

export const hoursQuery = (query: StatsAsked & { readonly action?: string | undefined }) =>
  queryOptions({
    queryKey: keys.stats('hours', query),
    queryFn: async ({ signal }) => (await call(routes.stats.hours, { query, signal })).items,
    placeholderData: keepPreviousData,
  });

export const sourcesQuery = (query: StatsAsked) =>
  queryOptions({
    queryKey: keys.stats('sources', query),
    queryFn: async ({ signal }) => (await call(routes.stats.sources, { query, signal })).items,
    placeholderData: keepPreviousData,
  });

/** When the bot of an account may act; null: the standard hours. */
export const workingHoursQuery = (accountId: string) =>
  queryOptions({
    queryKey: keys.account(accountId),
    queryFn: ({ signal }) => call(routes.accounts.get, { params: { id: accountId }, signal }),
  });
