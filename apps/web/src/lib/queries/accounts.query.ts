import { accountListSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../http/answers.ts';
import { api } from '../http/api.ts';
import { keys } from '../query-keys.ts';

const read = answers(accountListSchema);

/** The accounts of whoever is signed in, connected ones first. */
export const accountsQuery = () =>
  queryOptions({
    queryKey: keys.accounts,
    queryFn: ({ signal }) => api.get('bot/accounts', read, { signal }),
  });
