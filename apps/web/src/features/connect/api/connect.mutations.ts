import {
  connectAnswerSchema,
  successSchema,
  verificationAnswerSchema,
  type Connect,
  type ConnectAnswer,
  type Resend,
  type Verification,
  type Verify,
} from '@pacekeeper/contracts';
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { takeAccount } from '../../../lib/queries/accounts.query.ts';
import { keys } from '../../../lib/query-keys.ts';
import { withVerification } from '../pending.ts';

const readConnect = answers(connectAnswerSchema);

/** Signs in at Instagram. The password is not kept: not even the mutation remembers it once the form is gone. */
export const useConnect = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Connect) => api.post('bot/login', body, readConnect),
    onSuccess: (answer) => settleConnect(client, answer),
    // A refusal may have cost a try, or ended what waited.
    onError: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
    gcTime: 0,
  });
};

/** Answers what Instagram asked for. A password in it is not kept. */
export const useVerify = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Verify) => api.post('bot/login/verify', body, readConnect),
    onSuccess: (answer) => settleConnect(client, answer),
    // A refusal may have cost a try, or ended what waited.
    onError: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
    gcTime: 0,
  });
};

const readVerification = answers(verificationAnswerSchema);

/** Has Instagram send a code. */
export const useResend = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Resend) => (await api.post('bot/login/resend', body, readVerification)).verification,
    onSuccess: (verification) =>
      client.setQueryData<Verification[]>(keys.pendingConnects, (list) => withVerification(list, verification)),
    onError: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
  });
};

const readSuccess = answers(successSchema);

/** Gives up a sign-in that waits. One that is over already is given up, too. */
export const useGiveUp = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      try {
        await api.delete(`bot/login/pending/${id}`, readSuccess);
      } catch (error) {
        if (!isRefusal(error, 'NOT_FOUND')) throw error;
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
  });
};

/** Brings the cache up to what a sign-in led to: an account, or a question that waits. */
const settleConnect = (client: QueryClient, answer: ConnectAnswer): void => {
  if (answer.success) {
    takeAccount(client, answer.account);
    void client.invalidateQueries({ queryKey: keys.pendingConnects });
    return;
  }
  const { verification } = answer;
  client.setQueryData<Verification[]>(keys.pendingConnects, (list) => withVerification(list, verification));
};
