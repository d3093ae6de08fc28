import { Injectable } from '@nestjs/common';
import type { OpeningPurpose } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';

export interface OpeningRow {
  readonly id: string;
  readonly purpose: OpeningPurpose;
  readonly times: number;
  readonly first_at: Date;
  readonly last_at: Date;
  /** `last_at` as microseconds since 1970, which a Date cannot hold. */
  readonly last_us: string;
}

@Injectable()
export class SessionOpeningsRepository {
  /** Of an account of the user's, the latest opening first, behind `after` (microseconds and id of the last row shown). */
  findPage(
    tx: Tx,
    accountId: string,
    limit: number,
    after: readonly [string, string] | null,
  ): Promise<Array<OpeningRow & Record<string, unknown>>> {
    return tx.sql(
      `SELECT * FROM (
         SELECT o.id, o.purpose, o.times, o.first_at, o.last_at, (extract(epoch FROM o.last_at) * 1000000)::bigint AS last_us
         FROM session_openings o WHERE o.account_id = $1 AND o.user_id = $2
       ) opening
       WHERE $3::bigint IS NULL OR (last_us, id) < ($3::bigint, $4::bigint)
       ORDER BY last_us DESC, id DESC LIMIT $5`,
      [accountId, tx.userId, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }
}
