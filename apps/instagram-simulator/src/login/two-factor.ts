import type { Account } from '../accounts/account.ts';
import type { Call } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { textOf } from '../support/json.ts';
import { ok, type Reply } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { newCode } from './codes.ts';
import { deviceOf, passSecondStep, twoFactorOffer } from './sign-in.ts';
import { isTotpValid } from './totp.ts';

/** `accounts/send_two_factor_login_sms/`: a code by text message for a login that waits; under a new identifier. */
export const sendTextMessage = (sim: Simulation, call: Call): Reply => {
  const pending = sim.pendingLogins.find(textOf(call.fields, 'two_factor_identifier'));
  if (!pending) return errors.staleTwoFactor();
  const account = sim.accounts.byPk(pending.pk);
  if (!account?.twoFactor?.sms || deviceOf(call) !== pending.device) return errors.invalidParameters();
  sim.pendingLogins.close(pending.identifier);
  newCode(sim.secrets, account, 'sms');
  return ok(twoFactorOffer(sim, call, account, pending.device));
};

type Check = 'right' | 'wrong' | 'not_offered';

/** `accounts/two_factor_login/`: the second step of a login, from the device of the first. */
export const secondStep = (sim: Simulation, call: Call): Reply => {
  const pending = sim.pendingLogins.find(textOf(call.fields, 'two_factor_identifier'));
  if (!pending) return errors.staleTwoFactor();
  const account = sim.accounts.byPk(pending.pk);
  const device = deviceOf(call);
  if (!account || account.username !== textOf(call.fields, 'username') || device !== pending.device) {
    return errors.invalidParameters();
  }
  const code = textOf(call.fields, 'verification_code').replaceAll(/\s/g, '');
  const check = checkCode(account, textOf(call.fields, 'verification_method'), code, sim.clock.seconds());
  if (check !== 'right') return check === 'wrong' ? errors.wrongTwoFactorCode() : errors.invalidParameters();
  sim.pendingLogins.close(pending.identifier);
  if (textOf(call.fields, 'trust_this_device') === '1') account.trustedDevices.push(device);
  return passSecondStep(sim, call, account, device);
};

/** Methods: `0` and `3` an authenticator app, `1` SMS, `2` a backup code (used up by it), `6` WhatsApp. */
const checkCode = (account: Account, method: string, code: string, seconds: number): Check => {
  const factor = account.twoFactor;
  if (!factor) return 'not_offered';
  switch (method) {
    case '0':
    case '3':
      if (factor.totpSeed === null) return 'not_offered';
      return isTotpValid(factor.totpSeed, code, seconds) ? 'right' : 'wrong';
    case '1':
      return !factor.sms ? 'not_offered' : code === account.smsCode ? 'right' : 'wrong';
    case '6':
      return !factor.whatsapp ? 'not_offered' : code === account.smsCode ? 'right' : 'wrong';
    case '2': {
      if (!factor.backupCodes.includes(code)) return 'wrong';
      if (!account.fixedCodes) {
        account.twoFactor = { ...factor, backupCodes: factor.backupCodes.filter((one) => one !== code) };
      }
      return 'right';
    }
    default:
      return 'not_offered';
  }
};
