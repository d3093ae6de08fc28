import { successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(successSchema);

/** Puts a user back to the limits that hold for everybody. */
export const useClearUserLimits = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`users/${id}/limits`, read),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.userLimits(id) }),
  });
};
