import { twoFactorAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../http/answers.ts';
import { api } from '../http/api.ts';
import { keys } from '../query-keys.ts';

const read = answers(twoFactorAnswerSchema);

/** The person's own second factors. */
export const twoFactorQuery = () =>
  queryOptions({
    queryKey: keys.twoFactor,
    queryFn: async ({ signal }) => (await api.get('auth/two-factor', read, { signal })).two_factor,
  });
