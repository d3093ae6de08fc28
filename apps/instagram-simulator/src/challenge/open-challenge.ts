import type { Account, Scenario } from '../accounts/account.ts';
import { newCode } from '../login/codes.ts';
import type { Simulation } from '../simulation.ts';
import type { Reply } from '../transport/reply.ts';
import { challengeRequired } from '../wire/errors.ts';

/** Opens a challenge, or continues the open one, and answers challenge_required. */
export const openChallenge = (
  sim: Simulation,
  account: Account,
  scenario: Scenario,
  device: string,
  byLogin: boolean,
): Reply => {
  const before = sim.challenges.of(account.pk);
  const challenge = sim.challenges.open(account, scenario, device, byLogin);
  if (challenge !== before && scenario === 'code_sent') newCode(sim.secrets, account, 'email');
  return challengeRequired(account.pk, challenge.nonce);
};
