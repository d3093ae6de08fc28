import { routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { keys } from '../query-keys.ts';

/** Sign-ins to Instagram that wait for their person; they outlive the page. */
export const pendingQuery = () =>
  queryOptions({
    queryKey: keys.pendingConnects,
    queryFn: async ({ signal }) => (await call(routes.connections.pending, { signal })).items,
  });
