import { hash } from 'node:crypto';
import type { AccessClaims } from './tokens.service.ts';

/** Tokens that are remembered at the most; the oldest go first. */
const MOST_KEPT = 10_000;

/**
 * What access tokens say whose signature was checked before. Neither a token nor the keys change while a process runs, so
 * one check serves until the token ends; whether its login session still lives is asked elsewhere, for every request. Kept
 * by hash, so that no token lies in memory that somebody could carry away.
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
