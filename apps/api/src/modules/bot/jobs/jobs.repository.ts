import { Injectable } from '@nestjs/common';
import {
  type Action,
  errorEntry,
  type ErrorMessage,
  type Filters,
  type JobState,
  type Source,
  type WaitMessage,
} from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type PlainText, toColumns } from '../../../platform/words/stored-words.ts';
import { BotJob } from '../bot-job.entity.ts';
import { heldBack } from '../fleet/fleet.repository.ts';
import type { SourceParams } from '../sources/index.ts';
import { reasonColumns, WAITS_FOR, WAITS_NO_MORE } from './waiting.ts';

/** An open job with what decides about its next step. */
export interface OpenJobRow {
  readonly id: string;
  readonly action: Action;
  readonly source: Source;
  readonly params: SourceParams;
  readonly filters: Filters;
  readonly amount: number;
  readonly done: number;
  readonly state: JobState;
  readonly source_cursor: string | null;
  readonly source_exhausted: boolean;
  readonly open: number;
  readonly reconcile_at: Date | null;
  /** All bots are paused, and this account is not the one that tries. */
  readonly fleet_paused: boolean;
  /** The next targets; null where none is planned. */
  readonly candidates: ReadonlyArray<{ id: string; pk: string; username: string | null; already: boolean }> | null;
  /** When this account did this action within the window asked for; the newest first, at most the cap. */
  readonly recent: Date[] | null;
}

export interface JobFilter {
  readonly accountId?: string | undefined;
  readonly state?: JobState | undefined;
}

export type Counter = 'done' | 'skipped' | 'failed';

/** Refusals that are about the target: it is not tried again. */
const REFUSED_FOR_GOOD = (['ACTION_NOT_APPLIED', 'TARGET_NOT_FOUND', 'TARGET_PRIVATE'] as const).map(
  (symbol) => errorEntry(symbol).code,
);

const OPEN = `('queued', 'running', 'waiting')`;

@Injectable()
export class JobsRepository {
  async create(
    tx: Tx,
    job: Pick<BotJob, 'id' | 'accountId' | 'action' | 'source' | 'params' | 'filters' | 'amount' | 'correlationId'>,
  ): Promise<void> {
    await tx.of(BotJob).insert({ ...job, userId: tx.userId });
  }

  findById(tx: Tx, id: string): Promise<BotJob | null> {
    return tx.of(BotJob).findOneBy({ id, userId: tx.userId });
  }

  /** The newest first, behind `after` (creation and id of the last one shown). */
  findPage(tx: Tx, filter: JobFilter, limit: number, after: { createdAt: Date; id: string } | null): Promise<BotJob[]> {
    const query = tx
      .of(BotJob)
      .createQueryBuilder('j')
      .where('j.userId = :userId', { userId: tx.userId })
      .orderBy('j.createdAt', 'DESC')
      .addOrderBy('j.id', 'DESC')
      .take(limit);
    if (after) {
      // The driver's dates have milliseconds, the database's microseconds.
      query.andWhere(`(date_trunc('milliseconds', j.createdAt), j.id) < (:createdAt, :id)`, after);
    }
    if (filter.accountId) query.andWhere('j.accountId = :accountId', { accountId: filter.accountId });
    if (filter.state) query.andWhere('j.state = :state', { state: filter.state });
    return query.getMany();
  }

