import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

/** When something has last shown that a session holds. */
@Injectable()
export class SessionProofsRepository {
  /** Whether something has shown it since then: a connection, a test, an action that Instagram confirmed. */
  async isProvedSince(tx: Tx, id: string, since: Date): Promise<boolean> {
    const row = await tx.one(
      `SELECT c.id FROM instagram_credentials c
       WHERE c.id = $1 AND c.user_id = $2 AND (
         greatest(c.connected_at, c.last_tested_at) > $3
         OR EXISTS (SELECT FROM interactions i
                    WHERE i.account_id = c.id AND i.intended_at > $3 AND i.state = 'confirmed'))`,
      [id, tx.userId, since],
    );
    return row !== null;
  }

  /** Claims the daily test; false if a test ran since `lastTestedAt`, or all bots are paused. */
  async claimTest(tx: Tx, id: string, lastTestedAt: Date | null, at: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE instagram_credentials c SET last_tested_at = $4 FROM user_bot_status s
       WHERE c.id = $1 AND c.user_id = $2 AND s.account_id = c.id AND s.session_valid
         AND date_trunc('milliseconds', c.last_tested_at) IS NOT DISTINCT FROM $3
         AND NOT EXISTS (SELECT FROM fleet_state f WHERE f.paused_at IS NOT NULL) RETURNING c.id`,
      [id, tx.userId, lastTestedAt, at],
    );
    return row !== null;
  }

  /**
   * `at`: when Instagram answered; null where it did not, and the last test stays what it was. False where the account is
   * not connected any more; else it stays so until the transaction ends.
   */
  async markTested(tx: Tx, id: string, at: Date | null): Promise<boolean> {
    const row = await tx.one(
      `UPDATE instagram_credentials SET last_tested_at = coalesce($3, last_tested_at)
       WHERE id = $1 AND user_id = $2 AND disconnected_at IS NULL RETURNING id`,
      [id, tx.userId, at],
    );
    return row !== null;
  }
}
