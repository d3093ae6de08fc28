import { connectAnswerSchema, type Verify } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { takeAccount } from './take-account.ts';

const read = answers(connectAnswerSchema);

/** Sends the code that Instagram asked for. */
export const useVerify = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Verify) => api.post('bot/login/verify', body, read),
    onSuccess: (answer) => answer.success && takeAccount(client, answer.account),
    gcTime: 0,
  });
};
