import { Injectable } from '@nestjs/common';
import type { Role } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { LoginSession } from './login-session.entity.ts';

export interface CallerRow {
  readonly id: string;
  readonly role: Role;
  readonly must_change_password: boolean;
  readonly time_zone: string;
}

export type EndReason = 'signed_out' | 'reuse' | 'password_changed';

@Injectable()
export class LoginSessionsRepository {
  async begin(
    tx: Tx,
    session: Pick<LoginSession, 'userId' | 'refreshHash' | 'expiresAt' | 'userAgent' | 'address' | 'method'> & {
      id: string;
    },
  ): Promise<void> {
    await tx.of(LoginSession).insert(session);
  }

  /** Who a live login session belongs to, as the database has it now; null where the session or the user ended. */
  findCaller(tx: Tx, sessionId: string): Promise<CallerRow | null> {
    return tx.one<CallerRow>(
      `SELECT u.id, u.role, u.must_change_password, u.time_zone
       FROM login_sessions s JOIN users u ON u.id = s.user_id
       WHERE s.id = $1 AND s.user_id = $2 AND s.ended_at IS NULL AND s.expires_at > now() AND u.is_active`,
      [sessionId, tx.userId],
    );
  }

  /** Puts the next refresh token in the place of this one; returns when the session ends. Of many at once, one gets it. */
  async rotate(tx: Tx, sessionId: string, presented: Buffer, next: Buffer): Promise<Date | null> {
    const row = await tx.one<{ expires_at: Date }>(
      `UPDATE login_sessions s
       SET refresh_hash = $4, previous_refresh_hash = s.refresh_hash, rotated_at = now(), last_used_at = now()
       FROM users u
       WHERE s.id = $1 AND s.user_id = $2 AND s.refresh_hash = $3 AND s.ended_at IS NULL AND s.expires_at > now()
         AND u.id = s.user_id AND u.is_active
       RETURNING s.expires_at`,
      [sessionId, tx.userId, presented, next],
    );
    return row?.expires_at ?? null;
  }

  /** A genuine token that is no longer the newest: ends the session, unless it lost a race of the last ten seconds. */
  async endOnReuse(tx: Tx, sessionId: string, presented: Buffer): Promise<boolean> {
    const row = await tx.one(
      `UPDATE login_sessions SET ended_at = now(), ended_reason = 'reuse'
       WHERE id = $1 AND user_id = $2 AND ended_at IS NULL AND refresh_hash <> $3
         AND NOT coalesce(previous_refresh_hash = $3 AND rotated_at > now() - interval '10 seconds', false)
       RETURNING id`,
      [sessionId, tx.userId, presented],
    );
    return row !== null;
  }

  async end(tx: Tx, sessionId: string, reason: EndReason): Promise<void> {
    await tx.sql(
      `UPDATE login_sessions SET ended_at = now(), ended_reason = $3
       WHERE id = $1 AND user_id = $2 AND ended_at IS NULL`,
      [sessionId, tx.userId, reason],
    );
  }

  /** All but those of one device; returns which. */
  async endOfOtherDevices(
    tx: Tx,
    { address, userAgent }: { address: string; userAgent: string | null },
    reason: EndReason,
  ): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `UPDATE login_sessions SET ended_at = now(), ended_reason = $4
       WHERE user_id = $1 AND NOT (address = $2::inet AND user_agent IS NOT DISTINCT FROM $3)
         AND ended_at IS NULL AND expires_at > now() RETURNING id`,
      [tx.userId, address, userAgent, reason],
    );
    return rows.map(({ id }) => id);
  }

  /** All but one, or (null) all; returns which. */
  async endOthers(tx: Tx, keepSessionId: string | null, reason: EndReason): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `UPDATE login_sessions SET ended_at = now(), ended_reason = $3
       WHERE user_id = $1 AND id IS DISTINCT FROM $2::uuid AND ended_at IS NULL AND expires_at > now() RETURNING id`,
      [tx.userId, keepSessionId, reason],
    );
    return rows.map(({ id }) => id);
  }
}
