import { connectAnswerSchema, type Verify } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';
import { settleConnect } from './settle-connect.ts';

const read = answers(connectAnswerSchema);

/** Answers what Instagram asked for. A password in it is not kept. */
export const useVerify = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Verify) => api.post('bot/login/verify', body, read),
    onSuccess: (answer) => settleConnect(client, answer),
    // A refusal may have cost a try, or ended what waited.
    onError: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
    gcTime: 0,
  });
};
