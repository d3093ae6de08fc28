import { type ActivityList, routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import type { ActivityFilters } from '../../../lib/paths.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

const ROWS = 50;

export type ActivityPages = InfiniteData<ActivityList, string | null>;

/** A person's activity, newest first. */
export const activityQuery = (userId: string, filters: ActivityFilters) =>
  infiniteQueryOptions({
    queryKey: keys.activityList(userId, filters),
    queryFn: ({ pageParam, signal }) =>
      call(routes.activity.list, { query: { ...filters, limit: ROWS, cursor: pageParam }, signal }),
    ...byCursor,
  });
