import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

/** The days of a digest, of the user's own calendar. */
export interface DigestDays {
  readonly from: string;
  readonly to: string;
}

@Injectable()
export class DigestsRepository {
  /** Takes the digest that is due, and says of which days it is; null where another process took it, or none is due. */
  take(tx: Tx, at: Date): Promise<(DigestDays & Record<string, unknown>) | null> {
    return tx.one(
      `UPDATE notification_settings s SET digest_at = $2
       FROM users u
       WHERE s.user_id = $1 AND u.id = s.user_id AND s.digest <> 'off'
         AND s.digest_at < digest_due(s.digest, u.time_zone, $2)
       RETURNING (($2::timestamptz AT TIME ZONE u.time_zone - interval '8 hours')::date - 1)::text AS to,
                 CASE s.digest
                   WHEN 'weekly' THEN (date_trunc('week', $2::timestamptz AT TIME ZONE u.time_zone - interval '8 hours')::date - 7)
                   ELSE ($2::timestamptz AT TIME ZONE u.time_zone - interval '8 hours')::date - 1
                 END::text AS from`,
      [tx.userId, at],
    );
  }

  async mailChannels(tx: Tx): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `SELECT id FROM notification_channels WHERE user_id = $1 AND kind = 'mail' ORDER BY position LIMIT 1`,
      [tx.userId],
    );
    return rows.map(({ id }) => id);
  }
}
