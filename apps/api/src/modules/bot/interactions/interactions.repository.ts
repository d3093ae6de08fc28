import { Injectable } from '@nestjs/common';
import type { LedgerState } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';

export interface InteractionRow {
  readonly id: string;
  readonly account_id: string;
  readonly job_id: string;
  readonly action: string;
  readonly target_pk: string;
  readonly target_username: string | null;
  readonly state: LedgerState;
  readonly error_code: string | null;
  readonly intended_at: Date | null;
  readonly settled_at: Date | null;
  readonly duration_ms: number | null;
}

export interface InteractionFilter {
  /** Of these accounts; each must be the user's own. */
  readonly accountIds: readonly string[];
  readonly jobId: string | null;
  /** Name or number. */
  readonly target: string | null;
  readonly action: string | null;
  readonly state: LedgerState | null;
}

@Injectable()
export class InteractionsRepository {
  async accountIds(tx: Tx): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>('SELECT id FROM instagram_credentials WHERE user_id = $1', [tx.userId]);
    return rows.map(({ id }) => id);
  }

  /** The newest first, older than `before`: the newest of each account, merged. `id > 0` is the condition of its index. */
  findPage(
    tx: Tx,
    { accountIds, jobId, target, action, state }: InteractionFilter,
    limit: number,
    before: string | null,
  ): Promise<Array<InteractionRow & Record<string, unknown>>> {
    return tx.sql(
      `SELECT i.* FROM unnest($2::uuid[]) AS a (account_id)
       CROSS JOIN LATERAL (
         SELECT id, account_id, job_id, action, target_pk, target_username, state, error_code, intended_at, settled_at,
                duration_ms
         FROM interactions
         WHERE id > 0 AND account_id = a.account_id AND user_id = $1 AND ($3::bigint IS NULL OR id < $3)
           AND ($4::uuid IS NULL OR job_id = $4)
           AND ($5::text IS NULL OR target_pk = $5 OR target_username = $5)
           AND ($6::text IS NULL OR action = $6)
           AND ($7::text IS NULL OR state = $7)
         ORDER BY id DESC LIMIT $8
       ) i
       ORDER BY i.id DESC LIMIT $8`,
      [tx.userId, accountIds, before, jobId, target, action, state, limit],
    );
  }
}
