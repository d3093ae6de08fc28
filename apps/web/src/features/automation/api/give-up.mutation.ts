import { successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(successSchema);

/** Gives up a sign-in that waits. One that is over already is given up, too. */
export const useGiveUp = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      try {
        await api.delete(`bot/login/pending/${id}`, read);
      } catch (error) {
        if (!isRefusal(error, 'NOT_FOUND')) throw error;
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
  });
};
