import type { ConnectAnswer, Verification } from '@pacekeeper/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../../../lib/query-keys.ts';
import { withVerification } from '../pending.ts';
import { takeAccount } from './take-account.ts';

/** Brings the cache up to what a sign-in led to: an account, or a question that waits. */
export const settleConnect = (client: QueryClient, answer: ConnectAnswer): void => {
  if (answer.success) {
    takeAccount(client, answer.account);
    void client.invalidateQueries({ queryKey: keys.pendingConnects });
    return;
  }
  const { verification } = answer;
  client.setQueryData<Verification[]>(keys.pendingConnects, (list) => withVerification(list, verification));
};
