import { Injectable } from '@nestjs/common';
import type { Action } from '@pacekeeper/contracts';
import type { Sealed } from '../../platform/crypto/sealing.ts';
import type { Tx } from '../../platform/database/tx.ts';

/** The proxy of an account as its row holds it. */
export interface ProxyColumns {
  readonly proxy_data: Buffer | null;
  readonly proxy_key_id: string | null;
}

export interface SettingsRow extends ProxyColumns {
  readonly device_name: string | null;
  readonly hours_from_minute: number | null;
  readonly hours_to_minute: number | null;
  readonly work_days: number[] | null;
  readonly own_gap_seconds: number | null;
  readonly own_caps: Readonly<Partial<Record<Action, number>>> | null;
}

/** Minutes of the day, and the days of the week; null: all. */
export interface Hours {
  readonly from: number;
  readonly to: number;
  readonly days: readonly number[] | null;
}

/** A pace slower than the standard. */
export interface Pace {
  readonly gapSeconds: number | null;
  readonly caps: Readonly<Partial<Record<Action, number>>>;
}

@Injectable()
export class AccountSettingsRepository {
  find(tx: Tx, id: string): Promise<SettingsRow | null> {
    return tx.one<SettingsRow & Record<string, unknown>>(
      `SELECT proxy_url_encrypted AS proxy_data, proxy_key_id, device_name, hours_from_minute, hours_to_minute,
              work_days, own_gap_seconds, own_caps
       FROM instagram_credentials WHERE id = $1 AND user_id = $2`,
      [id, tx.userId],
    );
  }

  /** Null takes it away. */
  async setProxy(tx: Tx, id: string, sealed: Sealed | null): Promise<void> {
    await tx.sql(
      'UPDATE instagram_credentials SET proxy_url_encrypted = $3, proxy_key_id = $4 WHERE id = $1 AND user_id = $2',
      [id, tx.userId, sealed?.data ?? null, sealed?.keyId ?? null],
    );
  }

  /** Null restores the default. A bot that waits for its hours checks again. */
  async setHours(tx: Tx, id: string, hours: Hours | null): Promise<void> {
    await tx.sql(
      `UPDATE instagram_credentials SET hours_from_minute = $3, hours_to_minute = $4, work_days = $5
       WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, hours?.from ?? null, hours?.to ?? null, hours?.days ?? null],
    );
    await this.lookAgain(tx, id);
  }

  /** Null restores the standard. A bot that waits checks again. */
  async setPace(tx: Tx, id: string, pace: Pace | null): Promise<void> {
    await tx.sql(
      'UPDATE instagram_credentials SET own_gap_seconds = $3, own_caps = $4 WHERE id = $1 AND user_id = $2',
      [id, tx.userId, pace?.gapSeconds ?? null, pace && JSON.stringify(pace.caps)],
    );
    await this.lookAgain(tx, id);
  }

  private async lookAgain(tx: Tx, id: string): Promise<void> {
    // An overdue turn is one that the sweeper asks for again.
    await tx.sql(
      `UPDATE user_bot_status SET next_turn_at = now() - interval '1 minute'
       WHERE account_id = $1 AND user_id = $2 AND bot_running AND next_turn_at > now()`,
      [id, tx.userId],
    );
  }

  async setDeviceName(tx: Tx, id: string, name: string | null): Promise<void> {
    await tx.sql('UPDATE instagram_credentials SET device_name = $3 WHERE id = $1 AND user_id = $2', [
      id,
      tx.userId,
      name,
    ]);
  }

  /** The account with everything that hangs on it: bot, jobs, ledger, openings. What it did stays in the activity log. */
  async remove(tx: Tx, id: string): Promise<void> {
    await tx.sql('DELETE FROM instagram_credentials WHERE id = $1 AND user_id = $2', [id, tx.userId]);
  }
}
