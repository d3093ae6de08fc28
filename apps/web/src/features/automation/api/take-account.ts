import type { Account, AccountList } from '@pacekeeper/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../../../lib/query-keys.ts';

/** Puts an account that has just been connected into its list, and has its bot's state read anew. */
export const takeAccount = (client: QueryClient, account: Account): void => {
  client.setQueryData<AccountList>(keys.accounts, (list) => {
    if (!list) return list;
    const known = list.items.some(({ id }) => id === account.id);
    const items = known ? list.items.map((one) => (one.id === account.id ? account : one)) : [...list.items, account];
    return { ...list, items };
  });
  void client.invalidateQueries({ queryKey: keys.bot(account.id) });
};
