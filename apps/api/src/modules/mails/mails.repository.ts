import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';
import type { MailKind, MailParams } from './mail-kinds.ts';
import { OutgoingMail } from './outgoing-mail.entity.ts';

/** A mail that waits, with what a letter needs to know of whom it is for. */
export interface WaitingMail {
  readonly id: string;
  readonly user_id: string;
  readonly kind: MailKind;
  readonly recipient: string;
  readonly params: MailParams;
  readonly created_at: Date;
  readonly username: string;
  readonly time_zone: string;
}

type NewRow = Pick<OutgoingMail, 'id' | 'userId' | 'kind' | 'recipient'> & { readonly params: MailParams };

@Injectable()
export class MailsRepository {
  /** Does not return the row, which an administrator may not read. */
  async create(tx: Tx, { id, userId, kind, recipient, params }: NewRow): Promise<void> {
    await tx.sql('INSERT INTO outgoing_mails (id, user_id, kind, recipient, params) VALUES ($1, $2, $3, $4, $5)', [
      id,
      userId,
      kind,
      recipient,
      params,
    ]);
  }

  /** Null: it was sent, or the user is gone. */
  findWaiting(tx: Tx, id: string): Promise<WaitingMail | null> {
    return tx.one<WaitingMail>(
      `SELECT m.id, m.user_id, m.kind, m.recipient, m.params, m.created_at, u.username, u.time_zone
       FROM outgoing_mails m JOIN users u ON u.id = m.user_id
       WHERE m.id = $1 AND m.user_id = $2`,
      [id, tx.userId],
    );
  }

  async noteError(tx: Tx, id: string, lastError: string, lastErrorAt: Date): Promise<void> {
    await tx.of(OutgoingMail).update({ id, userId: tx.userId }, { lastError, lastErrorAt });
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.of(OutgoingMail).delete({ id, userId: tx.userId });
  }
}
