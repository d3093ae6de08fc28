import type { Account } from '../accounts/account.ts';
import { confirmWhenDue, isChallenged } from '../challenge/policy.ts';
import { openChallenge } from '../challenge/open-challenge.ts';
import { limitReply } from '../limits/refuse.ts';
import { answerForVersion } from '../limits/version-policy.ts';
import type { Call } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { textOf } from '../support/json.ts';
import { fail, ok, type Reply } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { userShape } from '../wire/people.ts';
import { lastDigits, newCode } from './codes.ts';
import { decryptPassword } from './enc-password.ts';
import { grantHeaders } from './grant.ts';

/** The device that signs in, from the form; every client sends the same in the header. */
export const deviceOf = (call: Call): string => textOf(call.fields, 'device_id') || call.device;

/** `accounts/login/`. The checks run in this order: user, app version, way to sign in, password, disabled, rate, two
 * factor, challenge. */
export const signIn = (sim: Simulation, call: Call): Reply => {
  const account = sim.accounts.byName(textOf(call.fields, 'username'));
  if (!account)
    return sim.settings.bad_credentials === 'modern'
      ? errors.badCredentials('Username Not Found')
      : errors.invalidUser();
  const refused = answerForVersion(call.appVersion, sim.settings);
  if (refused) return errors.versionRefused(refused);
  // Before the password: the sign-in itself is not offered.
  if (account.passwordRefused) return errors.versionRefused('needs_upgrade');
  const password = decryptPassword(textOf(call.fields, 'enc_password'), sim.passwordKey);
  if (password === null) return errors.invalidParameters();
  if (password !== account.password) {
    return sim.settings.bad_credentials === 'modern'
      ? errors.badCredentials('Incorrect username')
      : errors.badPassword();
  }
  if (account.disabled) return errors.inactiveUser();
  const device = deviceOf(call);
  return (
    limitReply(sim, account, { proxy: call.proxy, address: call.address, device }, ['login']) ??
    (needsTwoFactor(account, device)
      ? askTwoFactor(sim, call, account, device)
      : passSecondStep(sim, call, account, device))
  );
};

/** What follows the password and the second factor: a challenge, or a session. */
export const passSecondStep = (sim: Simulation, call: Call, account: Account, device: string): Reply => {
  confirmWhenDue(sim, account);
  return account.challenge && isChallenged(account, 'login', device)
    ? openChallenge(sim, account, account.challenge.scenario, device, true)
    : grantSession(sim, call, account, device);
};

export const grantSession = (
  sim: Simulation,
  call: Call,
  account: Account,
  device: string,
  extra: object = {},
): Reply => {
  const bound = sim.settings.bind_sessions ? { version: call.appVersion } : undefined;
  const session = sim.sessions.open(account.pk, device, bound);
  const person = sim.world.personByPk(account.pk);
  return ok(
    { logged_in_user: person && userShape(call.wire, person), ...extra },
    grantHeaders(session, account.username, sim.settings.session_grant, sim.secrets),
  );
};

const needsTwoFactor = (account: Account, device: string): boolean =>
  account.twoFactor !== null && !account.trustedDevices.includes(device);

const askTwoFactor = (sim: Simulation, call: Call, account: Account, device: string): Reply => {
  const factor = account.twoFactor;
  // With an authenticator app, a message is sent only when asked for.
  if (factor?.totpSeed === null && (factor.sms || factor.whatsapp)) newCode(sim.secrets, account, 'sms');
  return fail(400, {
    message: '',
    two_factor_required: true,
    ...twoFactorOffer(sim, call, account, device),
  });
};

/** What a sign-in offers for its second step, under a new identifier. */
export const twoFactorOffer = (sim: Simulation, call: Call, account: Account, device: string): object => {
  const { identifier } = sim.pendingLogins.open(account.pk, device);
  const factor = account.twoFactor;
  const phone = {
    max_sms_count: 2,
    resend_sms_delay_sec: 60,
    robocall_count_down_time_sec: 30,
    robocall_after_max_sms: true,
  };
  return {
    two_factor_info: {
      pk: call.wire.id(account.pk),
      username: account.username,
      sms_two_factor_on: factor?.sms ?? false,
      totp_two_factor_on: factor?.totpSeed !== null,
      whatsapp_two_factor_on: factor?.whatsapp ?? false,
      obfuscated_phone_number: lastDigits(account.phone),
      two_factor_identifier: identifier,
      show_messenger_code_option: false,
      show_new_login_screen: true,
      show_trusted_device_option: true,
      pending_trusted_notification: false,
      phone_verification_settings: phone,
    },
    phone_verification_settings: phone,
  };
};
