import {
  type Connect,
  type ConnectAnswer,
  type ConnectSession,
  type Resend,
  routes,
  type Verification,
  type Verify,
} from '@pacekeeper/contracts';
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { takeAccount } from '../../../lib/queries/accounts.query.ts';
import { keys } from '../../../lib/query-keys.ts';
import { withVerification } from '../pending.ts';

/** Signs in at Instagram. The password is not kept: not even the mutation remembers it once the form is gone. */
export const useConnect = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Connect) => call(routes.connections.start, { body }),
    onSuccess: (answer) => settleConnect(client, answer),
    // A refusal may have cost a try, or ended what waited.
    onError: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
    gcTime: 0,
  });
};

/** Connects with a session file, which is not kept either. */
export const useConnectSession = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ConnectSession) => call(routes.connections.startWithSession, { body }),
    onSuccess: (answer) => settleConnect(client, answer),
    gcTime: 0,
  });
};

/** Answers what Instagram asked for. A password in it is not kept. */
export const useVerify = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Verify) => call(routes.connections.verify, { body }),
    onSuccess: (answer) => settleConnect(client, answer),
    // A refusal may have cost a try, or ended what waited.
    onError: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
    gcTime: 0,
  });
};

/** Has Instagram send a code. */
export const useResend = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Resend) => (await call(routes.connections.resend, { body })).verification,
    onSuccess: (verification) =>
      client.setQueryData<Verification[]>(keys.pendingConnects, (list) => withVerification(list, verification)),
    onError: () => client.invalidateQueries({ queryKey: keys.pendingConnects }),
  });
};

/** Cancels a sign-in that waits; one that is over already counts as cancelled. */
export const useCancelConnection = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      try {
        await call(routes.connections.cancel, { params: { id } });
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
