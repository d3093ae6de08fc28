import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.ts';
import type { Details } from '../actions/action.ts';
import type { InteractionRow } from '../interactions/interactions.repository.ts';

export interface ReviewRow extends InteractionRow {
  readonly details: Details | null;
}

const COLUMNS = `i.id, i.account_id, i.job_id, i.action, i.target_pk, i.target_username, i.state, i.error_code, i.intended_at,
  i.settled_at, i.duration_ms, i.details`;

/** Actions that wait for a person's word. */
@Injectable()
export class ReviewsRepository {
  /** The newest first, older than `before`. */
  findPage(
    tx: Tx,
    accountId: string | undefined,
    limit: number,
    before: string | null,
  ): Promise<Array<ReviewRow & Record<string, unknown>>> {
    return tx.sql(
      `SELECT ${COLUMNS} FROM interactions i
       WHERE i.user_id = $1 AND i.state = 'needs_review' AND ($2::uuid IS NULL OR i.account_id = $2)
         AND ($3::bigint IS NULL OR i.id < $3)
       ORDER BY i.id DESC LIMIT $4`,
      [tx.userId, accountId ?? null, before, limit],
    );
  }

  findById(tx: Tx, id: string): Promise<ReviewRow | null> {
    return tx.one<ReviewRow & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM interactions i WHERE i.id = $1 AND i.user_id = $2`,
      [id, tx.userId],
    );
  }
}
