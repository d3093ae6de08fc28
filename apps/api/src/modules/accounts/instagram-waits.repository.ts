import { Inject, Injectable } from '@nestjs/common';
import type { Action } from '@pacekeeper/contracts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { RateLimits } from '../../platform/database/rate-limits.ts';
import type { Tx } from '../../platform/database/tx.ts';

/** What Instagram asked an account to wait for. */
export interface InstagramWait {
  readonly code: string;
  readonly until: Date;
  /** With which action; null: with all of them. */
  readonly action: Action | null;
}

/**
 * Waits that belong to an Instagram account, no matter which user has it connected, and even after it was removed here.
 * Its number is not stored, only its HMAC: written with the newest secret, looked up with every valid one.
 */
@Injectable()
export class InstagramWaitsRepository {
  private readonly secrets: readonly RateLimits[];

  constructor(db: Database, @Inject(CONFIG) { jwtSecrets }: Config) {
    this.secrets = jwtSecrets.map((secret) => new RateLimits(db, { jwtSecrets: [secret] }));
  }

  /** Of two waits the longer one stays. */
  async keep(tx: Tx, instagramPk: string, { code, until, action }: InstagramWait): Promise<void> {
    await tx.sql(
      `INSERT INTO instagram_waits AS w (key, error_code, waits_until, action) VALUES ($1, $2, $3, $4)
       ON CONFLICT (key, action) DO UPDATE SET error_code = excluded.error_code, waits_until = excluded.waits_until
       WHERE w.waits_until < excluded.waits_until`,
      [this.keysOf(instagramPk)[0], code, until, action],
    );
  }

  /** A person let the account go on: nothing of this wait comes back with the next connection. */
  async forget(tx: Tx, instagramPk: string, action: Action | null): Promise<void> {
    await tx.sql('DELETE FROM instagram_waits WHERE key = ANY ($1) AND action IS NOT DISTINCT FROM $2', [
      this.keysOf(instagramPk),
      action,
    ]);
  }

  /** An account that its user has just proved waits as long as it was asked to: its breakers are open as they were. */
  async takeUp(tx: Tx, accountId: string, instagramPk: string, now: Date): Promise<void> {
    await tx.sql(
      `INSERT INTO breakers AS b (user_id, account_id, action, opened_at, open_until, error_code, trigger)
       SELECT DISTINCT ON (w.action) $2, $1, w.action, $4, w.waits_until, w.error_code, 'kept'
       FROM instagram_waits w WHERE w.key = ANY ($3) AND w.waits_until > $4
       ORDER BY w.action, w.waits_until DESC
       ON CONFLICT (account_id, action) WHERE closed_at IS NULL DO UPDATE
       SET open_until = excluded.open_until, error_code = excluded.error_code
       WHERE b.open_until < excluded.open_until`,
      [accountId, tx.userId, this.keysOf(instagramPk), now],
    );
  }

  private keysOf(instagramPk: string): string[] {
    return this.secrets.map((secret) => secret.keyOf('instagram wait', instagramPk));
  }
}
