import type { PgBoss } from 'pg-boss';
import { OutgoingQueue } from './outgoing-queue.ts';

export const NOTIFICATIONS = 'notifications';

/** How often a notification is tried again, about a day in all: after 2 to 4 s, then twice as long, up to an hour. */
const RETRIES = 36;

export const NOTIFICATION_QUEUE = {
  policy: 'standard',
  retryLimit: RETRIES,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60 * 60,
  // One whose process died in the middle is tried again after this, seconds.
  expireInSeconds: 120,
  retentionSeconds: 7 * 24 * 60 * 60,
  deleteAfterSeconds: 60,
} as const;

/** A notification that is to be sent. Ids only: the queue's tables have no row-level security. */
export interface NotificationJob {
  readonly user_id: string;
  readonly notification_id: string;
}

/** Notifications on their way. */
export class NotificationQueue extends OutgoingQueue<NotificationJob> {
  constructor(boss: PgBoss) {
    super(boss, { name: NOTIFICATIONS, retries: RETRIES, idOf: ({ notification_id: id }) => id });
  }
}
