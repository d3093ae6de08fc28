import { limitsAnswerSchema, successSchema, type SetLimits, type SetWishes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const readLimits = answers(limitsAnswerSchema);

/** Sets the limits that hold for everybody who has none of their own. */
export const useUpdateLimits = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SetLimits) => api.put('limits', body, readLimits),
    onSuccess: ({ limits }) => client.setQueryData(keys.limits, limits),
  });
};

/** Gives a user limits of their own; what is not named stays. */
export const useSetUserLimits = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SetLimits) => (await api.put(`users/${id}/limits`, body, readLimits)).limits,
    onSuccess: (limits) => client.setQueryData(keys.userLimits(id), limits),
  });
};

const readSuccess = answers(successSchema);

/** Puts a user back to the limits that hold for everybody. */
export const useClearUserLimits = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`users/${id}/limits`, readSuccess),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.userLimits(id) }),
  });
};

/** Sets lower limits for oneself. */
export const useSetWishes = (userId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SetWishes) => (await api.put(`users/${userId}/wishes`, body, readLimits)).limits,
    onSuccess: (limits) => client.setQueryData(keys.limits, limits),
  });
};
