import { Injectable } from '@nestjs/common';
import type { ReadTx } from '../../platform/database/tx.ts';
import type { Person } from './people.ts';

export interface StandingRow {
  readonly blocked: boolean;
  readonly allowed: boolean;
  readonly opted_out: boolean;
}

/** Whether a list of the user's has a target, for this account or for all of theirs. */
const listed = (table: 'block_list' | 'allow_list'): string => `
  EXISTS (SELECT FROM ${table} l WHERE l.user_id = $1 AND l.username = t.username
          AND (l.account_id IS NULL OR l.account_id = $2))
  OR EXISTS (SELECT FROM ${table} l WHERE l.user_id = $1 AND l.pk = t.pk
             AND (l.account_id IS NULL OR l.account_id = $2))`;

@Injectable()
export class ListsRepository {
  /** A row for each target, in their order. */
  standing(
    tx: ReadTx,
    accountId: string,
    targets: readonly Person[],
  ): Promise<Array<StandingRow & Record<string, unknown>>> {
    return tx.sql(
      `SELECT (${listed('block_list')}) AS blocked, (${listed('allow_list')}) AS allowed, o.place IS NOT NULL AS opted_out
       FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS t (username, pk, place)
       LEFT JOIN opted_out($3::text[], $4::text[]) AS o ON o.place = t.place
       ORDER BY t.place`,
      [tx.userId, accountId, targets.map(({ username }) => username), targets.map(({ pk }) => pk)],
    );
  }
}
