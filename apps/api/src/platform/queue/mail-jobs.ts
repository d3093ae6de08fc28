import type { PgBoss } from 'pg-boss';
import type { Tx } from '../database/tx.ts';
import { MAIL_RETRIES, MAILS } from './mail-queue.ts';

/** A mail that is to be sent. Ids only: the queue's tables have no row-level security. */
export interface MailJob {
  readonly user_id: string;
  readonly mail_id: string;
}

/** A mail that this process has fetched and must settle. */
export interface FetchedMail {
  readonly mail: MailJob;
  readonly attempt: { readonly id: string; readonly retryCount: number };
}

/** Mails on their way, over PostgreSQL. The id of a job is its mail's, so that sending it twice is sending it once. */
export class MailQueue {
  constructor(private readonly boss: PgBoss) {}

  /** Within a transaction: the app's, or that of a command of the owner's. */
  async send(tx: Pick<Tx, 'raw'>, mail: MailJob): Promise<void> {
    await this.boss.send(MAILS, mail, { id: mail.mail_id, db: tx.raw as never });
  }

  async fetch(most: number): Promise<FetchedMail[]> {
    const jobs = await this.boss.fetch<MailJob>(MAILS, { batchSize: most });
    return jobs.map(({ id, retryCount, data }) => ({ mail: data, attempt: { id, retryCount } }));
  }

  /** In the transaction that forgets the mail. */
  async complete(tx: Tx, { attempt }: FetchedMail): Promise<void> {
    await this.boss.complete(MAILS, attempt, null, { db: tx.raw as never });
  }

  /** Hands the mail back, to be tried again later. */
  async fail({ attempt }: FetchedMail): Promise<void> {
    await this.boss.fail(MAILS, attempt);
  }
}

/** Whether this was the last try. */
export const wasLastTry = ({ attempt }: FetchedMail): boolean => attempt.retryCount >= MAIL_RETRIES;
