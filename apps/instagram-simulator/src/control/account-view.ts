import type { Account } from '../accounts/account.ts';
import { secondsLeft, totpAt } from '../login/totp.ts';
import type { Simulation } from '../simulation.ts';

/** Everything about an account, secrets included: this port is for those who run the simulator. */
export const accountView = (sim: Simulation, account: Account) => {
  const person = sim.world.personByPk(account.pk);
  const challenge = sim.challenges.of(account.pk);
  return {
    pk: account.pk,
    username: account.username,
    password: account.password,
    full_name: person?.fullName ?? '',
    is_private: person?.isPrivate ?? false,
    phone: account.phone,
    email: account.email,
    two_factor: account.twoFactor && {
      totp_seed: account.twoFactor.totpSeed,
      sms: account.twoFactor.sms,
      whatsapp: account.twoFactor.whatsapp,
      backup_codes: account.twoFactor.backupCodes,
    },
    challenge: account.challenge,
    open_challenge: challenge && { scenario: challenge.scenario, step: challenge.step, nonce: challenge.nonce },
    trusted_devices: account.trustedDevices,
    cleared_devices: account.clearedDevices,
    disabled: account.disabled,
    consent_required: account.consentRequired,
    password_refused: account.passwordRefused ?? false,
    silent: account.silent,
    live_sessions: sim.sessions.of(account.pk).filter((session) => session.revoked === null).length,
    followers: sim.graph.followerCount(account.pk),
    following: sim.graph.followingCount(account.pk),
    shows: account.demo,
  };
};

/** The codes that would be accepted from the account now. */
export const codesOf = (sim: Simulation, account: Account) => {
  const seconds = sim.clock.seconds();
  const factor = account.twoFactor;
  const seed = factor?.totpSeed ?? null;
  const byPhone = factor?.sms === true || factor?.whatsapp === true || account.challenge !== null;
  return {
    ...(seed === null
      ? {}
      : {
          totp: totpAt(seed, seconds),
          totp_seconds_left: secondsLeft(seconds),
          totp_seed: seed,
          totp_uri: `otpauth://totp/Simulator:${account.username}?secret=${seed}&issuer=Simulator`,
        }),
    ...(byPhone && account.smsCode !== '' ? { sms: account.smsCode } : {}),
    ...(account.challenge && account.emailCode !== '' ? { email: account.emailCode } : {}),
    ...(factor && factor.backupCodes.length > 0 ? { backup: factor.backupCodes } : {}),
  };
};

export type Codes = ReturnType<typeof codesOf>;

/** What the account asks for at sign-in: the one code to type. */
export const askedCode = (account: Account, codes: Codes): string | null => {
  if (codes.totp !== undefined) return codes.totp;
  if (account.twoFactor) return codes.sms ?? null;
  return account.challenge ? (codes.email ?? null) : null;
};

export const demoAccountView = (sim: Simulation, account: Account) => {
  const codes = codesOf(sim, account);
  const code = askedCode(account, codes);
  return {
    username: account.username,
    password: account.demoPassword ?? account.password,
    shows: account.demo ?? '',
    ...(code === null ? {} : { code }),
    ...(Object.keys(codes).length === 0 ? {} : { codes }),
  };
};
