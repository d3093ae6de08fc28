import { limitsAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../http/answers.ts';
import { api } from '../http/api.ts';
import { keys } from '../query-keys.ts';

const read = answers(limitsAnswerSchema);

/** The person's own limits of today: allowed, used, left. */
export const limitsQuery = () =>
  queryOptions({
    queryKey: keys.limits,
    queryFn: async ({ signal }) => (await api.get('limits', read, { signal })).limits,
  });
