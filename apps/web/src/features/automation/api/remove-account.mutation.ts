import { type AccountList, successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(successSchema);

/** Disconnects an account and forgets it, with all that hangs on it. */
export const useRemoveAccount = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`bot/accounts/${accountId}`, read),
    onSuccess: () => {
      client.removeQueries({ queryKey: keys.account(accountId) });
      client.removeQueries({ queryKey: keys.bot(accountId) });
      client.removeQueries({ queryKey: keys.jobList(accountId) });
      client.setQueryData<AccountList>(
        keys.accounts,
        (list) => list && { ...list, items: list.items.filter(({ id }) => id !== accountId) },
      );
    },
  });
};
