import { type FleetReason, routes, type SetSecurity } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';
import { fleetPauseQuery, systemQuery } from './system.queries.ts';

/** Changes the security settings of all users. */
export const useSetSecurity = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SetSecurity) => (await call(routes.system.setSecurity, { body })).security,
    onSuccess: (security) => {
      client.setQueryData(systemQuery().queryKey, (system) => system && { ...system, security });
      void client.invalidateQueries({ queryKey: keys.audit });
    },
  });
};

/** Pauses or resumes all bots. */
export const useSetFleet = (what: 'pause' | 'resume') => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: FleetReason) => (await call(routes.fleet[what], { body })).fleet,
    onSuccess: (fleet) => {
      client.setQueryData(fleetPauseQuery().queryKey, fleet);
      for (const queryKey of [keys.fleet, keys.audit, keys.system])
        void client.invalidateQueries({ queryKey, exact: true });
    },
  });
};
