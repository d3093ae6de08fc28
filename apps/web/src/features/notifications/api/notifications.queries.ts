import { routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** Where a user is notified of what, and what did not arrive. */
export const notificationsQuery = (userId: string) =>
  queryOptions({
    queryKey: keys.notifications,
    queryFn: async ({ signal }) =>
      (await call(routes.notifications.read, { params: { id: userId }, signal })).notifications,
    // What did not arrive is told by no event.
    staleTime: 0,
  });
