import { Injectable } from '@nestjs/common';
import { MOST_OF } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { BEHIND, type Dated, NEWEST_FIRST, type PageOf, US, valuesOf } from './content-page.ts';

export interface HashtagRow extends Dated {
  readonly tag: string;
  readonly note: string | null;
  readonly created_at: Date;
}

const SHOWN = `id, tag, note, created_at, ${US}`;

@Injectable()
export class HashtagsRepository {
  findPage(tx: Tx, page: PageOf): Promise<Array<HashtagRow & Record<string, unknown>>> {
    return tx.sql(
      `SELECT ${SHOWN} FROM hashtags WHERE ${BEHIND} AND ($4::text IS NULL OR strpos(tag, $4) > 0) ${NEWEST_FIRST}`,
      valuesOf(tx.userId, page),
    );
  }

  /** Those that were not there before; null where the list would become too long, in which case none is added. */
  async add(tx: Tx, hashtags: readonly string[], note: string | null): Promise<readonly HashtagRow[] | null> {
    const rows = await tx.sql<HashtagRow & { fits: boolean } & Record<string, unknown>>(
      `WITH room AS MATERIALIZED (
         SELECT count(*) + cardinality($2::text[]) <= $4 AS fits FROM hashtags WHERE user_id = $1
       ), added AS (
         INSERT INTO hashtags (user_id, tag, note, created_at)
         SELECT $1, t.tag, $3, clock_timestamp() FROM room, unnest($2::text[]) AS t (tag) WHERE room.fits
         ON CONFLICT DO NOTHING
         RETURNING ${SHOWN}
       )
       SELECT room.fits, added.* FROM room LEFT JOIN added ON true`,
      [tx.userId, hashtags, note, MOST_OF.hashtags],
    );
    return rows[0]?.fits ? rows.filter(({ id }) => id !== null) : null;
  }

  setNote(tx: Tx, id: string, note: string | null): Promise<(HashtagRow & Record<string, unknown>) | null> {
    return tx.one(`UPDATE hashtags SET note = $3 WHERE id = $2 AND user_id = $1 RETURNING ${SHOWN}`, [
      tx.userId,
      id,
      note,
    ]);
  }

  remove(tx: Tx, id: string): Promise<{ tag: string } | null> {
    return tx.one('DELETE FROM hashtags WHERE id = $2 AND user_id = $1 RETURNING tag', [tx.userId, id]);
  }
}
