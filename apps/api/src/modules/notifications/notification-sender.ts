import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { type NotificationJob, NotificationQueue } from '../../platform/queue/notification-jobs.ts';
import type { FetchedJob } from '../../platform/queue/outgoing-queue.ts';
import { OutgoingSender } from '../../platform/queue/outgoing-sender.ts';
import { ChannelsRepository } from './channels.repository.ts';
import { Delivery, NotDelivered } from './delivery.service.ts';
import { OutgoingRepository, type WaitingNotification } from './outgoing.repository.ts';

const troubleOf = (error: unknown) =>
  error instanceof NotDelivered
    ? { because: error.because, status: error.status }
    : { because: 'other' as const, status: null };

const noticeOf = (id: string, row: WaitingNotification) => ({
  id,
  event: row.event,
  message: { symbol: row.message_symbol, params: row.params },
  at: row.created_at,
  accountId: row.account_id,
  jobId: row.job_id,
});

/** Sends notifications, and tries again for a day what could not be sent. */
@Injectable()
export class NotificationSender extends OutgoingSender<NotificationJob> {
  constructor(
    private readonly db: Database,
    queue: NotificationQueue,
    private readonly outgoing: OutgoingRepository,
    private readonly channels: ChannelsRepository,
    private readonly delivery: Delivery,
    private readonly time: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('notification', queue, time, logger);
  }

  protected override async send({ user_id, notification_id }: NotificationJob, hurry: AbortSignal): Promise<void> {
    const waiting = await this.db.asUser(user_id, (tx) => this.outgoing.findWaiting(tx, notification_id));
    if (!waiting) return;
    await this.delivery.deliver(user_id, waiting, waiting, noticeOf(notification_id, waiting), hurry);
  }

  protected override async settle(fetched: FetchedJob<NotificationJob>, sent: boolean): Promise<void> {
    const { user_id, notification_id } = fetched.job;
    await this.db.asUser(user_id, async (tx) => {
      const channelId = await this.outgoing.remove(tx, notification_id);
      if (channelId !== null && sent) await this.channels.markSent(tx, channelId, this.time.now());
      else if (channelId !== null) await this.outgoing.giveUp(tx, channelId);
      await this.queue.complete(tx, fetched);
    });
  }

  protected override async noteFailure({ user_id, notification_id }: NotificationJob, error: unknown): Promise<void> {
    await this.db.asUser(user_id, async (tx) => {
      const waiting = await this.outgoing.findWaiting(tx, notification_id);
      const at = this.time.now();
      if (waiting) await this.channels.markFailed(tx, waiting.channel_id, { ...troubleOf(error), at });
    });
  }

  protected override describe({ notification_id }: NotificationJob, error: unknown): object {
    return { notification_id, ...troubleOf(error) };
  }
}
