import { connectAnswerSchema, type Connect } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { takeAccount } from './take-account.ts';

const read = answers(connectAnswerSchema);

/** Signs in at Instagram. The password is not kept: not even the mutation remembers it once the form is gone. */
export const useConnect = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Connect) => api.post('bot/login', body, read),
    onSuccess: (answer) => answer.success && takeAccount(client, answer.account),
    gcTime: 0,
  });
};
