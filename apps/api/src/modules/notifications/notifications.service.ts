import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  ADMIN_EVENTS,
  type ChannelInput,
  type NotificationsAnswer,
  say,
  type SetNotifications,
  type TestedNotifications,
  type TestNotifications,
} from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { SealingBox } from '../../platform/crypto/sealing.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { validationError } from '../../platform/errors/validation.ts';
import type { Caller } from '../../platform/http/access.ts';
import { ActivityService } from '../activity/index.ts';
import { UserLimits } from '../users/index.ts';
import { type ChannelRow, ChannelsRepository, type NewChannel, type Recipient } from './channels.repository.ts';
import { Delivery, NotDelivered } from './delivery.service.ts';
import { destinationOf, isSecretAddress } from './destinations.ts';
import { failureOf, minuteOf, toChannelView } from './notifications.mapper.ts';
import { WebTargets } from './web-targets.ts';

const refused = (index: number, field: string, message: string): AppError =>
  validationError([{ path: ['channels', index, field], message }]);

const TEST = say('notification.test');

/** Where a person is notified of what. Theirs alone: an administrator neither reads nor sets it. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly db: Database,
    private readonly channels: ChannelsRepository,
    private readonly targets: WebTargets,
    private readonly delivery: Delivery,
    private readonly box: SealingBox,
    private readonly activity: ActivityService,
    private readonly limits: UserLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError NOT_FOUND for another user */
  read(caller: Caller, userId: string): Promise<NotificationsAnswer> {
    if (caller.id !== userId) throw new AppError('NOT_FOUND');
    return this.db.asUser(userId, (tx) => this.view(tx));
  }

  /** @throws AppError NOT_FOUND for another user, VALIDATION_FAILED for an address that is not one of the public internet */
  async set(caller: Caller, userId: string, { channels, digest }: SetNotifications): Promise<NotificationsAnswer> {
    if (caller.id !== userId) throw new AppError('NOT_FOUND');
    this.assertEvents(caller, channels);
    // Names are looked up outside of a transaction: it takes as long as a foreign name server likes.
    await Promise.all(channels.map((channel, index) => this.assertTarget(channel, index)));
    return this.db.asUser(userId, async (tx) => {
      await this.channels.setDigest(tx, digest);
      const [known, recipient] = [await this.channels.findAll(tx), await this.recipient(tx)];
      if (digest !== 'off' && !channels.some(({ kind }) => kind === 'mail')) {
        throw validationError([{ path: ['digest'], message: 'needs a channel by mail' }]);
      }
      const wanted = channels.map((channel, index) => this.newChannel(userId, channel, index, known, recipient));
      const ids = wanted.map(({ id }) => id);
      if (new Set(ids).size < ids.length) throw validationError([{ path: ['channels'], message: 'has an id twice' }]);
      await this.channels.removeAllBut(tx, ids);
      for (const [position, channel] of wanted.entries()) await this.channels.put(tx, position, channel);
      const message = say('notifications.changed', { channels: wanted.length });
      await this.activity.append(tx, { action: 'notifications_changed', status: 'info', message });
      return this.view(tx);
    });
  }

  /** Sends at once, past queue and quiet hours. @throws AppError NOT_FOUND, TOO_MANY_REQUESTS */
  async test(caller: Caller, userId: string, body: TestNotifications): Promise<TestedNotifications> {
    if (caller.id !== userId) throw new AppError('NOT_FOUND');
    const { all, recipient } = await this.db.asUser(userId, async (tx) => ({
      all: await this.channels.findAll(tx),
      recipient: await this.recipient(tx),
    }));
    const chosen = body?.channel_id === undefined ? all : all.filter(({ id }) => id === body.channel_id);
    if (body?.channel_id !== undefined && chosen.length === 0) throw new AppError('NOT_FOUND');
    await this.limits.spend('notification_test', userId);
    const results = await Promise.all(chosen.map((channel) => this.testOne(userId, channel, recipient)));
    return { success: true, results };
  }

  private async testOne(userId: string, channel: ChannelRow, recipient: Recipient) {
    const at = this.clock.now();
    const notice = { id: randomUUID(), event: 'test', message: TEST, at, accountId: null, jobId: null } as const;
    try {
      await this.delivery.deliver(userId, channel, recipient, notice);
      await this.db.asUser(userId, (tx) => this.channels.markSent(tx, channel.id, at));
      return { channel_id: channel.id, delivered: true };
    } catch (error) {
      if (!(error instanceof NotDelivered)) throw error;
      const { because, status } = error;
      await this.db.asUser(userId, (tx) => this.channels.markFailed(tx, channel.id, { because, status, at }));
      return { channel_id: channel.id, delivered: false, failure: failureOf(because, status) };
    }
  }

  private assertEvents({ role }: Caller, channels: readonly ChannelInput[]): void {
    for (const [index, { events }] of channels.entries()) {
      const closed = role === 'admin' ? undefined : events.find((event) => ADMIN_EVENTS.includes(event));
      if (closed) throw refused(index, 'events', `may have ${closed} for administrators only`);
    }
  }

  private async assertTarget(channel: ChannelInput, index: number): Promise<void> {
    if (channel.kind === 'mail' || channel.kind === 'telegram') return;
    const problem = await this.targets.problemOf(channel.target);
    if (problem) throw refused(index, 'target', problem);
  }

  private newChannel(
    userId: string,
    channel: ChannelInput,
    index: number,
    known: readonly ChannelRow[],
    { email }: Recipient,
  ): NewChannel {
    const before = known.find(({ id }) => id === channel.id);
    if (channel.id !== undefined && before?.kind !== channel.kind) {
      throw refused(index, 'id', 'is not of a channel of this kind that you have');
    }
    if (channel.kind === 'mail') {
      if (email === null) throw refused(index, 'kind', 'needs an e-mail address, and you have none');
      const other = channel.target !== undefined && channel.target.toLowerCase() !== email.toLowerCase();
      if (other) throw refused(index, 'target', 'must be your own address');
    }
    const id = before?.id ?? randomUUID();
    const { target, secret } = destinationOf(channel, before?.target ?? null);
    if (channel.kind !== 'mail' && secret === undefined && !before?.secret_data) {
      const field = isSecretAddress(channel.kind) ? 'target' : 'secret';
      throw refused(index, field, field === 'target' ? 'must be the whole address' : 'is missing');
    }
    return {
      id,
      kind: channel.kind,
      target,
      secret: secret === undefined ? null : this.box.seal(secret, { purpose: 'notification', userId, rowId: id }),
      events: channel.events,
      quiet: channel.quiet_hours
        ? { from: minuteOf(channel.quiet_hours.from), to: minuteOf(channel.quiet_hours.to) }
        : null,
    };
  }

  private async recipient(tx: Tx): Promise<Recipient> {
    const recipient = await this.channels.recipient(tx);
    if (!recipient) throw new AppError('NOT_FOUND');
    return recipient;
  }

  private async view(tx: Tx): Promise<NotificationsAnswer> {
    const rows = await this.channels.findAll(tx);
    return {
      success: true,
      notifications: { channels: rows.map(toChannelView), digest: await this.channels.digest(tx) },
    };
  }
}
