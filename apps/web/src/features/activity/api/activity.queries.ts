import { activityListSchema, type ActivityList } from '@pacekeeper/contracts';
import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import type { ActivityFilters } from '../../../lib/paths.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(activityListSchema);
const ROWS = 50;

export type ActivityPages = InfiniteData<ActivityList, string | null>;

/** A person's activity, newest first. */
export const activityQuery = (userId: string, filters: ActivityFilters) =>
  infiniteQueryOptions({
    queryKey: keys.activityList(userId, filters),
    queryFn: ({ pageParam, signal }) =>
      api.get('activity-logs', read, { query: { ...filters, limit: ROWS, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
