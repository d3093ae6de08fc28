import { routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

const ROWS = 50;

/** The schedules of the person, newest first. */
export const schedulesQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.schedules,
    queryFn: ({ pageParam, signal }) =>
      call(routes.schedules.list, { query: { limit: ROWS, cursor: pageParam }, signal }),
    ...byCursor,
  });

/** Schedules that are ready to be created. */
export const recipesQuery = () =>
  queryOptions({
    queryKey: keys.recipes,
    queryFn: async ({ signal }) => (await call(routes.schedules.recipes, { signal })).items,
  });
