import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Message, NotificationEvent } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { NotificationQueue } from '../../platform/queue/notification-jobs.ts';
import { ActivityService } from '../activity/index.ts';
import { eventOf } from './events-of-activity.ts';
import { OutgoingRepository } from './outgoing.repository.ts';
import { dueAt } from './quiet-hours.ts';

/** What an event is about. */
export interface Concerning {
  readonly accountId?: string | null | undefined;
  readonly jobId?: string | null | undefined;
}

/** Notifies people of events, with the commit of what happened. Most events come by themselves from the activity log. */
@Injectable()
export class NotificationFeed {
  constructor(
    private readonly db: Database,
    private readonly outgoing: OutgoingRepository,
    private readonly queue: NotificationQueue,
    private readonly clock: Clock,
    activity: ActivityService,
  ) {
    activity.watch(async (tx, entry) => {
      const event = (entry.userId ?? tx.userId) === tx.userId ? eventOf(entry) : null;
      if (event) await this.tell(tx, event, entry.message, entry);
    });
  }

  /** To the channels of the transaction's user that listen for this event; after their quiet hours where they have some. */
  async tell(tx: Tx, event: NotificationEvent, message: Message, about: Concerning = {}): Promise<void> {
    const now = this.clock.now();
    for (const { id: channelId, quiet_from: from, quiet_to: to, time_zone: zone } of await this.outgoing.findListening(
      tx,
      event,
    )) {
      const id = randomUUID();
      const { accountId = null, jobId = null } = about;
      await this.outgoing.create(tx, { id, channelId, event, message, accountId, jobId });
      const due = dueAt(event, now, zone, from === null || to === null ? null : { from, to });
      await this.queue.send(tx, { user_id: tx.userId, notification_id: id }, due > now ? due : undefined);
    }
  }

  /** To every administrator who listens for this event, each in a transaction of their own. */
  async tellAdmins(event: NotificationEvent, message: Message): Promise<void> {
    const admins = await this.db.system<{ user_id: string }>('admins_to_notify', [event]);
    for (const { user_id: id } of admins) await this.db.asUser(id, (tx) => this.tell(tx, event, message));
  }
}
