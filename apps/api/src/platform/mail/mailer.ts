import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.ts';
import { CONFIG, type Config } from '../config/config.ts';
import type { MailAddress } from '../config/mail-variables.ts';
import { composeMessage, type Mail } from './message.ts';
import { Outbox } from './outbox.ts';
import { createSmtpTransport, type SmtpTransport } from './smtp.ts';

/** Sends mail: to the configured server, or where there is none, into files under the data folder. */
@Injectable()
export class Mailer {
  private readonly from: MailAddress;
  private readonly smtp: SmtpTransport | null;
  private readonly outbox: Outbox;

  constructor(
    @Inject(CONFIG) { mail, dataDir }: Config,
    private readonly clock: Clock,
  ) {
    this.from = mail.from;
    this.smtp = mail.smtp && createSmtpTransport(mail.smtp.open());
    this.outbox = new Outbox(join(dataDir, 'outbox'));
  }

  /**
   * Resolves once the server has taken the mail, or the file is there.
   * @throws AppError VALIDATION_FAILED; else what went wrong, in words that may name the recipient
   */
  async send(mail: Mail, signal?: AbortSignal): Promise<void> {
    const message = await composeMessage(this.from, mail);
    if (!this.smtp) return this.outbox.write(message, this.clock.now());
    const envelope = { from: this.from.address, to: mail.to };
    await this.smtp.sendMail({ envelope, raw: message, ...(signal ? { signal } : {}) });
  }
}
