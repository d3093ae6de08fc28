import { Injectable } from '@nestjs/common';
import { type DmTemplateChanges, MOST_OF } from '@pacekeeper/contracts';
import { violates } from '../../platform/database/database-errors.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { BEHIND, type Dated, type PageOf, US } from './content-page.ts';

export interface DmTemplateRow extends Dated {
  readonly name: string;
  readonly text: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}
type Row = DmTemplateRow & Record<string, unknown>;

const SHOWN = `id, name, text, created_at, updated_at, ${US}`;

const refused = (error: unknown): never => {
  if (!violates(error, 'dm_templates_name_key')) throw error;
  const what = 'You have a text of this name.';
  throw new AppError('CONFLICT', { what }, { details: [{ path: 'name', message: 'is taken' }] });
};

@Injectable()
export class DmTemplatesRepository {
  findPage(tx: Tx, { limit, after }: PageOf): Promise<Row[]> {
    return tx.sql(`SELECT ${SHOWN} FROM dm_templates WHERE ${BEHIND} ORDER BY created_at DESC, id DESC LIMIT $4`, [
      tx.userId,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
    ]);
  }

  findById(tx: Tx, id: string): Promise<Row | null> {
    return tx.one(`SELECT ${SHOWN} FROM dm_templates WHERE id = $2 AND user_id = $1`, [tx.userId, id]);
  }

  /** Null where the user has as many as they may have. @throws AppError CONFLICT for a name that is taken */
  create(tx: Tx, name: string, text: string): Promise<Row | null> {
    return tx
      .one<Row>(
        `INSERT INTO dm_templates (user_id, name, text)
         SELECT $1, $2, $3 WHERE (SELECT count(*) FROM dm_templates WHERE user_id = $1) < $4
         RETURNING ${SHOWN}`,
        [tx.userId, name, text, MOST_OF.dm_templates],
      )
      .catch(refused);
  }

  /** What is not given stays. @throws AppError CONFLICT for a name that is taken */
  update(tx: Tx, id: string, { name, text }: DmTemplateChanges): Promise<Row | null> {
    return tx
      .one<Row>(
        `UPDATE dm_templates SET name = coalesce($3, name), text = coalesce($4, text), updated_at = now()
         WHERE id = $2 AND user_id = $1 RETURNING ${SHOWN}`,
        [tx.userId, id, name ?? null, text ?? null],
      )
      .catch(refused);
  }

  remove(tx: Tx, id: string): Promise<{ name: string } | null> {
    return tx.one('DELETE FROM dm_templates WHERE id = $2 AND user_id = $1 RETURNING name', [tx.userId, id]);
  }
}
