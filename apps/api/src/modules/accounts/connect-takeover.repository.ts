import { Injectable } from '@nestjs/common';
import type { Message } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { toColumns } from '../../platform/words/stored-words.ts';
import { NOT_CONNECTED } from './accounts.repository.ts';

export interface EndedConnection {
  readonly account_id: string;
  readonly user_id: string;
  readonly activity_id: string;
  readonly job_ids: readonly string[];
}

export interface TakeoverWords {
  /** Code of the last error of the bot that stopped. */
  readonly code: string;
  /** The line in the activity of the user who had the account. */
  readonly note: Message;
}

@Injectable()
export class TakeoversRepository {
  /** Ends other users' connections to an Instagram account that the transaction's user is connected to; leaves word with each. */
  end(tx: Tx, instagramPk: string, { code, note }: TakeoverWords): Promise<EndedConnection[]> {
    const waits = toColumns(NOT_CONNECTED);
    const { symbol, params } = toColumns(note);
    return tx.sql<EndedConnection & Record<string, unknown>>(
      'SELECT * FROM take_over_instagram_account($1, $2, $3, $4, $5, $6)',
      [instagramPk, code, symbol, params, waits.symbol, waits.params],
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
