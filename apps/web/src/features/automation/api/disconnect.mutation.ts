import { successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(successSchema);

/** Ends the Instagram session of an account. */
export const useDisconnect = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post('bot/logout', { account_id: accountId }, read),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.accounts }),
        client.invalidateQueries({ queryKey: keys.bots }),
        client.invalidateQueries({ queryKey: keys.jobs }),
      ]),
  });
};
