import type { Account } from '../accounts/account.ts';
import type { Session } from '../accounts/sessions.ts';
import { isChallenged } from '../challenge/policy.ts';
import { openChallenge } from '../challenge/open-challenge.ts';
import { isElsewhere } from '../limits/session-binding.ts';
import { answerForVersion } from '../limits/version-policy.ts';
import type { Simulation } from '../simulation.ts';
import type { Reply } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import type { Call, SessionCall } from './call.ts';

export type Admission = { readonly call: SessionCall } | { readonly refusal: Reply };

/** Whether the session that a call names may act now, and if not, what Instagram says. */
export const admit = (sim: Simulation, call: Call, needsConsent: boolean): Admission => {
  const { session } = call;
  const account = session && sim.accounts.byPk(session.pk);
  if (!session || !account) return { refusal: errors.loginRequired(2) };
  const refusal = refusalOf(sim, call, account, session, needsConsent);
  return refusal ? { refusal } : { call: { ...call, account, session } };
};

const refusalOf = (
  sim: Simulation,
  call: Call,
  account: Account,
  session: Session,
  needsConsent: boolean,
): Reply | null => {
  if (session.revoked === 'user_has_logged_out') return errors.userHasLoggedOut();
  if (session.revoked !== null) return errors.loginRequired(session.revoked);
  const refused = answerForVersion(call.appVersion, sim.settings);
  if (refused) return errors.versionRefused(refused);
  if (isElsewhere(session, call)) {
    session.revoked = 2;
    return errors.loginRequired(2);
  }
  if (account.disabled) return errors.inactiveUser();
  if (account.challenge && isChallenged(account, 'call', session.device)) {
    return openChallenge(sim, account, account.challenge.scenario, session.device, false);
  }
  return needsConsent && account.consentRequired ? errors.consentRequired() : null;
};
