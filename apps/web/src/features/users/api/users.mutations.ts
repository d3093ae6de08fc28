import {
  createUserAnswerSchema,
  endedSessionsSchema,
  resetStartedSchema,
  successSchema,
  userAnswerSchema,
  type CreateUser,
  type UpdateUser,
} from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const readCreateUser = answers(createUserAnswerSchema);

/** The answer may carry a one-time password; it is forgotten with the dialog that shows it. */
export const useCreateUser = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateUser) => api.post('users', body, readCreateUser),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.userLists }),
    gcTime: 0,
  });
};

const readUser = answers(userAnswerSchema);

/** Changes what is named of a user. */
export const useUpdateUser = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: UpdateUser) => (await api.patch(`users/${id}`, body, readUser)).user,
    onSuccess: (user) => {
      client.setQueryData(keys.user(id), user);
      void client.invalidateQueries({ queryKey: keys.userLists });
    },
  });
};

const readSuccess = answers(successSchema);

/** Deletes a user with everything that is theirs. */
export const useDeleteUser = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`users/${id}`, readSuccess),
    // Removed, not refetched: a cached list would still show the deleted user.
    onSuccess: () => client.removeQueries({ queryKey: keys.userLists }),
  });
};

const readResetStarted = answers(resetStartedSchema);

/** Starts a reset. The answer may carry a one-time password; it is forgotten with the dialog that shows it. */
export const useResetPassword = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`users/${id}/reset-password`, undefined, readResetStarted),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.users }),
    gcTime: 0,
  });
};

const readEndedSessions = answers(endedSessionsSchema);

/** Signs a user out everywhere; brings how many login sessions ended. */
export const useEndSessions = (id: string) =>
  useMutation({ mutationFn: async () => (await api.delete(`users/${id}/sessions`, readEndedSessions)).ended });

/** Takes all second factors off a user who lost them. */
export const useRemoveSecondFactors = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`users/${id}/two-factor`, readSuccess),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  });
};
