import { Injectable } from '@nestjs/common';
import type { Role } from '@pacekeeper/contracts';
import type { ReadTx, Tx } from '../../platform/database/tx.ts';
import { LIVE } from './login-sessions.repository.ts';

export interface CallerRow {
  readonly id: string;
  readonly role: Role;
  readonly must_change_password: boolean;
  readonly must_set_up_two_factor: boolean;
  readonly time_zone: string;
  readonly proved_at: Date;
}

/** The same of an API token, with what it may do. */
export interface TokenCallerRow extends CallerRow {
  readonly token_hash: Buffer;
  readonly permissions: readonly string[];
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
}

/** SQL on `users u`. The password comes first: a user who must change it is not told of the second factor yet. */
const MUST_SET_UP_TWO_FACTOR = `
  (u.two_factor_since IS NULL AND NOT u.must_change_password
   AND coalesce((SELECT g.require_two_factor FROM security_settings g), false))`;

/** What every request asks the database about its sender. */
@Injectable()
export class CallersRepository {
  /** Who a live login session belongs to, as the database has it now; null where the session or the user ended. */
  find(tx: ReadTx, sessionId: string): Promise<(CallerRow & Record<string, unknown>) | null> {
    return tx.one(
      `SELECT u.id, u.role, u.must_change_password, u.time_zone, s.proved_at,
              ${MUST_SET_UP_TWO_FACTOR} AS must_set_up_two_factor
       FROM login_sessions s JOIN users u ON u.id = s.user_id
       WHERE s.id = $1 AND s.user_id = $2 AND ${LIVE} AND u.is_active`,
      [sessionId, tx.userId],
    );
  }

  /** Whose an API token is, which proves nobody's presence; null where it expired, or its user ended. */
  findByToken(tx: ReadTx, tokenId: string): Promise<(TokenCallerRow & Record<string, unknown>) | null> {
    return tx.one(
      `SELECT u.id, u.role, u.must_change_password, u.time_zone, timestamptz 'epoch' AS proved_at,
              ${MUST_SET_UP_TWO_FACTOR} AS must_set_up_two_factor,
              t.token_hash, t.permissions, t.expires_at, t.last_used_at
       FROM api_tokens t JOIN users u ON u.id = t.user_id
       WHERE t.id = $1 AND t.user_id = $2 AND t.expires_at > now() AND u.is_active`,
      [tokenId, tx.userId],
    );
  }

  /** Writes that a token was used, at most once a minute. */
  async noteTokenUse(tx: Tx, tokenId: string): Promise<void> {
    await tx.sql(
      `UPDATE api_tokens SET last_used_at = now()
       WHERE id = $1 AND user_id = $2 AND (last_used_at IS NULL OR last_used_at <= now() - interval '1 minute')`,
      [tokenId, tx.userId],
    );
  }

  async mustSetUpTwoFactor(tx: Tx): Promise<boolean> {
    const row = await tx.one<{ must: boolean }>(
      `SELECT ${MUST_SET_UP_TWO_FACTOR} AS must FROM users u WHERE u.id = $1`,
      [tx.userId],
    );
    return row?.must ?? false;
  }
}
