import { limitsAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(limitsAnswerSchema);

/** What a user may do today: allowed, used, left. */
export const userLimitsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.userLimits(id),
    queryFn: async ({ signal }) => (await api.get(`users/${id}/limits`, read, { signal })).limits,
    // Somebody else's events do not come here: what is used is asked for at each opening.
    staleTime: 0,
  });
