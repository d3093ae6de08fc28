import { successSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(successSchema);

/** Takes all second factors off a user who lost them. */
export const useRemoveSecondFactors = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`users/${id}/two-factor`, read),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  });
};
