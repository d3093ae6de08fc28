import type { Job } from '@pacekeeper/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { jobsQuery } from './api/jobs.query.ts';

/** The jobs of an account; of none, nothing is asked for. */
export const useJobs = (accountId: string | undefined) =>
  useInfiniteQuery({ ...jobsQuery(accountId ?? ''), enabled: accountId !== undefined });

export type JobsResult = ReturnType<typeof useJobs>;

export const jobsOf = (query: JobsResult): readonly Job[] => query.data?.pages.flatMap(({ items }) => items) ?? [];
