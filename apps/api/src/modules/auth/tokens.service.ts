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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Makes and checks what people carry. A token for one purpose opens nothing else. */
@Injectable()
export class TokensService {
  /** A KeyObject: jsonwebtoken derives one anew on every call from anything else. */
  readonly key: KeyObject;
  private readonly keyId: string;
  private readonly refreshKey: Buffer;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
  ) {
    const secret = config.jwtSecret.open();
    this.key = createSecretKey(secret);
    this.keyId = createHash('sha256').update(secret).digest('hex').slice(0, 8);
    this.refreshKey = createHmac('sha256', secret).update('refresh').digest();
  }

  access(userId: string, sessionId: string): { token: string; expiresAt: Date } {
    const issued = Math.floor(this.clock.now().getTime() / 1000);
    const claims = { sub: userId, sid: sessionId, typ: 'access', iat: issued, exp: issued + ACCESS_SECONDS };
    const token = jwt.sign(claims, this.key, {
      algorithm: ALGORITHM,
      issuer: ISSUER,
      audience: AUDIENCE,
      keyid: this.keyId,
    });
    return { token, expiresAt: new Date(claims.exp * 1000) };
  }

  /** A refresh token names its user and session in front, so that no lookup has to cross users. */
  refresh({ userId, sessionId }: RefreshClaims): string {
    const body = `${userId}.${sessionId}.${randomToken()}`;
    return `${body}.${this.tag(body).toString('base64url')}`;
  }

  /** What a refresh token says, where it is one of ours; null for anything else. */
  readRefresh(token: string): RefreshClaims | null {
    const end = token.lastIndexOf('.');
    const body = token.slice(0, Math.max(end, 0));
    const [userId = '', sessionId = ''] = body.split('.');
    if (!UUID.test(userId) || !UUID.test(sessionId)) return null;
    return sameBytes(Buffer.from(token.slice(end + 1), 'base64url'), this.tag(body)) ? { userId, sessionId } : null;
  }

  private tag(body: string): Buffer {
    return createHmac('sha256', this.refreshKey).update(body).digest();
  }
}
