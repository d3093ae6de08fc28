import { Injectable } from '@nestjs/common';
import { MOST_API_TOKENS } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';

export interface ApiTokenRow {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
  /** `created_at` as microseconds since 1970, which a Date cannot hold. */
  readonly us: string;
}
type Row = ApiTokenRow & Record<string, unknown>;

export interface NewApiToken {
  readonly id: string;
  readonly name: string;
  readonly hash: Buffer;
  readonly permissions: readonly string[];
  readonly expiresAt: Date;
}

const SHOWN = `id, name, permissions, created_at, expires_at, last_used_at,
  (extract(epoch FROM created_at) * 1000000)::bigint AS us`;

@Injectable()
export class ApiTokensRepository {
  /** Null where the user has as many as they may have. */
  create(tx: Tx, { id, name, hash, permissions, expiresAt }: NewApiToken): Promise<Row | null> {
    return tx.one(
      `INSERT INTO api_tokens (id, user_id, name, token_hash, permissions, expires_at)
       SELECT $2, $1, $3, $4, $5, $6 WHERE (SELECT count(*) FROM api_tokens WHERE user_id = $1) < $7
       RETURNING ${SHOWN}`,
      [tx.userId, id, name, hash, permissions, expiresAt, MOST_API_TOKENS],
    );
  }

  /** The newest first, behind `after` (microseconds and id of the last row shown). */
  findPage(tx: Tx, limit: number, after: readonly [string, string] | null): Promise<Row[]> {
    return tx.sql(
      `SELECT ${SHOWN} FROM api_tokens
       WHERE user_id = $1
         AND ($2::bigint IS NULL OR (created_at, id) < (timestamptz 'epoch' + $2 * interval '1 microsecond', $3::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $4`,
      [tx.userId, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  async remove(tx: Tx, id: string): Promise<boolean> {
    return (
      (await tx.one('DELETE FROM api_tokens WHERE id = $2 AND user_id = $1 RETURNING id', [tx.userId, id])) !== null
    );
  }
}
