import { Inject, Injectable } from '@nestjs/common';
import type { NotificationTrouble } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { SealingBox, UnsealError } from '../../platform/crypto/sealing.ts';
import { Mailer } from '../../platform/mail/mailer.ts';
import { post, PostFailed } from '../../platform/net/post.ts';
import type { ChannelRow, Recipient } from './channels.repository.ts';
import { type Notice, webRequestOf } from './composing.ts';
import { isSecretAddress } from './destinations.ts';
import { noticeMail } from './notice-mail.ts';
import { WebAddresses } from './web-addresses.ts';

/** A notification did not arrive; nothing of the other side's words is kept. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';

  constructor(
    readonly because: NotificationTrouble,
    readonly status: number | null = null,
    cause?: unknown,
  ) {
    super(`not delivered: ${because}`, cause === undefined ? undefined : { cause });
  }
}

/** Brings a notice to one channel. */
@Injectable()
export class Delivery {
  constructor(
    private readonly addresses: WebAddresses,
    private readonly mailer: Mailer,
    private readonly box: SealingBox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws NotDelivered */
  async deliver(
    userId: string,
    channel: ChannelRow,
    recipient: Recipient,
    notice: Notice,
    signal?: AbortSignal,
  ): Promise<void> {
    const reader = { timeZone: recipient.time_zone, publicUrl: this.config.publicUrl };
    const { kind, target } = channel;
    if (kind === 'mail' || target === null) {
      if (recipient.email === null) throw new NotDelivered('no_email');
      const mail = { to: recipient.email, ...noticeMail(notice, recipient.username, reader) };
      return this.mailer.send(mail, signal).catch((error: unknown) => {
        throw new NotDelivered('mail_server', null, error);
      });
    }
    const secret = this.secretOf(userId, channel);
    const address = isSecretAddress(kind) && secret !== null ? secret : target;
    const { url, headers, body } = webRequestOf({ kind, target: address, secret }, notice, reader, this.clock.now());
    const posting = { url: new URL(url), headers, body, plainAllowed: this.addresses.isAllowed };
    try {
      await post(this.addresses.guard, { ...posting, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (error instanceof PostFailed) throw new NotDelivered(error.trouble, error.status);
      throw error;
    }
  }

  private secretOf(userId: string, { id, secret_data: data, secret_key_id: keyId }: ChannelRow): string | null {
    if (!data || keyId === null) return null;
    try {
      return this.box.open({ data, keyId }, { purpose: 'notification', userId, rowId: id }).open();
    } catch (error) {
      if (error instanceof UnsealError) throw new NotDelivered('secret', null, error);
      throw error;
    }
  }
}
