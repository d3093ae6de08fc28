import { endedSessionsSchema, successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const readSuccess = answers(successSchema);

/** Ends one login session. */
export const useEndSession = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`auth/sessions/${id}`, readSuccess),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.loginSessions }),
  });
};

const readEndedSessions = answers(endedSessionsSchema);

/** Signs out everywhere but here; brings how many login sessions ended. */
export const useEndOtherSessions = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => (await api.delete('auth/sessions', readEndedSessions)).ended,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.loginSessions }),
  });
};
