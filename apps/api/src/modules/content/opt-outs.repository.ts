import { Injectable } from '@nestjs/common';
import { MOST_OF } from '@pacekeeper/contracts';
import { violatesCheck } from '../../platform/database/database-errors.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Dated, PageOf } from './content-page.ts';
import type { Person } from './people.ts';

export interface OptOutRow extends Dated, Person {
  readonly created_at: Date;
}
/** What administrators see beside it. */
export interface WholeOptOutRow extends OptOutRow {
  readonly note: string | null;
  readonly added_by: string | null;
}

const WHOLE = `id, username, pk, note, added_by, created_at, (extract(epoch FROM created_at) * 1000000)::bigint AS us`;

@Injectable()
export class OptOutsRepository {
  /** Names alone, for everybody. */
  findPage(tx: Tx, { search, after, limit }: PageOf): Promise<Array<OptOutRow & Record<string, unknown>>> {
    return tx.sql('SELECT * FROM opt_outs_shown($1, $2, $3, $4)', [
      search,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
    ]);
  }

  /** With who added them; the policies let administrators alone see any. */
  findWholePage(tx: Tx, { search, after, limit }: PageOf): Promise<Array<WholeOptOutRow & Record<string, unknown>>> {
    return tx.sql(
      `SELECT ${WHOLE} FROM opt_outs
       WHERE ($1::bigint IS NULL OR (created_at, id) < (timestamptz 'epoch' + $1 * interval '1 microsecond', $2::uuid))
         AND ($3::text IS NULL OR strpos(username, $3) > 0 OR pk = $3)
       ORDER BY created_at DESC, id DESC LIMIT $4`,
      [after?.[0] ?? null, after?.[1] ?? null, search, limit],
    );
  }

  /** Those that were not there before; null where the user would have added too many, which ends the transaction. */
  async add(tx: Tx, people: readonly Person[], note: string | null): Promise<readonly OptOutRow[] | null> {
    try {
      return await tx.sql<OptOutRow & Record<string, unknown>>('SELECT * FROM opt_outs_add($1, $2, $3, $4)', [
        people.map(({ username }) => username),
        people.map(({ pk }) => pk),
        note,
        MOST_OF.opt_outs,
      ]);
    } catch (error) {
      if (violatesCheck(error, 'opt_outs_room')) return null;
      throw error;
    }
  }

  setNote(tx: Tx, id: string, note: string | null): Promise<(WholeOptOutRow & Record<string, unknown>) | null> {
    return tx.one(`UPDATE opt_outs SET note = $2 WHERE id = $1 RETURNING ${WHOLE}`, [id, note]);
  }

  remove(tx: Tx, id: string): Promise<(Person & Record<string, unknown>) | null> {
    return tx.one('DELETE FROM opt_outs WHERE id = $1 RETURNING username, pk', [id]);
  }
}
