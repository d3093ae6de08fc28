import { signIn } from '../login/sign-in.ts';
import { revokeHeaders } from '../login/grant.ts';
import { secondStep, sendTextMessage } from '../login/two-factor.ts';
import { beforeConsent, type Call, open, type RouteEntry, signedIn } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { textOf } from '../support/json.ts';
import { cookieValue } from '../accounts/sessions.ts';
import { ok, type Reply } from '../transport/reply.ts';
import { setCookie } from '../wire/cookies.ts';
import { profileShape } from '../wire/people.ts';
import * as errors from '../wire/errors.ts';

/** What a client needs before it can sign in: the key for the password, and its first cookies. */
const welcome = (sim: Simulation, call: Call): Reply => {
  const has = (name: string) => cookieValue(call.headers.cookie ?? '', name) !== null;
  const cookies = [
    ...(has('csrftoken') ? [] : [setCookie('csrftoken', sim.secrets.token(24))]),
    ...(has('mid') ? [] : [setCookie('mid', sim.secrets.token(20))]),
  ];
  return ok({}, { ...sim.passwordKey.headers, ...(cookies.length > 0 ? { 'Set-Cookie': cookies } : {}) });
};

const CONSENT_STEPS = ['qp_intro', 'tos_and_two_age_button', 'dob'];

/** The screens of `consent/existing_user_flow/`, one after the other; the last one ends it. */
const consent = (done: boolean, current: string): { screen: string; finished: boolean } => {
  if (done) return { screen: 'already_finished', finished: false };
  const next = CONSENT_STEPS[CONSENT_STEPS.indexOf(current) + 1];
  return next === undefined ? { screen: 'finished', finished: true } : { screen: next, finished: false };
};

export const sessionRoutes: readonly RouteEntry[] = [
  open('POST', '/api/v1/qe/sync/', welcome),
  open('POST', '/api/v1/launcher/sync/', welcome),
  open('POST', '/api/v1/accounts/read_msisdn_header/', welcome),
  open('POST', '/api/v1/accounts/msisdn_header_bootstrap/', welcome),
  open('POST', '/api/v1/accounts/contact_point_prefill/', welcome),
  open('POST', '/api/v1/accounts/get_prefill_candidates/', welcome),
  open('POST', '/api/v1/attribution/log_attribution/', welcome),
  open('GET', '/api/v1/zr/token/result/', welcome),

  open('POST', '/api/v1/accounts/login/', signIn),
  open('POST', '/api/v1/accounts/two_factor_login/', secondStep),
  open('POST', '/api/v1/accounts/send_two_factor_login_sms/', sendTextMessage),

  beforeConsent('POST', '/api/v1/accounts/logout/', (sim, call) => {
    sim.sessions.revoke(call.account.pk, 2, call.session.id);
    return ok({}, revokeHeaders());
  }),

  signedIn('GET', '/api/v1/accounts/current_user/', (sim, call) => {
    const person = sim.world.personByPk(call.account.pk);
    if (!person) return errors.userNotFound();
    return ok({
      user: { ...profileShape(sim, call.wire, person), email: call.account.email, phone_number: call.account.phone },
    });
  }),

  beforeConsent('POST', '/api/v1/consent/existing_user_flow/', (_sim, call) => {
    const { account } = call;
    const step = consent(!account.consentRequired, textOf(call.fields, 'current_screen_key'));
    if (step.finished) account.consentRequired = false;
    return ok({ screen_key: step.screen });
  }),
];
