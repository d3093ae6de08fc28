import { userAnswerSchema, type UpdateUser } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../http/answers.ts';
import { api } from '../http/api.ts';
import { keys } from '../query-keys.ts';
import { session } from '../session/session.ts';

const read = answers(userAnswerSchema);

/** Changes one's own record. */
export const useUpdateSelf = (userId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: UpdateUser) => (await api.patch(`users/${userId}`, body, read)).user,
    onSuccess: (user) => {
      session.update(user);
      void client.invalidateQueries({ queryKey: keys.users });
      // The day of the limits begins and ends by the time zone.
      void client.invalidateQueries({ queryKey: keys.limits });
    },
  });
};
