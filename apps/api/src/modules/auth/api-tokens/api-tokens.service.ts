import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  API_TOKEN_DAYS,
  API_TOKEN_PREFIX,
  type ApiToken,
  type ApiTokenList,
  type ApiTokensQuery,
  type CreateApiToken,
  type CreatedApiToken,
  may,
  MOST_API_TOKENS,
  TOKEN_PERMISSIONS,
} from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { newLinkToken } from '../../../platform/crypto/link-token.ts';
import { Database } from '../../../platform/database/database.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { validationError } from '../../../platform/errors/validation.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { decodeCursor, page } from '../../../platform/http/cursor.ts';
import { AuditService } from '../../audit/index.ts';
import { MailsService } from '../../mails/index.ts';
import { UserLimits, UsersService } from '../../users/index.ts';
import { type ApiTokenRow, ApiTokensRepository } from './api-tokens.repository.ts';

const DAY_MS = 24 * 60 * 60_000;
const MICROSECONDS = /^\d{1,16}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const toView =
  (now: Date) =>
  (row: ApiTokenRow): ApiToken => ({
    id: row.id,
    name: row.name,
    permissions: [...row.permissions],
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    expired: row.expires_at <= now,
    last_used_at: row.last_used_at?.toISOString() ?? null,
  });

/** API tokens of a person: for scripts, with less than all of their permissions and for a time. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly db: Database,
    private readonly tokens: ApiTokensRepository,
    private readonly users: UsersService,
    private readonly limits: UserLimits,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async list(userId: string, { limit, cursor }: ApiTokensQuery): Promise<ApiTokenList> {
    const [us = '', id = ''] = cursor ? decodeCursor(cursor, [MICROSECONDS, UUID]) : [];
    const rows = await this.db.asUser(userId, (tx) => this.tokens.findPage(tx, limit + 1, cursor ? [us, id] : null));
    return page(rows, limit, toView(this.clock.now()), (row) => [row.us, row.id]);
  }

  /** @throws AppError VALIDATION_FAILED for permissions and times that a token cannot have, CONFLICT, TOO_MANY_REQUESTS */
  async create(caller: Caller, { name, permissions, expires_at: until }: CreateApiToken): Promise<CreatedApiToken> {
    const now = this.clock.now();
    const expiresAt = new Date(until);
    this.check(caller, permissions, expiresAt, now);
    await this.limits.spend('api_token', caller.id);
    const id = randomUUID();
    const { text, hash } = newLinkToken(caller.id, id);
    const row = await this.db.asUser(caller.id, async (tx) => {
      const made = await this.tokens.create(tx, { id, name, hash, permissions, expiresAt });
      if (!made) throw new AppError('CONFLICT', { what: `You have ${MOST_API_TOKENS} tokens. Remove one first.` });
      const { email } = await this.users.view(tx, caller.id);
      const params = { name, expires_at: made.expires_at.toISOString().slice(0, 10) };
      if (email !== null) {
        await this.mails.enqueue(tx, { userId: caller.id, kind: 'api_token_created', recipient: email, params });
      }
      const details = { api_token_id: id, permissions, expires_at: params.expires_at };
      await this.audit.append(tx, { action: 'api_token_created', subjectId: caller.id, details });
      return made;
    });
    return { success: true, api_token: toView(now)(row), token: `${API_TOKEN_PREFIX}${text}` };
  }

  /** @throws AppError NOT_FOUND */
  async remove(userId: string, id: string): Promise<void> {
    await this.db.asUser(userId, async (tx) => {
      if (!(await this.tokens.remove(tx, id))) throw new AppError('NOT_FOUND');
      await this.audit.append(tx, { action: 'api_token_removed', subjectId: userId, details: { api_token_id: id } });
    });
  }

  private check({ role }: Caller, permissions: CreateApiToken['permissions'], expiresAt: Date, now: Date): void {
    const refused = permissions.filter((name) => !TOKEN_PERMISSIONS.includes(name) || !may(role, name));
    if (refused.length > 0) {
      throw validationError([{ path: ['permissions'], message: `cannot be given to a token: ${refused.join(', ')}` }]);
    }
    if (expiresAt <= now || expiresAt.getTime() > now.getTime() + API_TOKEN_DAYS * DAY_MS) {
      throw validationError([{ path: ['expires_at'], message: `must lie within the next ${API_TOKEN_DAYS} days` }]);
    }
  }
}
