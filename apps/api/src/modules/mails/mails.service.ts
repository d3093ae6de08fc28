import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Mail } from '../../platform/mail/message.ts';
import { MailQueue } from '../../platform/queue/mail-jobs.ts';
import { letter } from './letters.ts';
import type { MailKind, MailParams } from './mail-kinds.ts';
import { MailsRepository, type WaitingMail } from './mails.repository.ts';

export interface NewMail {
  readonly userId: string;
  readonly kind: MailKind;
  readonly recipient: string;
  /** What the letter says beside its kind; never a secret. */
  readonly params?: MailParams;
}

/**
 * Makes the content of a mail beyond its params, at the moment of sending and in a transaction of the user's. Null:
 * there is nothing to send any more. A mail that could not be sent is prepared again.
 */
export type Prepare = (tx: Tx, mail: WaitingMail) => Promise<MailParams | null>;

@Injectable()
export class MailsService {
  private readonly preparations = new Map<MailKind, Prepare>();

  constructor(
    private readonly mails: MailsRepository,
    private readonly queue: MailQueue,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Writes a mail with the commit of `tx`, to be sent soon afterwards. */
  async enqueue(tx: Tx, { userId, kind, recipient, params = {} }: NewMail): Promise<void> {
    const id = randomUUID();
    await this.mails.create(tx, { id, userId, kind, recipient, params });
    await this.queue.send(tx, { user_id: userId, mail_id: id });
  }

  /** Has what a kind of mail says completed when it is sent, so that a secret in it is stored nowhere. */
  prepareWith(kind: MailKind, prepare: Prepare): void {
    this.preparations.set(kind, prepare);
  }

  /** The mail as it is to be sent now; null where it need not be. */
  async compose(tx: Tx, mailId: string): Promise<Mail | null> {
    const mail = await this.mails.findWaiting(tx, mailId);
    if (!mail) return null;
    const prepared = await this.prepared(tx, mail);
    if (!prepared) return null;
    const { kind, created_at: at, username, time_zone: timeZone } = mail;
    const params = { ...mail.params, ...prepared };
    return { to: mail.recipient, ...letter({ kind, at, username, timeZone, params }, this.config.publicUrl) };
  }

  /** Stores why it could not be sent, for administrators; `reason` contains no names. */
  async noteError(tx: Tx, mailId: string, reason: string): Promise<void> {
    await this.mails.noteError(tx, mailId, reason, this.clock.now());
  }

  async forget(tx: Tx, mailId: string): Promise<void> {
    await this.mails.remove(tx, mailId);
  }

  private async prepared(tx: Tx, mail: WaitingMail): Promise<MailParams | null> {
    const prepare = this.preparations.get(mail.kind);
    return prepare ? prepare(tx, mail) : {};
  }
}
