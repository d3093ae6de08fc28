import { randomBytes, randomInt } from 'node:crypto';

/** What must not be guessable: session ids, nonces, codes. Injected, so that a test may fix it. */
export interface Secrets {
  token(bytes: number): string;
  digits(count: number): string;
}

export const systemSecrets: Secrets = {
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
};
