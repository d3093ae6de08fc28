import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { say } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { NotificationQueue } from '../../platform/queue/notification-jobs.ts';
import { StatsRepository } from '../stats/index.ts';
import { type DigestDays, DigestsRepository } from './digests.repository.ts';
import { OutgoingRepository } from './outgoing.repository.ts';

/** Users whose digests one round makes. */
const MOST = 200;

/** Summaries of a day or a week, by mail. */
@Injectable()
export class Digests {
  constructor(
    private readonly db: Database,
    private readonly digests: DigestsRepository,
    private readonly stats: StatsRepository,
    private readonly outgoing: OutgoingRepository,
    private readonly queue: NotificationQueue,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the digests that are due; returns how many. Of several processes, each digest is made by one.
   * @throws AggregateError where some could not be made, after all others
   */
  async run(): Promise<number> {
    const now = this.clock.now();
    const due = await this.db.system<{ user_id: string }>('users_to_digest', [now, MOST]);
    const failures: unknown[] = [];
    let made = 0;
    for (const { user_id: id } of due) {
      try {
        if (await this.db.asUser(id, (tx) => this.make(tx, now))) made += 1;
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'digests of some users could not be made');
    return made;
  }

  /** Takes and queues it in one transaction, so that it is neither lost nor made twice. */
  private async make(tx: Tx, now: Date): Promise<boolean> {
    const days = await this.digests.take(tx, now);
    const channelId = days && (await this.digests.mailChannel(tx));
    if (!days || channelId === null) return false;
    const id = randomUUID();
    const message = await this.summaryOf(tx, days);
    await this.outgoing.create(tx, { id, channelId, event: 'digest', message, accountId: null, jobId: null });
    await this.queue.send(tx, { user_id: tx.userId, notification_id: id });
    return true;
  }

  private async summaryOf(tx: Tx, { from, to }: DigestDays) {
    const rows = await this.stats.summary(tx, { from, to, accountId: null }, from);
    const sum = (key: 'failed' | 'unknown'): number => rows.reduce((total, row) => total + row[key], 0);
    return say('digest.summary', {
      from,
      to,
      actions: Object.fromEntries(rows.filter(({ done }) => done > 0).map(({ action, done }) => [action, done])),
      failed: sum('failed'),
      unknown: sum('unknown'),
    });
  }
}
