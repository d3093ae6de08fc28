import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { RateLimits } from '../../platform/database/rate-limits.ts';
import type { Tx } from '../../platform/database/tx.ts';

/** What Instagram asked an account to wait for. */
export interface InstagramWait {
  readonly code: string;
  readonly until: Date;
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
  async keep(tx: Tx, instagramPk: string, { code, until }: InstagramWait): Promise<void> {
    await tx.sql(
      `INSERT INTO instagram_waits AS w (key, error_code, waits_until) VALUES ($1, $2, $3)
       ON CONFLICT (key) DO UPDATE SET error_code = excluded.error_code, waits_until = excluded.waits_until
       WHERE w.waits_until < excluded.waits_until`,
      [this.keysOf(instagramPk)[0], code, until],
    );
  }

  /** The bot of an account that its user has just proved waits as long as the account was asked to. */
  async takeUp(tx: Tx, accountId: string, instagramPk: string, now: Date): Promise<void> {
    await tx.sql(
      `UPDATE user_bot_status s SET cooldown_until = w.waits_until, cooldown_code = w.error_code
       FROM (SELECT waits_until, error_code FROM instagram_waits
             WHERE key = ANY ($3) AND waits_until > $4 ORDER BY waits_until DESC LIMIT 1) w
       WHERE s.account_id = $1 AND s.user_id = $2
         AND (s.cooldown_until IS NULL OR s.cooldown_until < w.waits_until)`,
      [accountId, tx.userId, this.keysOf(instagramPk), now],
    );
  }

  private keysOf(instagramPk: string): string[] {
    return this.secrets.map((secret) => secret.keyOf('instagram wait', instagramPk));
  }
}
