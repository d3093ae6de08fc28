import { type Account, type AccountList, routes } from '@pacekeeper/contracts';
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { keys } from '../query-keys.ts';

/** The accounts of the person signed in, connected ones first. */
export const accountsQuery = () =>
  queryOptions({
    queryKey: keys.accounts,
    queryFn: ({ signal }) => call(routes.accounts.list, { signal }),
  });

/** Puts an account that has just been connected into its list, and refetches its bot's state. */
export const takeAccount = (client: QueryClient, account: Account): void => {
  client.setQueryData<AccountList>(keys.accounts, (list) => {
    if (!list) return list;
    const known = list.items.some(({ id }) => id === account.id);
    const items = known ? list.items.map((one) => (one.id === account.id ? account : one)) : [...list.items, account];
    return { ...list, items };
  });
  void client.invalidateQueries({ queryKey: keys.bot(account.id) });
};
