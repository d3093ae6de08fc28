import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.ts';
import type { ResetToken } from './reset-token.ts';

/** Times are of the app's clock; a new user's password has the database's, which may be ahead. */
@Injectable()
export class ResetTokensRepository {
  async create(tx: Tx, { id, hash }: Pick<ResetToken, 'id' | 'hash'>, now: Date, expiresAt: Date): Promise<void> {
    await tx.sql(
      `INSERT INTO password_reset_tokens (id, user_id, token_hash, created_at, expires_at)
       SELECT $2, u.id, $3, greatest($4::timestamptz, u.password_changed_at), $5 FROM users u WHERE u.id = $1`,
      [tx.userId, id, hash, now, expiresAt],
    );
  }

  /** None of the user's links opens anything any more. */
  async endAll(tx: Tx, now: Date): Promise<void> {
    await tx.sql('UPDATE password_reset_tokens SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL', [
      tx.userId,
      now,
    ]);
  }

  /** Whether it would serve now: never used, still young, and the password is the one that it was made for. */
  async isOpen(tx: Tx, { id, hash }: ResetToken, now: Date): Promise<boolean> {
    const row = await tx.one(
      `SELECT t.id FROM password_reset_tokens t JOIN users u ON u.id = t.user_id
       WHERE t.id = $1 AND t.user_id = $2 AND t.token_hash = $3 AND t.used_at IS NULL AND t.expires_at > $4
         AND u.is_active AND u.password_changed_at <= t.created_at`,
      [id, tx.userId, hash, now],
    );
    return row !== null;
  }

  /** As `isOpen`, and from now on it is not; of many at once, one hears true. */
  async spend(tx: Tx, { id, hash }: ResetToken, now: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE password_reset_tokens t SET used_at = $4
       FROM users u
       WHERE t.id = $1 AND t.user_id = $2 AND t.token_hash = $3 AND t.used_at IS NULL AND t.expires_at > $4
         AND u.id = t.user_id AND u.is_active AND u.password_changed_at <= t.created_at
       RETURNING t.id`,
      [id, tx.userId, hash, now],
    );
    return row !== null;
  }
}
