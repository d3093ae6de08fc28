import { Injectable } from '@nestjs/common';
import type { Activity, ActivityList, ActivityQuery } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { decodeCursor, page } from '../../platform/http/cursor.ts';
import { correlationId } from '../../platform/logging/context.ts';
import { toActivityView } from './activity.mapper.ts';
import { ActivityRepository, type NewActivity, type Occurrence } from './activity.repository.ts';
import { type Change, EVENT_CHANNEL, EventsService, messagesOf } from './events.service.ts';

/** Is told of a row in the transaction that writes it. */
export type ActivityWatcher = (tx: Tx, entry: NewActivity) => Promise<void>;

@Injectable()
export class ActivityService {
  private readonly watchers: ActivityWatcher[] = [];

  constructor(
    private readonly db: Database,
    private readonly activity: ActivityRepository,
    events: EventsService,
  ) {
    events.loadWith('activity', (userId, id) => this.find(userId, id));
  }

  /**
   * Writes what happened, in the transaction in which it happened; its event, and that of what else changed with it,
   * goes out with the commit.
   */
  async append(tx: Tx, entry: NewActivity, changed: readonly Change[] = []): Promise<void> {
    const row = { correlationId: correlationId() ?? null, ...entry };
    await this.activity.write(tx, EVENT_CHANNEL, row, messagesOf(entry.userId ?? tx.userId, changed));
    for (const watcher of this.watchers) await watcher(tx, entry);
  }

  /** Told of every row that `append` writes; not of what a bot does to each target. */
  watch(watcher: ActivityWatcher): void {
    this.watchers.push(watcher);
  }

  /** As `append`, without an event; returns the id, so that it can be announced after the commit. */
  appendQuietly(tx: Tx, entry: NewActivity): Promise<string> {
    return this.activity.insert(tx, { correlationId: correlationId() ?? null, ...entry });
  }

  /** @throws AppError NOT_FOUND where a caller who is no administrator asks for another user. */
  async list(caller: Caller, query: ActivityQuery): Promise<ActivityList> {
    const userId = query.user_id ?? caller.id;
    if (userId !== caller.id && caller.role !== 'admin') throw new AppError('NOT_FOUND');
    const before = query.cursor ? (decodeCursor(query.cursor, [/^\d{1,18}$/])[0] ?? null) : null;
    const filter = {
      userId,
      status: query.status,
      action: query.action,
      accountId: query.account_id,
      jobId: query.job_id,
    };
    const read = (tx: Tx) => this.activity.findPage(tx, filter, query.limit + 1, before);
    const rows = await (userId === caller.id ? this.db.asUser(userId, read) : this.db.asAdmin(caller.id, read));
    return page(rows, query.limit, toActivityView, (row) => [row.id]);
  }

  /** The occurrences of each error code: the caller's own, or for administrators everyone's. */
  occurrences(caller: Caller): Promise<Occurrence[]> {
    return caller.role === 'admin'
      ? this.db.asAdmin(caller.id, (tx) => this.activity.findOccurrences(tx, null))
      : this.db.asUser(caller.id, (tx) => this.activity.findOccurrences(tx, caller.id));
  }

  private async find(userId: string, id: string): Promise<Activity | null> {
    const row = await this.db.asUser(userId, (tx) => this.activity.findById(tx, id));
    return row && toActivityView(row);
  }
}
