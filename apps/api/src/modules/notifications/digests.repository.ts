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
      `WITH taken AS (
         UPDATE notification_settings s SET digest_at = $2
         FROM users u
         WHERE s.user_id = $1 AND u.id = s.user_id AND s.digest <> 'off'
           AND s.digest_at < digest_due(s.digest, u.time_zone, $2)
         RETURNING (digest_due(s.digest, u.time_zone, $2) AT TIME ZONE u.time_zone)::date - 1 AS last, s.digest
       )
       SELECT last::text AS to, (CASE digest WHEN 'weekly' THEN last - 6 ELSE last END)::text AS from FROM taken`,
      [tx.userId, at],
    );
  }

  /** All channels by mail go to the user's one address; null where they have none. */
  async mailChannel(tx: Tx): Promise<string | null> {
    const row = await tx.one<{ id: string }>(
      `SELECT id FROM notification_channels WHERE user_id = $1 AND kind = 'mail' ORDER BY position, id LIMIT 1`,
      [tx.userId],
    );
    return row?.id ?? null;
  }
}
