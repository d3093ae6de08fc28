import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { MailQueue } from '../../platform/queue/mail-jobs.ts';
import type { NewMail } from './mails.service.ts';

const CREATE = 'INSERT INTO outgoing_mails (id, user_id, kind, recipient, params) VALUES ($1, $2, $3, $4, $5)';

/** Writes a mail as `MailsService.enqueue` does, with the commit of a transaction of the owner's. */
export const enqueueAsOwner = async (client: pg.Client, queue: MailQueue, mail: NewMail): Promise<void> => {
  const { userId, kind, recipient, params = {} } = mail;
  const id = randomUUID();
  await client.query(CREATE, [id, userId, kind, recipient, params]);
  const raw = { executeSql: async (text: string, values?: unknown[]) => client.query(text, values) };
  await queue.send({ raw }, { user_id: userId, mail_id: id });
};
