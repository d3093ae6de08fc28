import { type CreateUser, routes, type UpdateUser } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** The answer may carry a one-time password; it is forgotten with the dialog that shows it. */
export const useCreateUser = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateUser) => call(routes.users.create, { body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.userLists }),
    gcTime: 0,
  });
};

/** Changes what is named of a user. */
export const useUpdateUser = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: UpdateUser) => (await call(routes.users.update, { params: { id }, body })).user,
    onSuccess: (user) => {
      client.setQueryData(keys.user(id), user);
      void client.invalidateQueries({ queryKey: keys.userLists });
    },
  });
};

/** Deletes a user with everything that is theirs. */
export const useDeleteUser = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.users.delete, { params: { id } }),
    // Removed, not refetched: a cached list would still show the deleted user.
    onSuccess: () => client.removeQueries({ queryKey: keys.userLists }),
  });
};

/** Starts a reset. The answer may carry a one-time password; it is forgotten with the dialog that shows it. */
export const useResetPassword = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.passwords.reset, { params: { id } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.users }),
    gcTime: 0,
  });
};

/** Signs a user out everywhere; brings how many login sessions ended. */
export const useEndSessions = (id: string) =>
  useMutation({ mutationFn: async () => (await call(routes.loginSessions.endAllOf, { params: { id } })).ended });

/** Takes all second factors off a user who lost them. */
export const useRemoveSecondFactors = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.twoFactor.removeAllOf, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  });
};
