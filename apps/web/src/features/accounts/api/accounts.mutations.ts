import {
  accountDetailAnswerSchema,
  botAnswerSchema,
  proxyTestSchema,
  sessionTestSchema,
  successSchema,
  type AccountChanges,
  type AccountList,
} from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';
import { takeAccount } from '../../../lib/queries/accounts.query.ts';
import { keys } from '../../../lib/query-keys.ts';

const readBot = answers(botAnswerSchema);

/** Starts or stops the bot of an account. */
export const useSwitchBot = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: 'start' | 'stop') => api.post(`bot/${to}`, { account_id: accountId }, readBot),
    onSuccess: ({ bot }) => applyEvent(client, { name: 'bot', data: bot }),
  });
};

const readSessionTest = answers(sessionTestSchema);

/** Asks Instagram whether the session of an account still holds. */
export const useTestSession = (userId: string, accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`users/${userId}/test-session`, { account_id: accountId }, readSessionTest),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.accounts });
      void client.invalidateQueries({ queryKey: keys.bot(accountId) });
    },
  });
};

const readSuccess = answers(successSchema);

/** Ends the Instagram session of an account. */
export const useDisconnect = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post('bot/logout', { account_id: accountId }, readSuccess),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.accounts }),
        client.invalidateQueries({ queryKey: keys.bots }),
        client.invalidateQueries({ queryKey: keys.jobs }),
      ]),
  });
};

const readAccountDetail = answers(accountDetailAnswerSchema);

/** Changes what is set for one account alone. */
export const useChangeAccount = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: AccountChanges) => api.patch(`bot/accounts/${accountId}`, changes, readAccountDetail),
    onSuccess: (answer) => {
      const {
        proxy_host: _host,
        device: _device,
        connected: _connected,
        working_hours: _hours,
        ...account
      } = answer.account;
      client.setQueryData(keys.account(accountId), answer);
      takeAccount(client, account);
    },
  });
};

const readProxyTest = answers(proxyTestSchema);

/** Looks whether Instagram is reached through the proxy of an account, without asking Instagram for anything. */
export const useTestProxy = (accountId: string) =>
  useMutation({ mutationFn: () => api.post(`bot/accounts/${accountId}/test-proxy`, undefined, readProxyTest) });

/** Disconnects an account and forgets it, with all that hangs on it. */
export const useRemoveAccount = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`bot/accounts/${accountId}`, readSuccess),
    onSuccess: () => {
      client.removeQueries({ queryKey: keys.account(accountId) });
      client.removeQueries({ queryKey: keys.bot(accountId) });
      client.removeQueries({ queryKey: keys.jobList(accountId) });
      client.setQueryData<AccountList>(
        keys.accounts,
        (list) => list && { ...list, items: list.items.filter(({ id }) => id !== accountId) },
      );
    },
  });
};
