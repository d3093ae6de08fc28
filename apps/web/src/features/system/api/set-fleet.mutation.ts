import { fleetPauseAnswerSchema, type FleetReason } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';
import { fleetPauseQuery } from './fleet-pause.query.ts';

const read = answers(fleetPauseAnswerSchema);

/** Pauses all bots, or lets them go on. */
export const useSetFleet = (what: 'pause' | 'resume') => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: FleetReason) => (await api.post(`admin/fleet/${what}`, body, read)).fleet,
    onSuccess: (fleet) => {
      client.setQueryData(fleetPauseQuery().queryKey, fleet);
      for (const queryKey of [keys.fleet, keys.audit, keys.system])
        void client.invalidateQueries({ queryKey, exact: true });
    },
  });
};
