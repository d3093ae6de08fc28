import { Injectable } from '@nestjs/common';
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
}

/** Minutes of the day. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

@Injectable()
export class AccountSettingsRepository {
  find(tx: Tx, id: string): Promise<SettingsRow | null> {
    return tx.one<SettingsRow & Record<string, unknown>>(
      `SELECT proxy_url_encrypted AS proxy_data, proxy_key_id, device_name, hours_from_minute, hours_to_minute
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
      'UPDATE instagram_credentials SET hours_from_minute = $3, hours_to_minute = $4 WHERE id = $1 AND user_id = $2',
      [id, tx.userId, hours?.from ?? null, hours?.to ?? null],
    );
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
