import { systemAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(systemAnswerSchema);

/** How the installation stands at this moment. */
export const systemQuery = () =>
  queryOptions({
    queryKey: keys.system,
    queryFn: async ({ signal }) => (await api.get('admin/system', read, { signal })).system,
    // No event tells of it: it is asked for at each opening.
    staleTime: 0,
  });
