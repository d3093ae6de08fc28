import { routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** Whether all bots are paused together. A live notice refetches it. */
export const fleetQuery = () =>
  queryOptions({
    queryKey: keys.fleet,
    queryFn: async ({ signal }) => (await call(routes.fleet.read, { signal })).fleet,
  });
