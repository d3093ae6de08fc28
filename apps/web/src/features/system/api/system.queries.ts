import { routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** The current state of the installation. */
export const systemQuery = () =>
  queryOptions({
    queryKey: keys.system,
    queryFn: async ({ signal }) => (await call(routes.system.read, { signal })).system,
    // No event tells of it: it is asked for at each opening.
    staleTime: 0,
  });

/** Why all bots are paused, and what comes next. */
export const fleetPauseQuery = () =>
  queryOptions({
    queryKey: keys.fleetPause,
    queryFn: async ({ signal }) => (await call(routes.fleet.explain, { signal })).fleet,
    staleTime: 0,
  });
