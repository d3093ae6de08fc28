import type { Account } from '@pacekeeper/contracts';
import { create } from 'zustand';

const NAME = 'pacekeeper-account';

/** The last choice of this browser; without storage, that of this page. */
const kept = {
  get: (): string | null => {
    try {
      return localStorage.getItem(NAME);
    } catch {
      return null;
    }
  },
  set: (id: string) => {
    try {
      localStorage.setItem(NAME, id);
    } catch {
      // Then the next page begins with the first account.
    }
  },
};

const useStore = create<{ readonly id: string | null }>(() => ({ id: kept.get() }));

/** The frame and the screens without an account of their own are about this one. */
export const chooseAccount = (id: string): void => {
  if (useStore.getState().id === id) return;
  useStore.setState({ id });
  kept.set(id);
};

/** The chosen account of a list, else its first. */
export const chosenOf = (
  accounts: readonly Account[],
  id: string | null = useStore.getState().id,
): Account | undefined => accounts.find((account) => account.id === id) ?? accounts[0];

export const useChosenAccount = (accounts: readonly Account[]): Account | undefined =>
  chosenOf(
    accounts,
    useStore(({ id }) => id),
  );
