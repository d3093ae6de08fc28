import { createHash, randomInt } from 'node:crypto';
import { sameBytes } from '../../../platform/crypto/tokens.ts';

export const RECOVERY_CODES = 10;

// 32 signs that people do not confuse when they copy them by hand: 28 of them carry 140 bits.
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const SIGNS = 28;
const GROUP = /.{4}/g;
const SCHEME = 'sha256:';

export interface PlainRecoveryCode {
  /** Which of the ten it is, 0 to 9. */
  readonly number: number;
  /** What is hashed. */
  readonly signs: string;
}

export const newRecoveryCodes = (): PlainRecoveryCode[] =>
  Array.from({ length: RECOVERY_CODES }, (_, number) => ({
    number,
    signs: Array.from({ length: SIGNS }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  }));

/** As it is shown: `3-k7w2-mq9x-...`, seven groups of four signs behind its number. */
export const shownRecoveryCode = ({ number, signs }: PlainRecoveryCode): string =>
  [number, ...(signs.match(GROUP) ?? [])].join('-');

/** A code as the contract hands it on: a digit and its signs. */
export const parsedRecoveryCode = (code: string): PlainRecoveryCode => ({
  number: Number(code.slice(0, 1)),
  signs: code.slice(1),
});

/**
 * 140 random bits cannot be guessed, so a fast hash is enough (docs/decisions/0011-passwords.md is for passwords that
 * people choose). It covers whose code it is and which.
 */
export const hashRecoveryCode = (userId: string, { number, signs }: PlainRecoveryCode): string =>
  SCHEME + createHash('sha256').update(`recovery code\n${userId}\n${number}\n${signs}`).digest('base64url');

/** False for older codes, which had 50 bits and are hashed like passwords. */
export const isFastHash = (hash: string): boolean => hash.startsWith(SCHEME);

export const sameRecoveryCode = (userId: string, code: PlainRecoveryCode, hash: string): boolean =>
  sameBytes(Buffer.from(hash), Buffer.from(hashRecoveryCode(userId, code)));
