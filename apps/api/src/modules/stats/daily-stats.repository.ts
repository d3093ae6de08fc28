import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

/** How much an outcome adds to each count; a correction takes off what was counted before. */
export type StatChange = Readonly<Partial<Record<'done' | 'skipped' | 'failed' | 'unknown', number>>>;

/** SQL on `bot_jobs j`: what its source is about. */
const ABOUT = `coalesce(j.params ->> 'hashtag', j.params ->> 'username', j.params ->> 'location_pk', j.params ->> 'media', '')`;

const ADD = `
  ON CONFLICT (account_id, day, hour, action, source, about) DO UPDATE
    SET done = s.done + excluded.done, skipped = s.skipped + excluded.skipped,
        failed = s.failed + excluded.failed, unknown = s.unknown + excluded.unknown`;

const valuesOf = ({ done = 0, skipped = 0, failed = 0, unknown = 0 }: StatChange) => [done, skipped, failed, unknown];

/** Keeps the counts: each method is one statement, for the transaction in which the outcome is written. */
@Injectable()
export class DailyStatsRepository {
  /**
   * Counts an outcome of a row of the ledger, on the day and at the hour at which it was intended, so that a later correction
   * finds the same place. `now` is for rows that never were.
   */
  async count(tx: Tx, interactionId: string, change: StatChange, now: Date): Promise<void> {
    await tx.sql(
      `INSERT INTO daily_stats AS s (user_id, account_id, day, hour, action, source, about, done, skipped, failed, unknown)
       SELECT i.user_id, i.account_id, coalesce(i.quota_day, t.local::date), extract(hour FROM t.local), i.action, j.source,
              ${ABOUT}, $4, $5, $6, $7
       FROM interactions i
       JOIN bot_jobs j ON j.id = i.job_id
       JOIN users u ON u.id = i.user_id
       CROSS JOIN LATERAL (
         SELECT coalesce(i.intended_at, $3) AT TIME ZONE quota_zone(u, coalesce(i.intended_at, $3)) AS local
       ) t
       WHERE i.id = $2 AND i.user_id = $1 ${ADD}`,
      [tx.userId, interactionId, now, ...valuesOf(change)],
    );
  }

  /** Takes off targets of a job that were left out for these reasons, where they were counted: they are looked at again. */
  async uncountSkipped(tx: Tx, jobId: string, codes: readonly string[]): Promise<void> {
    await tx.sql(
      `INSERT INTO daily_stats AS s (user_id, account_id, day, hour, action, source, about, skipped)
       SELECT i.user_id, i.account_id, t.local::date, extract(hour FROM t.local), i.action, j.source, ${ABOUT}, -count(*)
       FROM interactions i
       JOIN bot_jobs j ON j.id = i.job_id
       JOIN users u ON u.id = i.user_id
       CROSS JOIN LATERAL (SELECT i.settled_at AT TIME ZONE quota_zone(u, i.settled_at) AS local) t
       WHERE i.job_id = $2 AND i.user_id = $1 AND i.state = 'skipped' AND i.error_code = ANY ($3)
       GROUP BY 1, 2, 3, 4, 5, 6, 7 ${ADD}`,
      [tx.userId, jobId, codes],
    );
  }

  /** Counts targets of a job that were left out as they were found. */
  async countSkipped(tx: Tx, jobId: string, skipped: number, now: Date): Promise<void> {
    await tx.sql(
      `INSERT INTO daily_stats AS s (user_id, account_id, day, hour, action, source, about, skipped)
       SELECT j.user_id, j.account_id, t.local::date, extract(hour FROM t.local), j.action, j.source, ${ABOUT}, $4
       FROM bot_jobs j
       JOIN users u ON u.id = j.user_id
       CROSS JOIN LATERAL (SELECT $3::timestamptz AT TIME ZONE quota_zone(u, $3) AS local) t
       WHERE j.id = $2 AND j.user_id = $1 ${ADD}`,
      [tx.userId, jobId, now, skipped],
    );
  }
}
