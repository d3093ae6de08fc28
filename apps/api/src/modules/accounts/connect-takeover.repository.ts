import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

export interface EndedConnection {
  readonly account_id: string;
  readonly user_id: string;
  readonly activity_id: string;
  readonly job_ids: readonly string[];
}

export interface TakeoverWords {
  /** Code and words of the last error of the bot that stopped. */
  readonly code: string;
  readonly message: string;
  /** The line in the activity of whoever had the account. */
  readonly note: string;
}

@Injectable()
export class TakeoversRepository {
  /** Ends other users' connections to an Instagram account that the transaction's user is connected to; leaves word with each. */
  end(tx: Tx, instagramPk: string, { code, message, note }: TakeoverWords): Promise<EndedConnection[]> {
    return tx.sql<EndedConnection & Record<string, unknown>>(
      'SELECT * FROM take_over_instagram_account($1, $2, $3, $4)',
      [instagramPk, code, message, note],
    );
  }

  /** Where mail to the transaction's user goes; null where it goes nowhere. */
  async findAddress(tx: Tx): Promise<string | null> {
    const row = await tx.one<{ email: string | null }>('SELECT email FROM users WHERE id = $1 AND is_active', [
      tx.userId,
    ]);
    return row?.email ?? null;
  }
}
