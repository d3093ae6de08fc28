import { accountDetailAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(accountDetailAnswerSchema);

export const accountQuery = (accountId: string) =>
  queryOptions({
    queryKey: keys.account(accountId),
    queryFn: ({ signal }) => api.get(`bot/accounts/${accountId}`, read, { signal }),
  });
