import { accountListSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(accountListSchema);

export const accountsQuery = () =>
  queryOptions({
    queryKey: keys.accounts,
    queryFn: ({ signal }) => api.get('bot/accounts', read, { signal }),
  });
