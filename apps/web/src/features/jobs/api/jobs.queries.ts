import { type Job, routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { LATEST_ROWS } from '../../../lib/live/apply-event.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

const ROWS = 10;

/** The jobs of an account, newest first. */
const jobsQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: keys.jobList(accountId),
    queryFn: ({ pageParam, signal }) =>
      call(routes.jobs.list, { query: { account_id: accountId, limit: ROWS, cursor: pageParam }, signal }),
    ...byCursor,
  });

/** The jobs of an account; of none, nothing is asked for. */
export const useJobs = (accountId: string | undefined) =>
  useInfiniteQuery({ ...jobsQuery(accountId ?? ''), enabled: accountId !== undefined });

export type JobsResult = ReturnType<typeof useJobs>;

export const jobsOf = (query: JobsResult): readonly Job[] => query.data?.pages.flatMap(({ items }) => items) ?? [];

/** The newest rows of a job or of an account; live events keep them current. */
export const latestActivityQuery = (whose: { job_id: string } | { account_id: string }) =>
  queryOptions({
    queryKey: keys.latestActivity(whose),
    queryFn: ({ signal }) => call(routes.activity.list, { query: { ...whose, limit: LATEST_ROWS }, signal }),
  });
