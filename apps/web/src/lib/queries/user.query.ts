import { userAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../http/answers.ts';
import { api } from '../http/api.ts';
import { keys } from '../query-keys.ts';

const read = answers(userAnswerSchema);

/** One user. */
export const userQuery = (id: string) =>
  queryOptions({
    queryKey: keys.user(id),
    queryFn: async ({ signal }) => (await api.get(`users/${encodeURIComponent(id)}`, read, { signal })).user,
  });
