import { createHmac, createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import jwt from 'jsonwebtoken';
import { Clock } from '../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { randomToken, sameBytes } from '../../platform/crypto/tokens.ts';

export const ISSUER = 'pacekeeper';
export const AUDIENCE = 'pacekeeper-api';
export const ALGORITHM = 'HS256';
/** How long an access token holds, seconds. */
export const ACCESS_SECONDS = 15 * 60;

export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly typ: 'access';
  /** When it ends, seconds since 1970. */
  readonly exp: number;
}

export interface RefreshClaims {
  readonly userId: string;
  readonly sessionId: string;
}

/** One of the configured secrets: the key of access tokens, its name in their headers, and the key of refresh tokens. */
interface SigningKey {
  readonly id: string;
  /** A KeyObject: from anything else, jsonwebtoken derives one on every call. */
  readonly access: KeyObject;
  readonly refresh: Buffer;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const signingKey = (secret: Buffer): SigningKey => ({
  id: createHash('sha256').update(secret).digest('hex').slice(0, 8),
  access: createSecretKey(secret),
  refresh: createHmac('sha256', secret).update('refresh').digest(),
});

const tag = (key: Buffer, body: string): Buffer => createHmac('sha256', key).update(body).digest();

/** The key id in the header of an unverified token; undefined if it has none. */
const keyIdOf = (token: string): unknown => {
  const header: unknown = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString());
  return (header as { kid?: unknown } | null)?.kid;
};

/**
 * Makes and checks what people carry. A token for one purpose opens nothing else. The newest secret signs; the others
 * go on verifying until they are taken out of the configuration.
 */
@Injectable()
export class TokensService {
  private readonly newest: SigningKey;
  private readonly keys: readonly SigningKey[];

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
  ) {
    const [newest, ...older] = config.jwtSecrets;
    this.newest = signingKey(newest.open());
    this.keys = [this.newest, ...older.map((secret) => signingKey(secret.open()))];
  }

  access(userId: string, sessionId: string): { token: string; expiresAt: Date } {
    const issued = Math.floor(this.clock.now().getTime() / 1000);
    const claims = { sub: userId, sid: sessionId, typ: 'access', iat: issued, exp: issued + ACCESS_SECONDS };
    const token = jwt.sign(claims, this.newest.access, {
      algorithm: ALGORITHM,
      issuer: ISSUER,
      audience: AUDIENCE,
      keyid: this.newest.id,
    });
    return { token, expiresAt: new Date(claims.exp * 1000) };
  }

  /**
   * The key that checks a token: the configured one whose id its header names, or the newest where it names none. What
   * else a header may say of keys (jku, jwk, x5u) is not read. Null: a key that is not, or is no longer, ours.
   */
  accessKey(token: string): KeyObject | null {
    try {
      const id = keyIdOf(token);
      return id === undefined ? this.newest.access : (this.keys.find((key) => key.id === id)?.access ?? null);
    } catch {
      // No header that could be read, so no token of ours.
      return null;
    }
  }

  /** A refresh token names its user and session in front, so that no lookup has to cross users. */
  refresh({ userId, sessionId }: RefreshClaims): string {
    const body = `${userId}.${sessionId}.${randomToken()}`;
    return `${body}.${tag(this.newest.refresh, body).toString('base64url')}`;
  }

  /** What a refresh token says, where it is one of ours; null for anything else. */
  readRefresh(token: string): RefreshClaims | null {
    const end = token.lastIndexOf('.');
    const body = token.slice(0, Math.max(end, 0));
    const [userId = '', sessionId = ''] = body.split('.');
    if (!UUID.test(userId) || !UUID.test(sessionId)) return null;
    const shown = Buffer.from(token.slice(end + 1), 'base64url');
    return this.keys.some((key) => sameBytes(shown, tag(key.refresh, body))) ? { userId, sessionId } : null;
  }
}
