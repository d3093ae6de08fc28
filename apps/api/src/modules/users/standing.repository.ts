import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

export type EndReason = 'disabled' | 'deleted' | 'password_reset';

/** A user's open access: login sessions, and links that let their holder choose a password. */
@Injectable()
export class StandingRepository {
  /** Ends all login sessions of a user for the administrator of the transaction; returns which. */
  async endLoginSessions(tx: Tx, userId: string, reason: EndReason): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>('SELECT id FROM admin_end_login_sessions($1, $2)', [userId, reason]);
    return rows.map(({ id }) => id);
  }

  /** Of the transaction's own user. */
  async findLoginSessions(tx: Tx): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      'SELECT id FROM login_sessions WHERE user_id = $1 AND ended_at IS NULL AND expires_at > now()',
      [tx.userId],
    );
    return rows.map(({ id }) => id);
  }

  /** Invalidates links sent to an address that the transaction's user no longer has. */
  async endResetLinks(tx: Tx): Promise<void> {
    await tx.sql('UPDATE password_reset_tokens SET used_at = now() WHERE user_id = $1 AND used_at IS NULL', [
      tx.userId,
    ]);
  }
}
