import { userAnswerSchema, type ChangePassword } from '@pacekeeper/contracts';
import { useMutation } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { session } from '../../../lib/session/session.ts';

const read = answers(userAnswerSchema);

/** The token goes on; the record that comes back no longer asks for a change. */
export const useChangePassword = (userId: string) =>
  useMutation({
    mutationFn: (body: ChangePassword) => api.put(`users/${userId}/change-password`, body, read),
    onSuccess: ({ user }) => session.update(user),
  });
