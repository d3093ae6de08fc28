import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';
import { MailsRepository } from './mails.repository.ts';

/** What people are told by mail. */
export const MAIL_KINDS = [
  'invitation',
  'password_reset',
  'password_changed',
  'email_changed',
  'two_factor_added',
  'two_factor_removed',
  'recovery_code_used',
  'sessions_ended',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

export interface NewMail {
  readonly userId: string;
  readonly kind: MailKind;
  readonly recipient: string;
  /** What the letter says beside its kind; never a secret. */
  readonly params?: Readonly<Record<string, string>>;
}

@Injectable()
export class MailsService {
  constructor(private readonly mails: MailsRepository) {}

  /** Writes a mail with the commit of `tx`, to be sent soon afterwards. */
  async enqueue(tx: Tx, { userId, kind, recipient, params = {} }: NewMail): Promise<void> {
    await this.mails.create(tx, { id: randomUUID(), userId, kind, recipient, params });
  }
}
