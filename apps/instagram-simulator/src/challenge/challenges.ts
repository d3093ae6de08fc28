import type { Account, Scenario } from '../accounts/account.ts';
import type { Secrets } from '../support/secrets.ts';
import { type Challenge, firstStep } from './challenge.ts';

/** The challenges that wait to be passed; an account has one at a time. */
export interface Challenges {
  /** The account's open challenge; a new one where there is none. */
  open(account: Account, scenario: Scenario, device: string, byLogin: boolean): Challenge;
  of(pk: string): Challenge | null;
  /** The open challenge with this address. */
  find(pk: string, nonce: string): Challenge | null;
  close(pk: string): void;
  all(): Challenge[];
  dump(): Challenge[];
}

export const createChallenges = (now: () => number, secrets: Secrets, saved: readonly Challenge[] = []): Challenges => {
  const byUser = new Map(saved.map((challenge) => [challenge.pk, challenge]));
  return {
    open: (account, scenario, device, byLogin) => {
      const before = byUser.get(account.pk);
      if (before && before.scenario === scenario && before.byLogin === byLogin) return before;
      const challenge: Challenge = {
        pk: account.pk,
        nonce: secrets.token(9),
        scenario,
        device,
        byLogin,
        openedAt: now(),
        step: firstStep(scenario),
      };
      byUser.set(account.pk, challenge);
      return challenge;
    },
    of: (pk) => byUser.get(pk) ?? null,
    find: (pk, nonce) => {
      const challenge = byUser.get(pk);
      return challenge?.nonce === nonce ? challenge : null;
    },
    close: (pk) => {
      byUser.delete(pk);
    },
    all: () => [...byUser.values()],
    dump: () => [...byUser.values()],
  };
};
