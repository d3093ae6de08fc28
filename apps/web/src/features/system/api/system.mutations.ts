import {
  fleetPauseAnswerSchema,
  securityAnswerSchema,
  type FleetReason,
  type SetSecurity,
} from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';
import { fleetPauseQuery, systemQuery } from './system.queries.ts';

const readSecurity = answers(securityAnswerSchema);

/** Decides for everybody. */
export const useSetSecurity = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SetSecurity) => (await api.put('admin/security', body, readSecurity)).security,
    onSuccess: (security) => {
      client.setQueryData(systemQuery().queryKey, (system) => system && { ...system, security });
      void client.invalidateQueries({ queryKey: keys.audit });
    },
  });
};

const readFleetPause = answers(fleetPauseAnswerSchema);

/** Pauses or resumes all bots. */
export const useSetFleet = (what: 'pause' | 'resume') => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: FleetReason) => (await api.post(`admin/fleet/${what}`, body, readFleetPause)).fleet,
    onSuccess: (fleet) => {
      client.setQueryData(fleetPauseQuery().queryKey, fleet);
      for (const queryKey of [keys.fleet, keys.audit, keys.system])
        void client.invalidateQueries({ queryKey, exact: true });
    },
  });
};
