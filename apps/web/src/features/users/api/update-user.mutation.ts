import { userAnswerSchema, type UpdateUser } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(userAnswerSchema);

/** Changes what is named of a user. */
export const useUpdateUser = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: UpdateUser) => (await api.patch(`users/${id}`, body, read)).user,
    onSuccess: (user) => {
      client.setQueryData(keys.user(id), user);
      void client.invalidateQueries({ queryKey: keys.userLists });
    },
  });
};
