import { limitsAnswerSchema, type SetLimits } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(limitsAnswerSchema);

/** Gives a user limits of their own; what is not named stays. */
export const useSetUserLimits = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SetLimits) => (await api.put(`users/${id}/limits`, body, read)).limits,
    onSuccess: (limits) => client.setQueryData(keys.userLimits(id), limits),
  });
};
