import { successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(successSchema);

/** Deletes a user with everything that is theirs. */
export const useDeleteUser = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`users/${id}`, read),
    // Forgotten, not asked for anew: nobody sees who was deleted in a list of before.
    onSuccess: () => client.removeQueries({ queryKey: keys.userLists }),
  });
};
