import { Injectable } from '@nestjs/common';
import type { ErrorMessage } from '@pacekeeper/contracts';
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

  /**
   * Instagram objected: what it said, how often in a row, and until when the bot leaves the account alone. `trouble`: the
   * app version that the installation claims, where it may have another reason than the account. `forgiven`: while all bots are paused it is
   * not held against the account. Returns whether that was so.
   */
  async recordFault(
    tx: Tx,
    accountId: string,
    fault: {
      code: string;
      message: ErrorMessage;
      at: Date;
      until: Date | null;
      trouble: string | null;
      forgiven: boolean;
    },
  ): Promise<boolean> {
    const { text, params } = toColumns(fault.message);
    const row = await tx.one<{ of_fleet: boolean }>(
      `UPDATE user_bot_status s
       SET last_error_code = $3, last_error_message = $4, last_error_params = $9, last_error_at = $5,
           faults_in_a_row = s.faults_in_a_row + (NOT f.holds)::int,
           cooldown_until = CASE WHEN f.holds THEN s.cooldown_until ELSE coalesce($6, s.cooldown_until) END,
           cooldown_code = CASE WHEN f.holds OR $6::timestamptz IS NULL THEN s.cooldown_code ELSE $3 END,
           trouble_code = CASE WHEN $7::text IS NULL THEN s.trouble_code ELSE $3 END,
           trouble_at = CASE WHEN $7::text IS NULL THEN s.trouble_at ELSE $5 END,
           trouble_client = CASE WHEN $7::text IS NULL THEN s.trouble_client ELSE client_of(s.account_id, $7) END
       FROM (SELECT $8::boolean AND paused_at IS NOT NULL AS holds FROM fleet_state) f
       WHERE s.account_id = $1 AND s.user_id = $2 RETURNING f.holds AS of_fleet`,
      [accountId, tx.userId, fault.code, text, fault.at, fault.until, fault.trouble, fault.forgiven, params],
    );
    return row?.of_fleet === true;
  }

  async countFault(tx: Tx, accountId: string): Promise<void> {
    await tx.sql(
      'UPDATE user_bot_status SET faults_in_a_row = faults_in_a_row + 1 WHERE account_id = $1 AND user_id = $2',
      [accountId, tx.userId],
    );
  }

  async clearFaults(tx: Tx, accountId: string): Promise<void> {
    await tx.sql(
      `UPDATE user_bot_status SET faults_in_a_row = 0, trouble_code = NULL, trouble_at = NULL
       WHERE account_id = $1 AND user_id = $2 AND faults_in_a_row > 0`,
      [accountId, tx.userId],
    );
  }
}
