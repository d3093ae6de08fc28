import type { Account } from './account.ts';

/** All accounts that can sign in. */
export interface Accounts {
  all(): Account[];
  byPk(pk: string): Account | null;
  byName(username: string): Account | null;
  put(account: Account): void;
  rename(account: Account, username: string): void;
  remove(pk: string): void;
  dump(): Account[];
}

export const createAccounts = (saved: readonly Account[] = []): Accounts => {
  const byPk = new Map<string, Account>();
  const byName = new Map<string, Account>();
  const put = (account: Account) => {
    byPk.set(account.pk, account);
    byName.set(account.username, account);
  };
  saved.forEach(put);
  return {
    all: () => [...byPk.values()],
    byPk: (pk) => byPk.get(pk) ?? null,
    byName: (username) => byName.get(username) ?? null,
    put,
    rename: (account, username) => {
      byName.delete(account.username);
      account.username = username;
      byName.set(username, account);
    },
    remove: (pk) => {
      const account = byPk.get(pk);
      if (account) byName.delete(account.username);
      byPk.delete(pk);
    },
    dump: () => [...byPk.values()],
  };
};
