import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.ts';

@Injectable()
export class SpentTokensRepository {
  /** Of concurrent calls, one gets true: the others wait for its commit and find the row. */
  async spend(tx: Tx, tokenId: string, keepUntil: Date): Promise<boolean> {
    const row = await tx.one(
      `INSERT INTO spent_tokens (user_id, token_id, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING token_id`,
      [tx.userId, tokenId, keepUntil],
    );
    return row !== null;
  }

  async isSpent(tx: Tx, tokenId: string): Promise<boolean> {
    const row = await tx.one('SELECT token_id FROM spent_tokens WHERE user_id = $1 AND token_id = $2', [
      tx.userId,
      tokenId,
    ]);
    return row !== null;
  }
}
