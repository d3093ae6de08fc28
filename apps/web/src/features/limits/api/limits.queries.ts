import { routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** What a user may do today: allowed, used, left. */
export const userLimitsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.userLimits(id),
    queryFn: async ({ signal }) => (await call(routes.limits.ofUser, { params: { id }, signal })).limits,
    // Other users' events do not arrive here: usage is fetched each time it is opened.
    staleTime: 0,
  });
