import { Injectable } from '@nestjs/common';
import type { LinkToken } from '../../../platform/crypto/link-token.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { EmailChange } from './email-change.entity.ts';

type NewLink = Pick<LinkToken, 'id' | 'hash'> & { readonly emailKey: string; readonly expiresAt: Date };

/** Of the transaction's own user. */
@Injectable()
export class EmailChangesRepository {
  /** In the place of an earlier wish, whose link ends. */
  async keep(tx: Tx, change: Pick<EmailChange, 'email' | 'emailKey' | 'requestedAt' | 'expiresAt'>): Promise<void> {
    await tx.of(EmailChange).upsert({ ...change, userId: tx.userId, linkId: null, tokenHash: null }, ['userId']);
  }

  async forget(tx: Tx): Promise<void> {
    await tx.of(EmailChange).delete({ userId: tx.userId });
  }

  /** The link for this wish, in the place of an earlier one; false where it is no longer the wish, or too old. */
  async putLink(tx: Tx, { id, hash, emailKey, expiresAt }: NewLink, now: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE email_changes SET link_id = $3, token_hash = $4, expires_at = $5
       WHERE user_id = $1 AND email_key = $2 AND expires_at > $6 RETURNING user_id`,
      [tx.userId, emailKey, id, hash, expiresAt, now],
    );
    return row !== null;
  }

  /** The address that a link is for; the link is used up. Of concurrent calls, one gets it. */
  take(tx: Tx, { id, hash }: LinkToken, now: Date): Promise<{ email: string; email_key: string } | null> {
    return tx.one<{ email: string; email_key: string }>(
      `DELETE FROM email_changes WHERE user_id = $1 AND link_id = $2 AND token_hash = $3 AND expires_at > $4
       RETURNING email, email_key`,
      [tx.userId, id, hash, now],
    );
  }
}
