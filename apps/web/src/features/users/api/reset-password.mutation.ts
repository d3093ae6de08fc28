import { resetStartedSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(resetStartedSchema);

/** Starts a reset. The answer may carry a one-time password; it is forgotten with the dialog that shows it. */
export const useResetPassword = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`users/${id}/reset-password`, undefined, read),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.users }),
    gcTime: 0,
  });
};
