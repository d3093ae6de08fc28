import { Injectable } from '@nestjs/common';
import { ACTIONS, LIMIT_FIELDS, type LimitField, type SetWishes } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';

const FIELDS = ACTIONS.map((action) => LIMIT_FIELDS[action]);

/** A user's own lower limits; null: no wish. */
export type WishRow = Readonly<Record<LimitField, number | null>>;

@Injectable()
export class WishesRepository {
  /** Of the transaction's user; null if they never wished for anything. Locked until the transaction ends. */
  findForUpdate(tx: Tx): Promise<WishRow | null> {
    return tx.one<WishRow & Record<string, unknown>>(
      `SELECT ${FIELDS.join(', ')} FROM limit_wishes WHERE user_id = $1 FOR UPDATE`,
      [tx.userId],
    );
  }

  /** Changes what is named: a number is a wish, null takes one back. */
  async set(tx: Tx, wishes: SetWishes): Promise<void> {
    await tx.sql(
      `INSERT INTO limit_wishes AS w (user_id, ${FIELDS.join(', ')})
       SELECT $1::uuid, ${FIELDS.map((field) => `($2::jsonb ->> '${field}')::int`).join(', ')}
       ON CONFLICT (user_id) DO UPDATE SET updated_at = now(),
         ${FIELDS.map((field) => `${field} = CASE WHEN $2::jsonb ? '${field}' THEN excluded.${field} ELSE w.${field} END`).join(', ')}`,
      [tx.userId, JSON.stringify(wishes)],
    );
  }
}
