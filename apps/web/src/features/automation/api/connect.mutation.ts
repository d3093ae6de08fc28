import { connectAnswerSchema, type Connect } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';
import { settleConnect } from './settle-connect.ts';

const read = answers(connectAnswerSchema);

/** Signs in at Instagram. The password is not kept: not even the mutation remembers it once the form is gone. */
export const useConnect = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Connect) => api.post('bot/login', body, read),
    onSuccess: (answer) => settleConnect(client, answer),
    // A refusal may have cost a try, or ended what waited.
    onError: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
    gcTime: 0,
  });
};
