import { Secret as TotpSecret, TOTP } from 'otpauth';
import { Secret } from '../../../platform/crypto/secret.ts';

/** Parameters that every authenticator app supports (RFC 6238): with others, apps often show wrong codes. */
const FORM = { issuer: 'Pacekeeper', algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20;
/** Accepted steps before and after the current one: clocks differ, and people type slowly. */
const WINDOW = 1;

/** A new secret, in base32. */
export const newTotpSecret = (): Secret<string> => new Secret(new TotpSecret({ size: SECRET_BYTES }).base32);

/** What the QR code holds. */
export const totpAddress = (secret: Secret<string>, username: string): string =>
  new TOTP({ ...FORM, label: username, secret: secret.open() }).toString();

/** The time step that a code belongs to; null if it matches none of the accepted steps. */
export const stepOfCode = (secret: Secret<string>, code: string, now: Date): number | null => {
  const totp = new TOTP({ ...FORM, secret: secret.open() });
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
};
