import type { Account } from '../accounts/account.ts';
import { openChallenge } from '../challenge/open-challenge.ts';
import { dayOf } from '../faults/fault-reply.ts';
import type { Simulation } from '../simulation.ts';
import type { Reply } from '../transport/reply.ts';
import { feedbackRequired, rateLimited } from '../wire/errors.ts';
import type { LimitedAction, Refusal } from './rate-limits.ts';

interface Caller {
  readonly proxy: { readonly user: string } | null;
  readonly address: string;
  readonly device: string;
}

/** Counts a call against the limits, and answers for the limit that it breaks; null where it breaks none. */
export const limitReply = (
  sim: Simulation,
  account: Account,
  caller: Caller,
  actions: readonly LimitedAction[],
): Reply | null => {
  const refusal = sim.limits.check({
    username: account.username,
    actions,
    proxyUser: caller.proxy?.user ?? null,
    address: caller.address,
  });
  return refusal && replyFor(sim, account, caller, actions, refusal);
};

const replyFor = (
  sim: Simulation,
  account: Account,
  caller: Caller,
  actions: readonly LimitedAction[],
  refusal: Refusal,
): Reply => {
  switch (refusal.kind) {
    case 'wait':
      return rateLimited();
    case 'feedback':
      return feedbackRequired({
        expiresOn: dayOf(refusal.until),
        title: 'Try Again Later',
        report: actions.includes('like') ? 'instagram_like_add' : 'instagram_follow_users',
      });
    case 'challenge':
      account.challenge ??= { scenario: 'email', on: 'any', repeat: 'once' };
      return openChallenge(sim, account, account.challenge.scenario, caller.device, false);
  }
};
