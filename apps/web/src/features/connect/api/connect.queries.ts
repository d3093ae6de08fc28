import { verificationListSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(verificationListSchema);

/** Sign-ins to Instagram that wait for their person; they outlive the page. */
export const pendingQuery = () =>
  queryOptions({
    queryKey: keys.pendingConnects,
    queryFn: async ({ signal }) => (await api.get('bot/login/pending', read, { signal })).items,
  });
