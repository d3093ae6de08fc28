import { activityListSchema, jobListSchema, type Job } from '@pacekeeper/contracts';
import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { LATEST_ROWS } from '../../../lib/live/apply-event.ts';
import { keys } from '../../../lib/query-keys.ts';

const readJobList = answers(jobListSchema);
const ROWS = 10;

/** The jobs of an account, newest first. */
const jobsQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: keys.jobList(accountId),
    queryFn: ({ pageParam, signal }) =>
      api.get('bot/jobs', readJobList, { query: { account_id: accountId, limit: ROWS, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

/** The jobs of an account; of none, nothing is asked for. */
export const useJobs = (accountId: string | undefined) =>
  useInfiniteQuery({ ...jobsQuery(accountId ?? ''), enabled: accountId !== undefined });

export type JobsResult = ReturnType<typeof useJobs>;

export const jobsOf = (query: JobsResult): readonly Job[] => query.data?.pages.flatMap(({ items }) => items) ?? [];

const readActivityList = answers(activityListSchema);

/** The newest rows of a job or of an account; live events keep them current. */
export const latestActivityQuery = (whose: { job_id: string } | { account_id: string }) =>
  queryOptions({
    queryKey: keys.latestActivity(whose),
    queryFn: ({ signal }) =>
      api.get('activity-logs', readActivityList, { query: { ...whose, limit: LATEST_ROWS }, signal }),
  });
