import { routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { keys } from '../query-keys.ts';

/** The person's own second factors. */
export const twoFactorQuery = () =>
  queryOptions({
    queryKey: keys.twoFactor,
    queryFn: async ({ signal }) => (await call(routes.twoFactor.view, { signal })).two_factor,
  });
