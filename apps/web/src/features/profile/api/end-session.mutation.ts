import { successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(successSchema);

/** Ends one login session. */
export const useEndSession = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`auth/sessions/${id}`, read),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.loginSessions }),
  });
};
