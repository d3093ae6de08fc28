import type { Account } from '../accounts/account.ts';
import { addAccount, challengeOf, removeAccount, twoFactorOf } from '../accounts/new-account.ts';
import { bearerOf, type Session } from '../accounts/sessions.ts';
import { confirm } from '../challenge/policy.ts';
import type { Simulation } from '../simulation.ts';
import { sessionFile } from '../session-files/session-files.ts';
import { accountView, codesOf, demoAccountView } from './account-view.ts';
import { accountIn, at, type ControlCall, ControlError, type ControlRoute, parsed } from './control-call.ts';
import {
  accountPatchSchema,
  batchSchema,
  challengeSchema,
  newAccountSchema,
  revokeSchema,
  sessionFileQuerySchema,
  sessionSchema,
} from './schemas.ts';

const sessionView = (session: Session) => ({
  id: session.id,
  pk: session.pk,
  device: session.device,
  created_at: new Date(session.createdAt).toISOString(),
  revoked: session.revoked,
  authorization: bearerOf(session),
});

const refuseTaken = (sim: Simulation, username: string): void => {
  if (sim.world.personByName(username)) throw new ControlError(409, `${username} is taken`);
};

const create = ({ sim, body }: ControlCall) => {
  const input = parsed(newAccountSchema, body);
  refuseTaken(sim, input.username);
  return accountView(sim, addAccount(sim, input));
};

const createBatch = ({ sim, body }: ControlCall) => {
  const { prefix, count, password, sessions, followers, following } = parsed(batchSchema, body);
  const digits = String(count).length;
  const items = Array.from({ length: count }, (_, i) => {
    const username = `${prefix}${String(i + 1).padStart(digits, '0')}`;
    refuseTaken(sim, username);
    const account = addAccount(sim, { username, password, followers, following });
    const session = sessions ? sim.sessions.open(account.pk, `android-${account.pk.padStart(16, '0')}`) : null;
    return { username, pk: account.pk, ...(session ? { session: sessionView(session) } : {}) };
  });
  return { items };
};

const patch = (call: ControlCall) => {
  const { sim } = call;
  const account = accountIn(call);
  const input = parsed(accountPatchSchema, call.body);
  if (input.username !== undefined && input.username !== account.username) {
    refuseTaken(sim, input.username);
    sim.accounts.rename(account, input.username);
  }
  patchProfile(sim, account, input);
  if (input.password !== undefined) account.password = input.password;
  if (input.phone !== undefined) account.phone = input.phone;
  if (input.email !== undefined) account.email = input.email;
  if (input.two_factor !== undefined) account.twoFactor = twoFactorOf(input.two_factor);
  if (input.challenge !== undefined) {
    account.challenge = challengeOf(input.challenge);
    account.clearedDevices = [];
    sim.challenges.close(account.pk);
  }
  if (input.trusted_devices !== undefined) account.trustedDevices = [...input.trusted_devices];
  if (input.disabled !== undefined) account.disabled = input.disabled;
  if (input.consent_required !== undefined) account.consentRequired = input.consent_required;
  if (input.password_refused !== undefined) account.passwordRefused = input.password_refused;
  if (input.silent !== undefined) account.silent = input.silent;
  if (input.sms_code !== undefined) Object.assign(account, { smsCode: input.sms_code, fixedCodes: true });
  if (input.email_code !== undefined) Object.assign(account, { emailCode: input.email_code, fixedCodes: true });
  return accountView(sim, account);
};

type Patch = ReturnType<typeof accountPatchSchema.parse>;

const patchProfile = (sim: Simulation, account: Account, input: Patch): void => {
  const person = sim.world.personByPk(account.pk);
  if (!person) return;
  sim.world.putPerson({
    ...person,
    username: account.username,
    fullName: input.full_name ?? person.fullName,
    biography: input.biography ?? person.biography,
    isPrivate: input.is_private ?? person.isPrivate,
    isVerified: input.is_verified ?? person.isVerified,
  });
};

/** The account meets a challenge at its next call, whatever it is. */
const challenge = (call: ControlCall) => {
  const account = accountIn(call);
  const { scenario } = parsed(challengeSchema, call.body);
  account.challenge = { scenario, on: 'any', repeat: 'once' };
  call.sim.challenges.close(account.pk);
  return accountView(call.sim, account);
};

/** Confirmed in the app: the challenge is over without the client. */
const confirmChallenge = (call: ControlCall) => {
  const account = accountIn(call);
  confirm(call.sim, account);
  return accountView(call.sim, account);
};

export const accountRoutes: readonly ControlRoute[] = [
  at('GET', '/demo-accounts', ({ sim }) => ({
    items: sim.accounts
      .all()
      .filter((account) => account.demo !== null)
      .map((account) => demoAccountView(sim, account)),
  })),

  at('GET', '/accounts', ({ sim }) => ({ items: sim.accounts.all().map((account) => accountView(sim, account)) })),
  at('POST', '/accounts', create),
  at('POST', '/accounts/batch', createBatch),
  at('GET', '/accounts/:username', (call) => accountView(call.sim, accountIn(call))),
  at('PATCH', '/accounts/:username', patch),
  at('DELETE', '/accounts/:username', (call) => {
    removeAccount(call.sim, accountIn(call));
    return { ok: true };
  }),

  at('GET', '/accounts/:username/codes', (call) => codesOf(call.sim, accountIn(call))),
  at('POST', '/accounts/:username/challenge', challenge),
  at('POST', '/accounts/:username/challenge/confirm', confirmChallenge),

  at('GET', '/accounts/:username/sessions', (call) => ({
    items: call.sim.sessions.of(accountIn(call).pk).map(sessionView),
  })),
  // A tool has signed in before: the file of its session, which is opened here where there is none yet.
  at('GET', '/accounts/:username/session-file', (call) => {
    const { kind } = parsed(sessionFileQuerySchema, call.query);
    const { name, text } = sessionFile(call.sim, accountIn(call), kind);
    call.context.onChange();
    return {
      status: 200,
      text,
      type: kind === 'sessionid' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
      headers: { 'Content-Disposition': `attachment; filename="${name}"`, 'X-Content-Type-Options': 'nosniff' },
    };
  }),
  at('POST', '/accounts/:username/sessions', (call) => {
    const { device } = parsed(sessionSchema, call.body);
    return sessionView(call.sim.sessions.open(accountIn(call).pk, device));
  }),
  at('POST', '/accounts/:username/sessions/revoke', (call) => {
    const { reason, session_id } = parsed(revokeSchema, call.body);
    return { revoked: call.sim.sessions.revoke(accountIn(call).pk, reason, session_id) };
  }),
];