  /**
   * The jobs that an account has to do, the oldest first, each with the next `ahead` targets; and what the account did
   * lately: since `since`, at most the cap.
   */
  findOpen(
    tx: Tx,
    accountId: string,
    { since, caps, ahead }: { since: Date; caps: Readonly<Record<Action, number>>; ahead: number },
  ): Promise<OpenJobRow[]> {
    return tx.sql<OpenJobRow & Record<string, unknown>>(
      `SELECT j.id, j.action, j.source, j.params, j.filters, j.amount, j.done, j.state, j.source_cursor,
              j.source_exhausted, o.open, o.reconcile_at,
              EXISTS (SELECT FROM fleet_state f WHERE ${heldBack('$1')}) AS fleet_paused,
              (SELECT jsonb_agg(c) FROM (
                 SELECT i.id::text AS id, i.target_pk AS pk, i.target_username AS username,
                        EXISTS (
                          SELECT FROM interactions d
                          WHERE d.account_id = i.account_id AND d.action = i.action AND d.target_pk = i.target_pk
                            AND d.state IN ('intended', 'confirmed', 'unknown', 'needs_review')
                        ) OR EXISTS (
                          SELECT FROM interactions d
                          WHERE d.account_id = i.account_id AND d.action = i.action AND d.target_pk = i.target_pk
                            AND d.state = 'refused' AND d.error_code = ANY ($3)
                        ) AS already
                 FROM interactions i WHERE i.job_id = j.id AND i.state = 'planned' ORDER BY i.id LIMIT $6
               ) c) AS candidates,
              (SELECT array_agg(r.intended_at) FROM (
                 SELECT i.intended_at FROM interactions i
                 WHERE i.account_id = j.account_id AND i.action = j.action AND i.intended_at > $4
                 ORDER BY i.intended_at DESC LIMIT ($5::jsonb ->> j.action)::int
               ) r) AS recent
       FROM bot_jobs j
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS open, min(i.reconcile_at) AS reconcile_at FROM interactions i
         WHERE i.account_id = j.account_id AND i.job_id = j.id AND i.state IN ('intended', 'unknown')
       ) o
       WHERE j.account_id = $1 AND j.user_id = $2 AND j.state IN ${OPEN}
       ORDER BY j.created_at, j.id LIMIT 20`,
      [accountId, tx.userId, REFUSED_FOR_GOOD, since, JSON.stringify(caps), ahead],
    );
  }

  async count(tx: Tx, id: string, counter: Counter, by: number): Promise<void> {
    await tx.sql(`UPDATE bot_jobs SET ${counter} = ${counter} + $3 WHERE id = $1 AND user_id = $2`, [
      id,
      tx.userId,
      by,
    ]);
  }

  async recordError(tx: Tx, id: string, code: string, message: ErrorMessage | PlainText, at: Date): Promise<void> {
    const { text, params } = toColumns(message);
    await tx.sql(
      `UPDATE bot_jobs SET last_error_code = $3, last_error_message = $4, last_error_params = $5, last_error_at = $6
       WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, code, text, params, at],
    );
  }

  async setCursor(tx: Tx, id: string, cursor: string | null): Promise<void> {
    await tx.sql(
      `UPDATE bot_jobs SET source_cursor = $3, source_exhausted = $3::text IS NULL WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, cursor],
    );
  }

  async wait(tx: Tx, id: string, reason: WaitMessage | PlainText, until: Date | null): Promise<void> {
    await tx.sql(
      `UPDATE bot_jobs SET state = 'waiting', waiting_until = $3, ${WAITS_FOR}
       WHERE id = $1 AND user_id = $2 AND state IN ${OPEN}`,
      [id, tx.userId, until, ...reasonColumns(reason)],
    );
  }

  /** Moves a job to a final or held state; false where it is not open any more. What was only planned is dropped. */
  async close(tx: Tx, id: string, state: 'completed' | 'failed' | 'cancelled', at: Date): Promise<boolean> {
    const row = await tx.one(
      `WITH dropped AS (DELETE FROM interactions WHERE job_id = $1 AND user_id = $2 AND state = 'planned')
       UPDATE bot_jobs SET state = $3, finished_at = $4, ${WAITS_NO_MORE}
       WHERE id = $1 AND user_id = $2 AND state IN ('queued', 'running', 'waiting', 'paused') RETURNING id`,
      [id, tx.userId, state, at],
    );
    return row !== null;
  }

  async move(tx: Tx, id: string, from: readonly JobState[], to: JobState): Promise<boolean> {
    const row = await tx.one(
      `UPDATE bot_jobs SET state = $4, ${WAITS_NO_MORE}
       WHERE id = $1 AND user_id = $2 AND state = ANY ($3) RETURNING id`,
      [id, tx.userId, from, to],
    );
    return row !== null;
  }

  /** All open jobs of an account wait (`until` null: for a person); what a started one finds is queued again. Returns which. */
  async holdAll(tx: Tx, accountId: string, reason: WaitMessage | PlainText, until: Date | null): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `UPDATE bot_jobs SET state = 'waiting', waiting_until = $3, ${WAITS_FOR}
       WHERE account_id = $1 AND user_id = $2 AND state IN ${OPEN} RETURNING id`,
      [accountId, tx.userId, until, ...reasonColumns(reason)],
    );
    return rows.map(({ id }) => id);
  }

  /** Returns which. */
  async queueAll(tx: Tx, accountId: string): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `UPDATE bot_jobs SET state = 'queued', ${WAITS_NO_MORE}
       WHERE account_id = $1 AND user_id = $2 AND state = 'waiting' RETURNING id`,
      [accountId, tx.userId],
    );
    return rows.map(({ id }) => id);
  }
}
