import { randomInt } from 'node:crypto';

export const RECOVERY_CODES = 10;

// 32 signs that people do not confuse when they copy them by hand: ten of them carry 50 bits.
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const SIGNS = 10;

export interface PlainRecoveryCode {
  /** Which of the ten it is, 0 to 9. */
  readonly number: number;
  /** Ten signs; what is hashed. */
  readonly signs: string;
}

export const newRecoveryCodes = (): PlainRecoveryCode[] =>
  Array.from({ length: RECOVERY_CODES }, (_, number) => ({
    number,
    signs: Array.from({ length: SIGNS }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  }));

/** As it is shown: `3-k7w2m-q9xfd`. */
export const shownRecoveryCode = ({ number, signs }: PlainRecoveryCode): string =>
  `${number}-${signs.slice(0, SIGNS / 2)}-${signs.slice(SIGNS / 2)}`;

/** A code as the contract hands it on: a digit and ten signs. */
export const parsedRecoveryCode = (code: string): PlainRecoveryCode => ({
  number: Number(code.slice(0, 1)),
  signs: code.slice(1),
});
