import { Injectable } from '@nestjs/common';
import { MOST_OF } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { BEHIND, type Dated, NEWEST_FIRST, type PageOf, US, valuesOf } from './content-page.ts';

export interface LocationRow extends Dated {
  readonly pk: string;
  readonly name: string;
  readonly created_at: Date;
}

const SHOWN = `id, pk, name, created_at, ${US}`;

@Injectable()
export class LocationsRepository {
  findPage(tx: Tx, page: PageOf): Promise<Array<LocationRow & Record<string, unknown>>> {
    return tx.sql(
      `SELECT ${SHOWN} FROM locations
       WHERE ${BEHIND} AND ($4::text IS NULL OR strpos(lower(name), lower($4)) > 0) ${NEWEST_FIRST}`,
      valuesOf(tx.userId, page),
    );
  }

  /** No row where it was there before; null where the list would become too long. */
  async add(tx: Tx, pk: string, name: string): Promise<readonly LocationRow[] | null> {
    const rows = await tx.sql<LocationRow & { fits: boolean } & Record<string, unknown>>(
      `WITH room AS MATERIALIZED (SELECT count(*) < $4 AS fits FROM locations WHERE user_id = $1), added AS (
         INSERT INTO locations (user_id, pk, name) SELECT $1, $2, $3 FROM room WHERE room.fits
         ON CONFLICT DO NOTHING
         RETURNING ${SHOWN}
       )
       SELECT room.fits, added.* FROM room LEFT JOIN added ON true`,
      [tx.userId, pk, name, MOST_OF.locations],
    );
    return rows[0]?.fits ? rows.filter(({ id }) => id !== null) : null;
  }

  rename(tx: Tx, id: string, name: string): Promise<(LocationRow & Record<string, unknown>) | null> {
    return tx.one(`UPDATE locations SET name = $3 WHERE id = $2 AND user_id = $1 RETURNING ${SHOWN}`, [
      tx.userId,
      id,
      name,
    ]);
  }

  remove(tx: Tx, id: string): Promise<{ name: string } | null> {
    return tx.one('DELETE FROM locations WHERE id = $2 AND user_id = $1 RETURNING name', [tx.userId, id]);
  }
}
