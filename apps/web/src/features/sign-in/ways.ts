import type { SecondFactor } from '@pacekeeper/contracts';

interface Words {
  /** What to do. */
  readonly where: string;
  /** The way to it from another one. */
  readonly instead: string;
}

export const WAY_WORDS: Readonly<Record<SecondFactor, Words>> = {
  totp: {
    where: 'Enter the code that your authenticator app shows now.',
    instead: 'Use the authenticator app instead',
  },
  recovery_code: {
    where: 'Enter one of your recovery codes. Each works once.',
    instead: 'Use a recovery code instead',
  },
  passkey: {
    where: 'Use the passkey that you set up.',
    instead: 'Use a passkey instead',
  },
};

const ORDER: readonly SecondFactor[] = ['totp', 'passkey', 'recovery_code'];

/** The ways that are open, the easiest first; a passkey only where this browser has them. */
export const openWays = (methods: readonly SecondFactor[], passkeysWork: boolean): readonly SecondFactor[] =>
  ORDER.filter((way) => methods.includes(way) && (way !== 'passkey' || passkeysWork));
