import type { PgBoss } from 'pg-boss';
import { MAIL_RETRIES, MAILS } from './mail-queue.ts';
import { OutgoingQueue } from './outgoing-queue.ts';

/** A mail that is to be sent. Ids only: the queue's tables have no row-level security. */
export interface MailJob {
  readonly user_id: string;
  readonly mail_id: string;
}

/** Mails on their way. */
export class MailQueue extends OutgoingQueue<MailJob> {
  constructor(boss: PgBoss) {
    super(boss, { name: MAILS, retries: MAIL_RETRIES, idOf: ({ mail_id: id }) => id });
  }
}
