import { Injectable } from '@nestjs/common';
import type { ActivityStatus, Message } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import { toColumns, type WordColumns } from '../../platform/words/stored-words.ts';
import { ActivityLog } from './activity-log.entity.ts';

/** What happened. */
export interface NewActivity {
  /** Whose it is, where an administrator acts for another user. */
  readonly userId?: string;
  readonly action: string;
  readonly status: ActivityStatus;
  readonly message: Message;
  readonly errorCode?: string | null;
  readonly accountId?: string | null;
  readonly jobId?: string | null;
  readonly targetPk?: string | null;
  readonly targetUsername?: string | null;
  readonly durationMs?: number | null;
  readonly correlationId?: string | null;
}

export interface ActivityFilter {
  readonly userId: string;
  readonly status?: ActivityStatus | undefined;
  readonly action?: string | undefined;
  readonly accountId?: string | undefined;
  readonly jobId?: string | undefined;
}

export interface Occurrence {
  readonly code: string;
  readonly times: number;
  readonly last_at: Date;
}

const INSERT = `
  INSERT INTO activity_logs (user_id, action, status, message, error_code, account_id, job_id, target_pk,
                             target_username, duration_ms, correlation_id, message_symbol, params)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

const valuesOf = (tx: Tx, entry: NewActivity, words: WordColumns): unknown[] => [
  entry.userId ?? tx.userId,
  entry.action,
  entry.status,
  words.text,
  entry.errorCode ?? null,
  entry.accountId ?? null,
  entry.jobId ?? null,
  entry.targetPk ?? null,
  entry.targetUsername ?? null,
  entry.durationMs ?? null,
  entry.correlationId ?? null,
  words.symbol,
  words.params,
];

@Injectable()
export class ActivityRepository {
  /** Returns the id of the row. */
  async insert(tx: Tx, entry: NewActivity): Promise<string> {
    const row = await tx.one<{ id: string }>(`${INSERT} RETURNING id`, valuesOf(tx, entry, toColumns(entry.message)));
    return row?.id ?? '';
  }

  /** Writes the row, its event and others in one statement; all of them appear with the commit. */
  async write(tx: Tx, channel: string, entry: NewActivity, others: readonly string[]): Promise<void> {
    await tx.sql(
      `WITH row AS (${INSERT} RETURNING id)
       SELECT pg_notify($14, array_to_string(array_prepend('activity:' || $1::text || ':' || row.id, $15::text[]), E'\\n'))
       FROM row`,
      [...valuesOf(tx, entry, toColumns(entry.message)), channel, others],
    );
  }

  findById(tx: Tx, id: string): Promise<ActivityLog | null> {
    return tx.of(ActivityLog).findOneBy({ id, userId: tx.userId });
  }

  /** The newest first, older than `before`. */
  async findPage(tx: Tx, filter: ActivityFilter, limit: number, before: string | null): Promise<ActivityLog[]> {
    const query = tx
      .of(ActivityLog)
      .createQueryBuilder('a')
      .where('a.userId = :userId', { userId: filter.userId })
      .orderBy('a.id', 'DESC')
      .take(limit);
    if (before !== null) query.andWhere('a.id < :before', { before });
    if (filter.status) query.andWhere('a.status = :status', { status: filter.status });
    if (filter.action) query.andWhere('a.action = :action', { action: filter.action });
    if (filter.accountId) query.andWhere('a.accountId = :accountId', { accountId: filter.accountId });
    if (filter.jobId) query.andWhere('a.jobId = :jobId', { jobId: filter.jobId });
    return query.getMany();
  }

  /** How often each error code occurred and when last: of everyone that the transaction sees. */
  findOccurrences(tx: Tx, ofUser: string | null): Promise<Array<Occurrence & Record<string, unknown>>> {
    return tx.sql(
      `SELECT error_code AS code, count(*)::int AS times, max(at) AS last_at FROM activity_logs
       WHERE error_code IS NOT NULL AND ($1::uuid IS NULL OR user_id = $1) GROUP BY error_code`,
      [ofUser],
    );
  }
}
