import { userAnswerSchema, type ChangePassword } from '@pacekeeper/contracts';
import { useMutation } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { session } from '../../../lib/session/session.ts';

const readUser = answers(userAnswerSchema);

/** The token stays valid; the returned record no longer asks for a change. */
export const useChangePassword = (userId: string) =>
  useMutation({
    mutationFn: (body: ChangePassword) => api.put(`users/${userId}/change-password`, body, readUser),
    onSuccess: ({ user }) => session.update(user),
  });

/** Everything that is stored about the person, as a file. */
export const useExport = (userId: string) =>
  useMutation({ mutationFn: () => api.file(`users/${userId}/export`, 'application/json'), gcTime: 0 });
