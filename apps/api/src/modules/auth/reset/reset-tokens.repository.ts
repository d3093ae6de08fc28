import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.ts';
import type { LinkToken } from '../../../platform/crypto/link-token.ts';

export interface NewResetToken extends Pick<LinkToken, 'id' | 'hash'> {
  /** The address that it goes to, as it is compared. */
  readonly emailKey: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Times are of the app's clock; a new user's password has the database's, which may be ahead. */
@Injectable()
export class ResetTokensRepository {
  /** False where the address is the user's no more, or they are disabled; nobody changes either until the commit. */
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

  /** Whether it would serve now: never used, still young, and password and e-mail are those that it was made for. */
  async isOpen(tx: Tx, { id, hash }: LinkToken, now: Date): Promise<boolean> {
    const row = await tx.one(
      `SELECT t.id FROM password_reset_tokens t JOIN users u ON u.id = t.user_id
       WHERE t.id = $1 AND t.user_id = $2 AND t.token_hash = $3 AND t.used_at IS NULL AND t.expires_at > $4
         AND u.is_active AND u.password_changed_at <= t.created_at AND u.email_key = t.email_key`,
      [id, tx.userId, hash, now],
    );
    return row !== null;
  }

  /** As `isOpen`, and from now on it is not; of many at once, one hears true. Nobody changes the user meanwhile. */
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
