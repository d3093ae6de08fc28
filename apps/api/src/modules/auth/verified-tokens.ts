import { hash } from 'node:crypto';
import type { AccessClaims } from './tokens.service.ts';

/** Tokens that are remembered at the most; the oldest go first. */
const MOST_KEPT = 10_000;

/**
 * The claims of access tokens whose signature was checked before. Neither a token nor the keys change while a process
 * runs, so one check is valid until the token expires; whether its login session is live is checked elsewhere, for every
 * request. Kept by hash, so that no token can be read from memory.
 */
export class VerifiedTokens {
  private readonly claims = new Map<string, AccessClaims>();

  /** Null: not checked yet, or ended. `now`: milliseconds since 1970. */
  find(token: string, now: number): AccessClaims | null {
    const claims = this.claims.get(keyOf(token));
    return claims && claims.exp * 1000 > now ? claims : null;
  }

  keep(token: string, claims: AccessClaims): void {
    this.claims.set(keyOf(token), claims);
    const [oldest] = this.claims.keys();
    if (this.claims.size > MOST_KEPT && oldest !== undefined) this.claims.delete(oldest);
  }
}

const keyOf = (token: string): string => hash('sha256', token, 'base64');
