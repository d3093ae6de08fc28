import type { Account } from '@pacekeeper/contracts';

/** Which account an entry counts for. */
export const forAccount = (accountId: string | null, accounts: readonly Account[]): string => {
  if (accountId === null) return 'all accounts';
  const account = accounts.find(({ id }) => id === accountId);
  return account ? `@${account.instagram_username}` : 'an account that was removed';
};

export const accountChoices = (accounts: readonly Account[], all: string) => [
  { value: '', label: all },
  ...accounts.map(({ id, instagram_username: name }) => ({ value: id, label: `@${name} only` })),
];
