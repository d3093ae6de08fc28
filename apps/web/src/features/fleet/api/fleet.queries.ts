import { fleetAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(fleetAnswerSchema);

/** Whether all bots are paused together. A live notice refetches it. */
export const fleetQuery = () =>
  queryOptions({
    queryKey: keys.fleet,
    queryFn: async ({ signal }) => (await api.get('bot/fleet', read, { signal })).fleet,
  });
