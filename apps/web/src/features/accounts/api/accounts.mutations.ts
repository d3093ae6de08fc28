import { type AccountChanges, type AccountList, routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { applyEvent } from '../../../lib/live/apply-event.ts';
import { takeAccount } from '../../../lib/queries/accounts.query.ts';
import { keys } from '../../../lib/query-keys.ts';
import { saveFile } from '../../../lib/save-file.ts';

/** Starts or stops the bot of an account. */
export const useSwitchBot = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: 'start' | 'stop') => call(routes.bots[to], { body: { account_id: accountId } }),
    onSuccess: ({ bot }) => applyEvent(client, { name: 'bot', data: bot }),
  });
};

/** Asks Instagram whether the session of an account still holds. */
export const useTestSession = (userId: string, accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.accounts.testSession, { params: { id: userId }, body: { account_id: accountId } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.accounts });
      void client.invalidateQueries({ queryKey: keys.bot(accountId) });
    },
  });
};

/** Ends the Instagram session of an account. */
export const useDisconnect = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.accounts.disconnect, { body: { account_id: accountId } }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.accounts }),
        client.invalidateQueries({ queryKey: keys.bots }),
        client.invalidateQueries({ queryKey: keys.jobs }),
      ]),
  });
};

/** Takes the session of an account out, as a file that the browser saves. It is not kept here. */
export const useExportSession = (accountId: string) =>
  useMutation({
    mutationFn: async () => {
      const { file_name: name, session } = await call(routes.accounts.exportSession, { params: { id: accountId } });
      saveFile(name, new Blob([`${JSON.stringify(session, null, 2)}\n`], { type: 'application/json' }));
    },
    gcTime: 0,
  });

/** Changes what is set for one account alone. */
export const useChangeAccount = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AccountChanges) => call(routes.accounts.update, { params: { id: accountId }, body }),
    onSuccess: (answer) => {
      const {
        proxy_host: _host,
        device: _device,
        connected: _connected,
        working_hours: _hours,
        pace: _pace,
        ...account
      } = answer.account;
      client.setQueryData(keys.account(accountId), answer);
      takeAccount(client, account);
    },
  });
};

/** Looks whether Instagram is reached through the proxy of an account, without asking Instagram for anything. */
export const useTestProxy = (accountId: string) =>
  useMutation({ mutationFn: () => call(routes.accounts.testProxy, { params: { id: accountId } }) });

/** Disconnects an account and forgets it, with all that hangs on it. */
export const useRemoveAccount = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.accounts.remove, { params: { id: accountId } }),
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
