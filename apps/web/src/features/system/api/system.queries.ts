import { fleetPauseAnswerSchema, systemAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const readSystem = answers(systemAnswerSchema);

/** The current state of the installation. */
export const systemQuery = () =>
  queryOptions({
    queryKey: keys.system,
    queryFn: async ({ signal }) => (await api.get('admin/system', readSystem, { signal })).system,
    // No event tells of it: it is asked for at each opening.
    staleTime: 0,
  });

const readFleetPause = answers(fleetPauseAnswerSchema);

/** Why all bots are paused, and what comes next. */
export const fleetPauseQuery = () =>
  queryOptions({
    queryKey: keys.fleetPause,
    queryFn: async ({ signal }) => (await api.get('admin/fleet', readFleetPause, { signal })).fleet,
    staleTime: 0,
  });
