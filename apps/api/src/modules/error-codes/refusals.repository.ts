import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

/** How often a code occurred, and when last. */
export interface Refused {
  readonly code: string;
  readonly times: number;
  readonly last_at: Date;
}

@Injectable()
export class RefusalsRepository {
  /** Of one user, or (null) of all users visible to the transaction. */
  findAll(tx: Tx, ofUser: string | null): Promise<Array<Refused & Record<string, unknown>>> {
    return tx.sql(
      `SELECT code, sum(times)::int AS times, max(last_at) AS last_at FROM refused_requests
       WHERE $1::uuid IS NULL OR user_id = $1 GROUP BY code`,
      [ofUser],
    );
  }
}
