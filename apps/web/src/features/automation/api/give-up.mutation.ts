import { successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(successSchema);

/** Gives up a sign-in that waits. One that is over already is given up, too. */
export const useGiveUp = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`bot/login/pending/${id}`, read),
    onSettled: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
  });
};
