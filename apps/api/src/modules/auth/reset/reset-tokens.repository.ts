import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.ts';
import type { LinkToken } from '../../../platform/crypto/link-token.ts';

export interface NewResetToken extends Pick<LinkToken, 'id' | 'hash'> {
  /** The address that it goes to, as it is compared. */
  readonly emailKey: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Times are from the app's clock; a new user's password has the database's time, which may be ahead. */
@Injectable()
export class ResetTokensRepository {
  /** False if the user no longer has this address or is disabled; both are locked until the commit. */
  async create(tx: Tx, { id, hash, emailKey, createdAt, expiresAt }: NewResetToken): Promise<boolean> {
    const row = await tx.one(
      `INSERT INTO password_reset_tokens (id, user_id, token_hash, email_key, created_at, expires_at)
       SELECT $2, u.id, $3, u.email_key, greatest($5::timestamptz, u.password_changed_at), $6
       FROM users u WHERE u.id = $1 AND u.email_key = $4 AND u.is_active FOR SHARE
       RETURNING id`,
      [tx.userId, id, hash, emailKey, createdAt, expiresAt],
    );
    return row !== null;
  }

  /** Whether it is valid now: unused, not expired, and made for the current password and e-mail. */
  async isOpen(tx: Tx, { id, hash }: LinkToken, now: Date): Promise<boolean> {
    const row = await tx.one(
      `SELECT t.id FROM password_reset_tokens t JOIN users u ON u.id = t.user_id
       WHERE t.id = $1 AND t.user_id = $2 AND t.token_hash = $3 AND t.used_at IS NULL AND t.expires_at > $4
         AND u.is_active AND u.password_changed_at <= t.created_at AND u.email_key = t.email_key`,
      [id, tx.userId, hash, now],
    );
    return row !== null;
  }

  /** Like `isOpen`, and spends the token: of concurrent calls, one gets true. The user is locked meanwhile. */
  async spend(tx: Tx, { id, hash }: LinkToken, now: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE password_reset_tokens t SET used_at = $4
       FROM (SELECT * FROM users WHERE id = $2 FOR NO KEY UPDATE) u
       WHERE t.id = $1 AND t.user_id = u.id AND t.token_hash = $3 AND t.used_at IS NULL AND t.expires_at > $4
         AND u.is_active AND u.password_changed_at <= t.created_at AND u.email_key = t.email_key
       RETURNING t.id`,
      [id, tx.userId, hash, now],
    );
    return row !== null;
  }
}
