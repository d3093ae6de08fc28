import { endedSessionsSchema } from '@pacekeeper/contracts';
import { useMutation } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';

const read = answers(endedSessionsSchema);

/** Signs a user out everywhere; brings how many login sessions ended. */
export const useEndSessions = (id: string) =>
  useMutation({ mutationFn: async () => (await api.delete(`users/${id}/sessions`, read)).ended });
