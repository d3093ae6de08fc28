import { type Job, type JobState, routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { keys } from '../query-keys.ts';

const OPEN = ['running', 'waiting', 'queued', 'paused', 'planning', 'planned'] as const satisfies readonly JobState[];
/** Of each state: more than anybody reads. */
const ROWS = 50;

/** The jobs of the person signed in that have not ended, newest first; live events keep them current. */
export const openJobsQuery = () =>
  queryOptions({
    queryKey: keys.openJobs,
    queryFn: async ({ signal }): Promise<readonly Job[]> => {
      const lists = await Promise.all(
        OPEN.map((state) => call(routes.jobs.list, { query: { state, limit: ROWS }, signal })),
      );
      // A job may change its state between two of the requests.
      const jobs = new Map(lists.flatMap(({ items }) => items.map((job) => [job.id, job])));
      return [...jobs.values()].toSorted((a, b) => b.created_at.localeCompare(a.created_at));
    },
  });
