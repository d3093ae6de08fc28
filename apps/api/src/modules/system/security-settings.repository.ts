import { Injectable } from '@nestjs/common';
import type { SecuritySettings } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';

const GET = 'SELECT require_two_factor FROM security_settings';

@Injectable()
export class SecuritySettingsRepository {
  async get(tx: Tx): Promise<SecuritySettings> {
    return (await tx.one<SecuritySettings>(GET)) ?? { require_two_factor: false };
  }

  /** Locks them until the transaction ends. */
  async getForUpdate(tx: Tx): Promise<SecuritySettings> {
    return (await tx.one<SecuritySettings>(`${GET} FOR UPDATE`)) ?? { require_two_factor: false };
  }

  async set(tx: Tx, { require_two_factor }: SecuritySettings, by: string, at: Date): Promise<void> {
    await tx.sql('UPDATE security_settings SET require_two_factor = $1, updated_by = $2, updated_at = $3', [
      require_two_factor,
      by,
      at,
    ]);
  }

  /** Whether this user signs in with a second factor; it stays so until the transaction ends. */
  async hasSecondFactor(tx: Tx, userId: string): Promise<boolean> {
    const found = await tx.one(
      'SELECT id FROM users WHERE id = $1 AND two_factor_since IS NOT NULL FOR NO KEY UPDATE',
      [userId],
    );
    return found !== null;
  }
}
