import { type Job, routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import type { ActivityFilters, JobFilters } from '../../../lib/paths.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

const ROWS = 10;
/** On the screens that show nothing else. */
const PAGE_ROWS = 50;

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

/** Jobs by state and account, newest first. */
export const jobPagesQuery = (filters: JobFilters) =>
  infiniteQueryOptions({
    queryKey: keys.jobPages(filters),
    queryFn: ({ pageParam, signal }) =>
      call(routes.jobs.list, { query: { ...filters, limit: PAGE_ROWS, cursor: pageParam }, signal }),
    ...byCursor,
  });

/** One job; live events keep it current. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: keys.job(id),
    queryFn: async ({ signal }) => (await call(routes.jobs.read, { params: { id }, signal })).job,
  });

/** What a job did to whom, newest first. */
export const targetsQuery = (jobId: string, { status }: Pick<ActivityFilters, 'status'>) =>
  infiniteQueryOptions({
    queryKey: keys.targets(jobId, { status }),
    queryFn: ({ pageParam, signal }) =>
      call(routes.activity.list, {
        query: { job_id: jobId, status, limit: PAGE_ROWS, cursor: pageParam },
        signal,
      }),
    ...byCursor,
  });
