import { limitsAnswerSchema, type SetWishes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(limitsAnswerSchema);

/** Sets lower limits for oneself. */
export const useSetWishes = (userId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SetWishes) => (await api.put(`users/${userId}/wishes`, body, read)).limits,
    onSuccess: (limits) => client.setQueryData(keys.limits, limits),
  });
};
