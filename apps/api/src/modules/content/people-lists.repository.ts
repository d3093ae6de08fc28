import { Injectable } from '@nestjs/common';
import { MOST_OF } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { BEHIND, type Dated, NEWEST_FIRST, type PageOf, US, valuesOf } from './content-page.ts';
import type { Person } from './people.ts';

/** The lists of people that a user keeps: whom the bot leaves alone, and whom it never unfollows. */
export type PeopleList = 'block_list' | 'allow_list';

export interface EntryRow extends Dated, Person {
  readonly account_id: string | null;
  readonly note: string | null;
  readonly created_at: Date;
}
type Row = EntryRow & Record<string, unknown>;

const SHOWN = `id, username, pk, account_id, note, created_at, ${US}`;

/** The same statements for either table. */
const statementsOf = (table: PeopleList) => ({
  page: `SELECT ${SHOWN} FROM ${table}
    WHERE ${BEHIND} AND ($4::text IS NULL OR strpos(username, $4) > 0 OR pk = $4)
      AND ($6::uuid IS NULL OR account_id IS NULL OR account_id = $6)
    ${NEWEST_FIRST}`,
  add: `WITH room AS MATERIALIZED (
      SELECT count(*) + cardinality($2::text[]) <= $6 AS fits FROM ${table} WHERE user_id = $1
    ), added AS (
      INSERT INTO ${table} (user_id, username, pk, account_id, note, created_at)
      SELECT $1, t.username, t.pk, $4::uuid, $5, clock_timestamp()
      FROM room, unnest($2::text[], $3::text[]) AS t (username, pk) WHERE room.fits
      ON CONFLICT DO NOTHING
      RETURNING ${SHOWN}
    )
    SELECT room.fits, added.* FROM room LEFT JOIN added ON true`,
  note: `UPDATE ${table} SET note = $3 WHERE id = $2 AND user_id = $1 RETURNING ${SHOWN}`,
  remove: `DELETE FROM ${table} WHERE id = $2 AND user_id = $1 RETURNING username, pk`,
});
const STATEMENTS = { block_list: statementsOf('block_list'), allow_list: statementsOf('allow_list') } as const;

@Injectable()
export class PeopleListsRepository {
  /** `accountId`: what counts for this account alone; null: everything. */
  findPage(tx: Tx, list: PeopleList, page: PageOf, accountId: string | null): Promise<Row[]> {
    return tx.sql(STATEMENTS[list].page, [...valuesOf(tx.userId, page), accountId]);
  }

  /** Those that were not there before; null where the list would become too long, in which case none is added. */
  async add(
    tx: Tx,
    list: PeopleList,
    people: readonly Person[],
    { accountId, note }: { readonly accountId: string | null; readonly note: string | null },
  ): Promise<readonly EntryRow[] | null> {
    const rows = await tx.sql<Row & { fits: boolean }>(STATEMENTS[list].add, [
      tx.userId,
      people.map(({ username }) => username),
      people.map(({ pk }) => pk),
      accountId,
      note,
      MOST_OF[list],
    ]);
    return rows[0]?.fits ? rows.filter(({ id }) => id !== null) : null;
  }

  setNote(tx: Tx, list: PeopleList, id: string, note: string | null): Promise<Row | null> {
    return tx.one(STATEMENTS[list].note, [tx.userId, id, note]);
  }

  remove(tx: Tx, list: PeopleList, id: string): Promise<(Person & Record<string, unknown>) | null> {
    return tx.one(STATEMENTS[list].remove, [tx.userId, id]);
  }
}
