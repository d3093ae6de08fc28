import { Injectable } from '@nestjs/common';
import type { SignInMethod } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { LoginSession } from './login-session.entity.ts';

export interface LoginSessionRow {
  readonly id: string;
  readonly user_agent: string | null;
  readonly address: string | null;
  readonly method: SignInMethod;
  readonly created_at: Date;
  readonly last_used_at: Date;
  readonly expires_at: Date;
  /** `last_used_at` as microseconds since 1970, which a Date cannot hold. */
  readonly used_us: string;
}

export type EndReason =
  'signed_out' | 'reuse' | 'password_changed' | 'password_reset' | 'ended_by_owner' | 'ended_by_admin';

/** As SQL of `login_sessions s`. A login session ends when its time is over, and after two weeks without a refresh. */
export const LIVE = `s.ended_at IS NULL AND s.expires_at > now() AND s.last_used_at > now() - interval '14 days'`;

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

  /** Live ones, the newest use first, behind `after` (microseconds and id of the last row shown). */
  findPage(
    tx: Tx,
    limit: number,
    after: readonly [string, string] | null,
  ): Promise<Array<LoginSessionRow & Record<string, unknown>>> {
    return tx.sql(
      `SELECT * FROM (
         SELECT s.id, s.user_agent, host(s.address) AS address, s.method, s.created_at, s.last_used_at, s.expires_at,
                (extract(epoch FROM s.last_used_at) * 1000000)::bigint AS used_us
         FROM login_sessions s WHERE s.user_id = $1 AND ${LIVE}
       ) live
       WHERE $2::bigint IS NULL OR (used_us, id) < ($2::bigint, $3::uuid)
       ORDER BY used_us DESC, id DESC LIMIT $4`,
      [tx.userId, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Replaces this refresh token with the next; returns when the session ends. Of concurrent calls, one succeeds. */
  async rotate(tx: Tx, sessionId: string, presented: Buffer, next: Buffer): Promise<Date | null> {
    const row = await tx.one<{ expires_at: Date }>(
      `UPDATE login_sessions s
       SET refresh_hash = $4, previous_refresh_hash = s.refresh_hash, rotated_at = now(), last_used_at = now()
       FROM users u
       WHERE s.id = $1 AND s.user_id = $2 AND s.refresh_hash = $3 AND ${LIVE} AND u.id = s.user_id AND u.is_active
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

  /** False if it had already ended. */
  async end(tx: Tx, sessionId: string, reason: EndReason): Promise<boolean> {
    const row = await tx.one(
      `UPDATE login_sessions s SET ended_at = now(), ended_reason = $3
       WHERE s.id = $1 AND s.user_id = $2 AND ${LIVE} RETURNING s.id`,
      [sessionId, tx.userId, reason],
    );
    return row !== null;
  }

  /** All but the newest of one device, where that began in the last 15 minutes; returns which. */
  async endAllButLatestOf(
    tx: Tx,
    { address, userAgent }: { address: string; userAgent: string | null },
    reason: EndReason,
  ): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `UPDATE login_sessions SET ended_at = now(), ended_reason = $4
       WHERE user_id = $1 AND ended_at IS NULL AND expires_at > now() AND id IS DISTINCT FROM (
         SELECT id FROM login_sessions
         WHERE user_id = $1 AND address = $2::inet AND user_agent IS NOT DISTINCT FROM $3
           AND ended_at IS NULL AND created_at > now() - interval '15 minutes'
         ORDER BY created_at DESC, id LIMIT 1)
       RETURNING id`,
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

  /** Ends all sessions of another user, for an administrator; returns their ids. */
  async endAllOf(tx: Tx, userId: string, reason: EndReason): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>('SELECT id FROM admin_end_login_sessions($1, $2)', [userId, reason]);
    return rows.map(({ id }) => id);
  }

  /** Records that its person proved their identity again. */
  async prove(tx: Tx, sessionId: string): Promise<void> {
    await tx.sql('UPDATE login_sessions SET proved_at = now() WHERE id = $1 AND user_id = $2', [sessionId, tx.userId]);
  }
}
