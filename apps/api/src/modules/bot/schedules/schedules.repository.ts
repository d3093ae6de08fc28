import { Injectable } from '@nestjs/common';
import { type ErrorSymbol, errorEntry } from '@pacekeeper/contracts';
import { storableJson } from '../../../platform/database/storable.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { BotSchedule } from './schedule.entity.ts';

export type NewSchedule = Pick<
  BotSchedule,
  'accountId' | 'name' | 'job' | 'cron' | 'timeZone' | 'enabled' | 'nextRunAt'
>;

/** What became of a run: the job that it created, or why it created none. */
export type RunResult = { readonly jobId: string } | { readonly symbol: ErrorSymbol };

/** Of one user. */
export const MOST_SCHEDULES = 100;

@Injectable()
export class SchedulesRepository {
  /** Null where the user has as many as there may be. */
  async create(tx: Tx, row: NewSchedule): Promise<BotSchedule | null> {
    const { accountId, name, job, cron, timeZone, enabled, nextRunAt } = row;
    const made = await tx.one<{ id: string }>(
      `INSERT INTO bot_schedules (user_id, account_id, name, job, cron, time_zone, enabled, next_run_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8
       WHERE (SELECT count(*) FROM bot_schedules WHERE user_id = $1) < ${MOST_SCHEDULES} RETURNING id`,
      [tx.userId, accountId, name, storableJson(job), cron, timeZone, enabled, nextRunAt],
    );
    return made && this.findById(tx, made.id);
  }

  findById(tx: Tx, id: string): Promise<BotSchedule | null> {
    return tx.of(BotSchedule).findOneBy({ id, userId: tx.userId });
  }

  /** Locked against a run and a change at the same time. */
  lock(tx: Tx, id: string): Promise<BotSchedule | null> {
    return tx.of(BotSchedule).findOne({ where: { id, userId: tx.userId }, lock: { mode: 'pessimistic_write' } });
  }

  /** The newest first, behind `after`. */
  findPage(
    tx: Tx,
    accountId: string | undefined,
    limit: number,
    after: { createdAt: Date; id: string } | null,
  ): Promise<BotSchedule[]> {
    const query = tx
      .of(BotSchedule)
      .createQueryBuilder('s')
      .where('s.userId = :userId', { userId: tx.userId })
      .orderBy('s.createdAt', 'DESC')
      .addOrderBy('s.id', 'DESC')
      .take(limit);
    // The driver's dates have milliseconds, the database's microseconds.
    if (after) query.andWhere(`(date_trunc('milliseconds', s.createdAt), s.id) < (:createdAt, :id)`, after);
    if (accountId) query.andWhere('s.accountId = :accountId', { accountId });
    return query.getMany();
  }

  async update(tx: Tx, id: string, row: NewSchedule): Promise<void> {
    await tx.of(BotSchedule).update({ id, userId: tx.userId }, { ...row, job: { ...row.job } as object });
  }

  async remove(tx: Tx, id: string): Promise<BotSchedule | null> {
    const row = await this.findById(tx, id);
    if (row) await tx.of(BotSchedule).delete({ id, userId: tx.userId });
    return row;
  }

  /** Takes a run that is due: null where it is not, any more, or another worker has it at this moment. */
  async claim(tx: Tx, id: string, now: Date): Promise<BotSchedule | null> {
    const row = await tx.one<{ id: string }>(
      `UPDATE bot_schedules s SET last_run_at = $3, last_run_job_id = NULL, last_run_code = NULL
       FROM (SELECT id FROM bot_schedules
             WHERE id = $1 AND user_id = $2 AND enabled AND next_run_at <= $3 FOR UPDATE SKIP LOCKED) due
       WHERE s.id = due.id RETURNING s.id`,
      [id, tx.userId, now],
    );
    return row && this.findById(tx, row.id);
  }

  /** `next` null: it never comes again, and so is not enabled any more. */
  async moveOn(tx: Tx, id: string, next: Date | null): Promise<void> {
    await tx.sql(
      `UPDATE bot_schedules SET next_run_at = $3, enabled = $3::timestamptz IS NOT NULL WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, next],
    );
  }

  async recordRun(tx: Tx, id: string, at: Date, result: RunResult): Promise<void> {
    const [jobId, code] = 'jobId' in result ? [result.jobId, null] : [null, errorEntry(result.symbol).code];
    await tx.sql(
      `UPDATE bot_schedules SET last_run_at = $3, last_run_job_id = $4, last_run_code = $5,
         last_job_id = coalesce($4, last_job_id)
       WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, at, jobId, code],
    );
  }

  async isOpen(tx: Tx, jobId: string): Promise<boolean> {
    const row = await tx.one(`SELECT id FROM bot_jobs WHERE id = $1 AND user_id = $2 AND finished_at IS NULL`, [
      jobId,
      tx.userId,
    ]);
    return row !== null;
  }

  async timeZoneOf(tx: Tx): Promise<string> {
    const row = await tx.one<{ time_zone: string }>('SELECT time_zone FROM users WHERE id = $1', [tx.userId]);
    return row?.time_zone ?? 'UTC';
  }
}
