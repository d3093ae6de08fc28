import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.ts';

@Injectable()
export class RecoveryCodesRepository {
  async countLeft(tx: Tx): Promise<number> {
    const row = await tx.one<{ left: number }>(
      'SELECT count(*)::int AS left FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL',
      [tx.userId],
    );
    return row?.left ?? 0;
  }

  /** The hash of an unused code. */
  async findHash(tx: Tx, number: number): Promise<string | null> {
    const row = await tx.one<{ code_hash: string }>(
      'SELECT code_hash FROM recovery_codes WHERE user_id = $1 AND number = $2 AND used_at IS NULL',
      [tx.userId, number],
    );
    return row?.code_hash ?? null;
  }

  /** Of concurrent uses of a code, one succeeds; a code that was replaced meanwhile is refused. */
  async use(tx: Tx, number: number, hash: string, at: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE recovery_codes SET used_at = $4
       WHERE user_id = $1 AND number = $2 AND code_hash = $3 AND used_at IS NULL RETURNING number`,
      [tx.userId, number, hash, at],
    );
    return row !== null;
  }

  /** Puts new ones in the place of all there are; `hashes` by their number. */
  async replaceAll(tx: Tx, hashes: readonly string[]): Promise<void> {
    await this.removeAll(tx);
    await tx.sql(
      `INSERT INTO recovery_codes (user_id, number, code_hash)
       SELECT $1, n - 1, hash FROM unnest($2::text[]) WITH ORDINALITY AS given (hash, n)`,
      [tx.userId, hashes],
    );
  }

  async removeAll(tx: Tx): Promise<void> {
    await tx.sql('DELETE FROM recovery_codes WHERE user_id = $1', [tx.userId]);
  }
}
