import { createUserAnswerSchema, type CreateUser } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(createUserAnswerSchema);

/** The answer may carry a one-time password; it is forgotten with the dialog that shows it. */
export const useCreateUser = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateUser) => api.post('users', body, read),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.userLists }),
    gcTime: 0,
  });
};
