import { Injectable } from '@nestjs/common';
import type { Sealed } from '../../../platform/crypto/sealing.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { TotpCredential } from './totp-credential.entity.ts';

@Injectable()
export class TotpRepository {
  find(tx: Tx): Promise<TotpCredential | null> {
    return tx.of(TotpCredential).findOneBy({ userId: tx.userId });
  }

  /** Replaces one that was never confirmed; false if one was confirmed. */
  async replaceUnconfirmed(tx: Tx, { data, keyId }: Sealed): Promise<boolean> {
    const row = await tx.one(
      `INSERT INTO totp_credentials AS c (user_id, secret_encrypted, encryption_key_id) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE
         SET secret_encrypted = excluded.secret_encrypted, encryption_key_id = excluded.encryption_key_id,
             created_at = now(), last_step = 0
         WHERE c.confirmed_at IS NULL
       RETURNING c.user_id`,
      [tx.userId, data, keyId],
    );
    return row !== null;
  }

  /** Confirms the secret whose code was shown; false if it was already confirmed, deleted or replaced. */
  async confirm(tx: Tx, secret: Buffer, step: number, at: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE totp_credentials SET confirmed_at = $4, last_step = $3
       WHERE user_id = $1 AND secret_encrypted = $2 AND confirmed_at IS NULL RETURNING user_id`,
      [tx.userId, secret, step, at],
    );
    return row !== null;
  }

  /** Accepts the code of a step; of concurrent uses of one code, one succeeds. */
  async take(tx: Tx, secret: Buffer, step: number): Promise<boolean> {
    const row = await tx.one(
      `UPDATE totp_credentials SET last_step = $3
       WHERE user_id = $1 AND secret_encrypted = $2 AND confirmed_at IS NOT NULL AND last_step < $3 RETURNING user_id`,
      [tx.userId, secret, step],
    );
    return row !== null;
  }

  /** True where there was a confirmed one. */
  async remove(tx: Tx): Promise<boolean> {
    const row = await tx.one(
      'DELETE FROM totp_credentials WHERE user_id = $1 AND confirmed_at IS NOT NULL RETURNING user_id',
      [tx.userId],
    );
    return row !== null;
  }
}
