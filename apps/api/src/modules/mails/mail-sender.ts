import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { Mailer } from '../../platform/mail/mailer.ts';
import { type FetchedMail, MailQueue, wasLastTry } from '../../platform/queue/mail-jobs.ts';
import { MailsService } from './mails.service.ts';

/** Mails that are under way at once at the most. */
const AT_ONCE = 4;
/** How often the queue is asked, milliseconds. */
const POLL_MS = 1_000;
/** The longest that sending one mail may take, milliseconds. */
const MOST_MS = 60_000;
/** How long a shutdown waits for mails under way before it breaks them off, milliseconds. */
const PATIENCE_MS = 2_000;

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
export class MailSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly hurry = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly queue: MailQueue,
    private readonly mails: MailsService,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.loop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const patience = setTimeout(() => this.hurry.abort(), PATIENCE_MS);
    await this.running;
    clearTimeout(patience);
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const fetched = await this.fetch();
      await Promise.all(fetched.map((mail) => this.deliver(mail)));
      if (fetched.length < AT_ONCE) await this.clock.sleep(POLL_MS, signal);
    }
  }

  private async fetch(): Promise<FetchedMail[]> {
    try {
      return await this.queue.fetch(AT_ONCE);
    } catch (error) {
      this.logger.warn({ error }, 'mail: could not ask for mails');
      return [];
    }
  }

  private async deliver(fetched: FetchedMail): Promise<void> {
    try {
      await this.send(fetched);
      await this.settle(fetched);
    } catch (error) {
      await this.tryAgain(fetched, error);
    }
  }

  private async send({ mail: { user_id, mail_id } }: FetchedMail): Promise<void> {
    const mail = await this.db.asUser(user_id, (tx) => this.mails.compose(tx, mail_id));
    if (!mail) return;
    await this.mailer.send(mail, AbortSignal.any([this.hurry.signal, AbortSignal.timeout(MOST_MS)]));
  }

  private async settle(fetched: FetchedMail): Promise<void> {
    const { user_id, mail_id } = fetched.mail;
    await this.db.asUser(user_id, async (tx) => {
      await this.mails.forget(tx, mail_id);
      await this.queue.complete(tx, fetched);
    });
  }

  private async tryAgain(fetched: FetchedMail, error: unknown): Promise<void> {
    const about = { mail_id: fetched.mail.mail_id, tries: fetched.attempt.retryCount + 1, ...reasonOf(error) };
    try {
      if (wasLastTry(fetched)) {
        this.logger.error(about, 'mail: given up');
        await this.settle(fetched);
      } else {
        this.logger.warn(about, 'mail: not sent, will be tried again');
        const { user_id, mail_id } = fetched.mail;
        await this.db.asUser(user_id, (tx) => this.mails.noteError(tx, mail_id, lastErrorOf(error)));
        await this.queue.fail(fetched);
      }
    } catch (fault) {
      // It is not held any more, and the queue hands it out again after its timeout.
      this.logger.warn({ error: fault }, 'mail: could not hand a mail back');
    }
  }
}
