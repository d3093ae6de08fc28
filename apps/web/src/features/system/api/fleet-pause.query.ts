import { fleetPauseAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(fleetPauseAnswerSchema);

/** Why all bots are paused, and what comes next. */
export const fleetPauseQuery = () =>
  queryOptions({
    queryKey: keys.fleetPause,
    queryFn: async ({ signal }) => (await api.get('admin/fleet', read, { signal })).fleet,
    staleTime: 0,
  });
