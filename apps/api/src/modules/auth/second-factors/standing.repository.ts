import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.ts';

/** What a person's second factors depend on. */
export interface Standing {
  readonly username: string;
  readonly email: string | null;
  readonly is_active: boolean;
  readonly password_changed_at: Date;
  readonly has_totp: boolean;
  readonly recovery_codes_left: number;
  readonly passkeys: number;
  /** An administrator requires a second factor of all users. */
  readonly required: boolean;
}

@Injectable()
export class StandingRepository {
  find(tx: Tx): Promise<Standing | null> {
    return tx.one<Standing>(
      `SELECT u.username, u.email, u.is_active, u.password_changed_at,
              EXISTS (SELECT FROM totp_credentials c WHERE c.user_id = u.id AND c.confirmed_at IS NOT NULL) AS has_totp,
              (SELECT count(*)::int FROM recovery_codes c WHERE c.user_id = u.id AND c.used_at IS NULL)
                AS recovery_codes_left,
              (SELECT count(*)::int FROM passkeys p WHERE p.user_id = u.id) AS passkeys,
              coalesce((SELECT s.require_two_factor FROM security_settings s), false) AS required
       FROM users u WHERE u.id = $1`,
      [tx.userId],
    );
  }

  /** Held until the commit while a factor is added or removed, so that concurrent changes see each other. */
  async lock(tx: Tx): Promise<void> {
    await tx.sql('SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE', [tx.userId]);
  }

  async beginTwoFactor(tx: Tx, at: Date): Promise<void> {
    await tx.sql('UPDATE users SET two_factor_since = coalesce(two_factor_since, $2) WHERE id = $1', [tx.userId, at]);
  }

  async endTwoFactor(tx: Tx): Promise<void> {
    await tx.sql('UPDATE users SET two_factor_since = NULL WHERE id = $1', [tx.userId]);
  }

  /** A user's e-mail, for an administrator; null if there is no such user. */
  findOther(tx: Tx, userId: string): Promise<{ email: string | null } | null> {
    return tx.one<{ email: string | null }>('SELECT email FROM users WHERE id = $1', [userId]);
  }

  /** Removes all second factors of a user, if the caller is an administrator; true if there were any. */
  async removeAllOf(tx: Tx, userId: string): Promise<boolean> {
    const row = await tx.one<{ removed: boolean }>('SELECT admin_remove_second_factors($1) AS removed', [userId]);
    return row?.removed ?? false;
  }
}
