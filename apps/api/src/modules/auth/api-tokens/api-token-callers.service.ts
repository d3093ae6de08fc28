import { Injectable } from '@nestjs/common';
import { API_TOKEN_PREFIX, may, type Permission, PERMISSIONS } from '@pacekeeper/contracts';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Clock } from '../../../platform/clock/clock.ts';
import { type LinkToken, readLinkToken } from '../../../platform/crypto/link-token.ts';
import { sameBytes } from '../../../platform/crypto/tokens.ts';
import { Database } from '../../../platform/database/database.ts';
import { AppError, tooManyRequests } from '../../../platform/errors/app-error.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { CallerCache } from '../caller-cache.ts';
import { CallersRepository, type TokenCallerRow } from '../callers.repository.ts';

/** Requests with one token, in this process; docs/security.md has the same figure. */
export const TOKEN_REQUESTS_PER_MINUTE = 120;
/** How often it is written that a token was used, milliseconds. */
const NOTED_MS = 60_000;

const isKnown = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name);

/** A token without a permission of administrators does what a user may do, also where its owner is an administrator. */
const roleOf = ({ role, permissions }: TokenCallerRow): Caller['role'] =>
  role === 'admin' && permissions.some((name) => isKnown(name) && !may('user', name)) ? 'admin' : 'user';

/** Who calls with an API token. */
@Injectable()
export class ApiTokenCallers {
  private readonly requests = new RateLimiterMemory({ points: TOKEN_REQUESTS_PER_MINUTE, duration: 60 });

  constructor(
    private readonly db: Database,
    private readonly callers: CallersRepository,
    private readonly cache: CallerCache,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError TOKEN_INVALID where it is none, was removed or has expired; TOO_MANY_REQUESTS */
  async callerOf(text: string): Promise<Caller> {
    const token = readLinkToken(text.slice(API_TOKEN_PREFIX.length));
    const row = token && (await this.find(token));
    const now = this.clock.now();
    if (!row || row.expires_at <= now) throw new AppError('TOKEN_INVALID');
    await this.spend(token.id);
    if (!row.last_used_at || row.last_used_at.getTime() <= now.getTime() - NOTED_MS) {
      await this.db.asUserSoon(token.userId, (tx) => this.callers.noteTokenUse(tx, token.id));
    }
    return {
      id: row.id,
      role: roleOf(row),
      sessionId: token.id,
      tokenPermissions: new Set(row.permissions),
      mustChangePassword: row.must_change_password,
      mustSetUpTwoFactor: row.must_set_up_two_factor,
      provedAt: row.proved_at,
      timeZone: row.time_zone,
      tokenEndsAt: row.expires_at,
    };
  }

  private async find({ userId, id, hash }: LinkToken): Promise<TokenCallerRow | null> {
    const row = await this.cache.findByToken(userId, id, () =>
      this.db.readAsUser(userId, (tx) => this.callers.findByToken(tx, id)),
    );
    return row && sameBytes(row.token_hash, hash) ? row : null;
  }

  private async spend(tokenId: string): Promise<void> {
    try {
      await this.requests.consume(tokenId);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw tooManyRequests(seconds, 'Too many requests came with this API token in a short time.');
    }
  }
}
