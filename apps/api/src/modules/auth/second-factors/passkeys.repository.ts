import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.ts';
import { Passkey } from './passkey.entity.ts';

export type NewPasskey = Pick<
  Passkey,
  'id' | 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'name' | 'backedUp' | 'createdAt'
>;

@Injectable()
export class PasskeysRepository {
  findAll(tx: Tx): Promise<Passkey[]> {
    return tx.of(Passkey).find({ where: { userId: tx.userId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  findByCredential(tx: Tx, credentialId: string): Promise<Passkey | null> {
    return tx.of(Passkey).findOneBy({ userId: tx.userId, credentialId });
  }

  /** False where the user has this one already. */
  async create(tx: Tx, passkey: NewPasskey): Promise<boolean> {
    const row = await tx.one(
      `INSERT INTO passkeys
         (id, user_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (user_id, credential_id) DO NOTHING RETURNING id`,
      [
        passkey.id,
        tx.userId,
        passkey.credentialId,
        passkey.publicKey,
        passkey.counter,
        passkey.transports,
        passkey.name,
        passkey.backedUp,
        passkey.createdAt,
      ],
    );
    return row !== null;
  }

  /** Records a use; false where the counter does not go forward (unless it always says 0), or the passkey is gone. */
  async use(tx: Tx, id: string, counter: number, backedUp: boolean, at: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE passkeys SET counter = $3, backed_up = $4, last_used_at = $5
       WHERE user_id = $1 AND id = $2 AND (counter < $3 OR (counter = 0 AND $3 = 0)) RETURNING id`,
      [tx.userId, id, counter, backedUp, at],
    );
    return row !== null;
  }

  async remove(tx: Tx, id: string): Promise<boolean> {
    const row = await tx.one('DELETE FROM passkeys WHERE user_id = $1 AND id = $2 RETURNING id', [tx.userId, id]);
    return row !== null;
  }
}
