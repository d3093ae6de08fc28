import { type Challenge, type ChallengeInput, judge } from '../challenge/challenge.ts';
import { rememberPassed } from '../challenge/policy.ts';
import { stepBody } from '../challenge/reply.ts';
import { newCode } from '../login/codes.ts';
import { grantSession } from '../login/sign-in.ts';
import { type Call, open, type RouteEntry } from '../pipeline/call.ts';
import type { Account } from '../accounts/account.ts';
import type { Simulation } from '../simulation.ts';
import { textOf } from '../support/json.ts';
import { ok, type Reply } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { userShape } from '../wire/people.ts';

const meet =
  (kind: ChallengeInput['kind']) =>
  (sim: Simulation, call: Call): Reply => {
    const challenge = sim.challenges.find(call.params['uid'] ?? '', call.params['nonce'] ?? '');
    const account = challenge && sim.accounts.byPk(challenge.pk);
    if (!challenge || !account) return errors.pathNotFound();
    const input = {
      kind,
      choice: textOf(call.fields, 'choice'),
      phone: textOf(call.fields, 'phone_number'),
      code: textOf(call.fields, 'security_code').replaceAll(/\s/g, ''),
    };
    const sent = (code: string, step: Challenge['step']) =>
      code !== '' && code === (step === 'verify_email' ? account.emailCode : account.smsCode);
    const verdict = judge(challenge, input, sent);
    switch (verdict.say) {
      case 'step':
        challenge.step = verdict.step;
        if (verdict.sends) newCode(sim.secrets, account, verdict.sends);
        return ok(stepBody(call.wire, account, challenge, verdict.step));
      case 'passed':
        return pass(sim, call, account, challenge);
      case 'wrong_code':
        return errors.wrongChallengeCode();
      case 'closed':
        return ok({ action: 'close' });
      case 'again':
        return errors.challengeRequired(challenge.pk, challenge.nonce);
      case 'invalid':
        return errors.invalidParameters();
    }
  };

const pass = (sim: Simulation, call: Call, account: Account, challenge: Challenge): Reply => {
  sim.challenges.close(challenge.pk);
  rememberPassed(account, challenge.device);
  if (challenge.byLogin) return grantSession(sim, call, account, challenge.device, { action: 'close' });
  const person = sim.world.personByPk(account.pk);
  return ok({ logged_in_user: person && userShape(call.wire, person), action: 'close' });
};

export const challengeRoutes: readonly RouteEntry[] = [
  open('GET', '/api/v1/challenge/:uid/:nonce/', meet('state')),
  open('POST', '/api/v1/challenge/:uid/:nonce/', meet('answer')),
  open('POST', '/api/v1/challenge/reset/:uid/:nonce/', meet('reset')),
  open('POST', '/api/v1/challenge/replay/:uid/:nonce/', meet('replay')),
];
