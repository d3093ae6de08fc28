import { sessionTestSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(sessionTestSchema);

/** Asks Instagram whether the session of an account still holds. */
export const useTestSession = (userId: string, accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`users/${userId}/test-session`, { account_id: accountId }, read),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.accounts });
      void client.invalidateQueries({ queryKey: keys.bot(accountId) });
    },
  });
};
