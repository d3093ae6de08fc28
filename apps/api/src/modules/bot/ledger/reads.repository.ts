import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.ts';

/** Reads of one account within one window at the most: pages of sources, profiles, trays, friendships. */
export const READ_CAP = 200;

@Injectable()
export class ReadsRepository {
  /**
   * Counts a read that is about to be sent; false where the window is full, and nothing may be read. Exact for a caller
   * that has renewed its lease in this transaction: the row of the account is locked by it.
   */
  async take(tx: Tx, accountId: string, { now, since }: { now: Date; since: Date }): Promise<boolean> {
    const row = await tx.one(
      `WITH over AS (
         DELETE FROM account_reads WHERE account_id = $1 AND user_id = $2 AND at <= $4
       )
       INSERT INTO account_reads (user_id, account_id, at)
       SELECT $2, $1, $3
       WHERE (SELECT count(*) FROM account_reads WHERE account_id = $1 AND user_id = $2 AND at > $4) < ${READ_CAP}
       RETURNING id`,
      [accountId, tx.userId, now, since],
    );
    return row !== null;
  }

  /** How many reads are left in this window; and the reads whose end makes room, the oldest first, at most `wanted`. */
  async left(
    tx: Tx,
    accountId: string,
    { since, wanted }: { since: Date; wanted: number },
  ): Promise<{ left: number; oldest: Date[] }> {
    const row = await tx.one<{ count: number; oldest: Date[] | null }>(
      `SELECT count(*)::int AS count, (array_agg(at ORDER BY at))[1:$4] AS oldest
       FROM account_reads WHERE account_id = $1 AND user_id = $2 AND at > $3`,
      [accountId, tx.userId, since, wanted],
    );
    return { left: Math.max(0, READ_CAP - (row?.count ?? 0)), oldest: row?.oldest ?? [] };
  }
}
