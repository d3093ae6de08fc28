import { routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { keys } from '../query-keys.ts';

/** The person's own limits of today: allowed, used, left. */
export const limitsQuery = () =>
  queryOptions({
    queryKey: keys.limits,
    queryFn: async ({ signal }) => (await call(routes.limits.own, { signal })).limits,
  });
