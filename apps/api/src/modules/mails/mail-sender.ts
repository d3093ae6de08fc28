import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { Mailer } from '../../platform/mail/mailer.ts';
import { type MailJob, MailQueue } from '../../platform/queue/mail-jobs.ts';
import type { FetchedJob } from '../../platform/queue/outgoing-queue.ts';
import { OutgoingSender } from '../../platform/queue/outgoing-sender.ts';
import { MailsService } from './mails.service.ts';

/** The longest that sending one mail may take, milliseconds. */
const MOST_MS = 60_000;
/** What may be told of a failure: libraries put recipients and passwords into the words of theirs. */
const reasonOf = (error: unknown): object => {
  const { name, code, responseCode, command } = error as Record<string, unknown>;
  return { failure: name, reason: code, response: responseCode, step: command };
};

const CODE = /^\w{1,40}$/;

/** The same in one line, for the screen of administrators: `EAUTH 535 AUTH PLAIN`. What is no code is left out. */
export const lastErrorOf = (error: unknown): string => {
  const { code, responseCode, command, name } = (error ?? {}) as Record<string, unknown>;
  const codes = [code, responseCode, ...(typeof command === 'string' ? command.split(' ', 2) : [])];
  const told = codes.map(String).filter((one) => one !== 'undefined' && CODE.test(one));
  return told.length > 0
    ? told.join(' ').slice(0, 200)
    : typeof name === 'string' && CODE.test(name)
      ? name
      : 'unknown';
};

/** Sends what was enqueued, and tries again what could not be sent. */
@Injectable()
export class MailSender extends OutgoingSender<MailJob> {
  constructor(
    private readonly db: Database,
    queue: MailQueue,
    private readonly mails: MailsService,
    private readonly mailer: Mailer,
    clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('mail', queue, clock, logger);
  }

  protected override async send({ user_id, mail_id }: MailJob, hurry: AbortSignal): Promise<void> {
    const mail = await this.db.asUser(user_id, (tx) => this.mails.compose(tx, mail_id));
    if (!mail) return;
    await this.mailer.send(mail, AbortSignal.any([hurry, AbortSignal.timeout(MOST_MS)]));
  }

  protected override async settle(fetched: FetchedJob<MailJob>): Promise<void> {
    const { user_id, mail_id } = fetched.job;
    await this.db.asUser(user_id, async (tx) => {
      await this.mails.forget(tx, mail_id);
      await this.queue.complete(tx, fetched);
    });
  }

  protected override async noteFailure({ user_id, mail_id }: MailJob, error: unknown): Promise<void> {
    await this.db.asUser(user_id, (tx) => this.mails.noteError(tx, mail_id, lastErrorOf(error)));
  }

  protected override describe({ mail_id }: MailJob, error: unknown): object {
    return { mail_id, ...reasonOf(error) };
  }
}
