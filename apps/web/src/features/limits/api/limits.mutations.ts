import { routes, type SetLimits, type SetWishes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** Sets the default limits, for all users without limits of their own. */
export const useUpdateLimits = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SetLimits) => call(routes.limits.setDefault, { body }),
    onSuccess: ({ limits }) => client.setQueryData(keys.limits, limits),
  });
};

/** Gives a user limits of their own; what is not named stays. */
export const useSetUserLimits = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SetLimits) => (await call(routes.limits.setOfUser, { params: { id }, body })).limits,
    onSuccess: (limits) => client.setQueryData(keys.userLimits(id), limits),
  });
};

/** Resets a user to the default limits. */
export const useClearUserLimits = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.limits.clearOfUser, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.userLimits(id) }),
  });
};

/** Sets the user's own lower limits. */
export const useSetWishes = (userId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SetWishes) =>
      (await call(routes.limits.setWishes, { params: { id: userId }, body })).limits,
    onSuccess: (limits) => client.setQueryData(keys.limits, limits),
  });
};
