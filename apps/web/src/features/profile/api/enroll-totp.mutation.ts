import { totpEnrolmentSchema } from '@pacekeeper/contracts';
import { useMutation } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';

const read = answers(totpEnrolmentSchema);

/** Begins with an authenticator app. The secret is forgotten with the form that shows it. */
export const useEnrollTotp = () =>
  useMutation({ mutationFn: async () => (await api.post('auth/totp/enroll', undefined, read)).totp, gcTime: 0 });
