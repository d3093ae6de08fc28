import { Injectable } from '@nestjs/common';
import { type ErrorMessage, type Message, say } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { toColumns } from '../../platform/words/stored-words.ts';
import { BotStatus } from './bot-status.entity.ts';

@Injectable()
export class BotsRepository {
  findByAccount(tx: Tx, accountId: string): Promise<BotStatus | null> {
    return tx.of(BotStatus).findOneBy({ accountId, userId: tx.userId });
  }

  /** False where the session is not valid. */
  async start(tx: Tx, accountId: string, at: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE user_bot_status SET bot_running = true, started_at = CASE WHEN bot_running THEN started_at ELSE $3 END
       WHERE account_id = $1 AND user_id = $2 AND session_valid RETURNING account_id`,
      [accountId, tx.userId, at],
    );
    return row !== null;
  }

  async stop(tx: Tx, accountId: string): Promise<void> {
    await tx.sql(
      'UPDATE user_bot_status SET bot_running = false, next_turn_at = NULL WHERE account_id = $1 AND user_id = $2',
      [accountId, tx.userId],
    );
  }

  /** Stops every running bot of the user, or (null, for administrators) of everyone; how many. Null: not theirs to stop. */
  async stopAll(tx: Tx, userId: string | null, message: Message): Promise<number | null> {
    const [note, wait] = [toColumns(message), toColumns(say('bot_stopped', { because: 'person' }))];
    const row = await tx.one<{ stopped: number | null }>('SELECT stop_bots($1, $2, $3, $4, $5) AS stopped', [
      userId,
      note.symbol,
      note.params,
      wait.symbol,
      wait.params,
    ]);
    return row?.stopped ?? null;
  }

  /**
   * Instagram objected: what it said, and (`counts`) how often in a row to the account. `trouble`: the app version that the
   * installation claims, where it may have another reason than the account. `forgiven`: while all bots are paused it is not
   * held against the account. Returns whether that was so.
   */
  async recordFault(
    tx: Tx,
    accountId: string,
    fault: {
      code: string;
      message: ErrorMessage;
      at: Date;
      counts: boolean;
      trouble: string | null;
      forgiven: boolean;
    },
  ): Promise<boolean> {
    const { text, params } = toColumns(fault.message);
    const row = await tx.one<{ of_fleet: boolean }>(
      `UPDATE user_bot_status s
       SET last_error_code = $3, last_error_message = $4, last_error_params = $9, last_error_at = $5,
           faults_in_a_row = s.faults_in_a_row + ($6::boolean AND NOT f.holds)::int,
           trouble_code = CASE WHEN $7::text IS NULL THEN s.trouble_code ELSE $3 END,
           trouble_at = CASE WHEN $7::text IS NULL THEN s.trouble_at ELSE $5 END,
           trouble_client = CASE WHEN $7::text IS NULL THEN s.trouble_client ELSE client_of(s.account_id, $7) END
       FROM (SELECT $8::boolean AND paused_at IS NOT NULL AS holds FROM fleet_state) f
       WHERE s.account_id = $1 AND s.user_id = $2 RETURNING f.holds AS of_fleet`,
      [accountId, tx.userId, fault.code, text, fault.at, fault.counts, fault.trouble, fault.forgiven, params],
    );
    return row?.of_fleet === true;
  }

  async clearFaults(tx: Tx, accountId: string): Promise<void> {
    await tx.sql(
      `UPDATE user_bot_status SET faults_in_a_row = 0, trouble_code = NULL, trouble_at = NULL
       WHERE account_id = $1 AND user_id = $2 AND faults_in_a_row > 0`,
      [accountId, tx.userId],
    );
  }
}
