import { verificationAnswerSchema, type Resend, type Verification } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';
import { withVerification } from '../pending.ts';

const read = answers(verificationAnswerSchema);

/** Has Instagram send a code. */
export const useResend = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Resend) => (await api.post('bot/login/resend', body, read)).verification,
    onSuccess: (verification) =>
      client.setQueryData<Verification[]>(keys.pendingConnects, (list) => withVerification(list, verification)),
    onError: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
  });
};
