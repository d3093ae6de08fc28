import { Injectable } from '@nestjs/common';
import { errorEntry, type Filters, type JobState } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { BotJob } from '../bot-job.entity.ts';
import { OpenJobsRepository } from '../work/open-jobs.repository.ts';
import { WAITS_NO_MORE } from './waiting.ts';

export interface JobFilter {
  readonly accountId?: string | undefined;
  readonly state?: JobState | undefined;
}

export interface JobWithUnknown {
  readonly row: BotJob;
  /** How many actions have an outcome that is not known. */
  readonly unknown: number;
}

const OPEN = `('planning', 'planned', 'queued', 'running', 'waiting', 'paused')`;

/** In rows from before each filter had a symbol of its own. */
const BY_ANY_FILTER = 'TARGET_FILTERED';

/** Codes of what filters leave out. */
export const FILTERED = (
  [
    BY_ANY_FILTER,
    'FILTERED_PRIVATE',
    'FILTERED_VERIFIED',
    'FILTERED_BUSINESS',
    'FILTERED_NO_PICTURE',
    'FILTERED_FOLLOWERS',
    'FILTERED_FOLLOWING',
    'FILTERED_RATIO',
    'FILTERED_POSTS',
    'FILTERED_LAST_POST',
    'FILTERED_BIO',
    'FILTERED_LANGUAGE',
    'FILTERED_TOUCHED',
    'FILTERED_UNKNOWN',
  ] as const
).map((symbol) => errorEntry(symbol).code);

/** Jobs as requests see and move them. */
@Injectable()
export class JobsRepository {
  constructor(private readonly open: OpenJobsRepository) {}

  async create(
    tx: Tx,
    job: Pick<BotJob, 'id' | 'accountId' | 'action' | 'source' | 'params' | 'filters' | 'amount' | 'correlationId'> &
      Partial<
        Pick<
          BotJob,
          'state' | 'sourceExhausted' | 'looksAgain' | 'undoOf' | 'planVersion' | 'plannedAt' | 'waitingUntil'
        >
      >,
  ): Promise<void> {
    await tx.of(BotJob).insert({ ...job, userId: tx.userId, params: { ...job.params } as object });
  }

  async findById(tx: Tx, id: string): Promise<JobWithUnknown | null> {
    const row = await tx.of(BotJob).findOneBy({ id, userId: tx.userId });
    return row && { row, unknown: (await this.countUnknown(tx, [id])).get(id) ?? 0 };
  }

  /** The newest first, behind `after` (creation and id of the last one shown). */
  async findPage(
    tx: Tx,
    filter: JobFilter,
    limit: number,
    after: { createdAt: Date; id: string } | null,
  ): Promise<JobWithUnknown[]> {
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
    const rows = await query.getMany();
    const unknown = await this.countUnknown(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ row, unknown: unknown.get(row.id) ?? 0 }));
  }

  /** Of each job, the actions whose outcome is not known: lost, being read back, or waiting for a review. */
  private async countUnknown(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.sql<{ id: string; unknown: number }>(
      `SELECT j.id, count(*)::int AS unknown
       FROM bot_jobs j JOIN interactions i ON i.account_id = j.account_id AND i.job_id = j.id
       WHERE j.id = ANY ($1::uuid[]) AND j.user_id = $2 AND i.state IN ('intended', 'unknown', 'needs_review')
         AND (i.state <> 'intended' OR i.deadline_at < clock_timestamp())
       GROUP BY j.id`,
      [ids, tx.userId],
    );
    return new Map(rows.map(({ id, unknown }) => [id, unknown]));
  }

  /** False where the job has ended, and where as many have run already, or may have. */
  async setAmount(tx: Tx, id: string, amount: number): Promise<boolean> {
    const row = await tx.one(
      `WITH surplus AS (
         DELETE FROM interactions i USING (
           SELECT p.id FROM interactions p JOIN bot_jobs o ON o.id = p.job_id
           WHERE p.job_id = $1 AND p.user_id = $2 AND p.state = 'planned' AND o.state = 'planned' AND $3 <= o.amount
           ORDER BY p.id OFFSET $3
         ) rest WHERE i.id = rest.id
       )
       UPDATE bot_jobs j SET amount = $3, plan_version = plan_version + (j.state = 'planned')::int
       WHERE id = $1 AND user_id = $2 AND state IN ${OPEN} AND (state <> 'planned' OR $3 <= j.amount)
         AND $3 >= j.done + j.failed + (
           SELECT count(*) FROM interactions i
           WHERE i.account_id = j.account_id AND i.job_id = j.id AND i.state IN ('intended', 'unknown', 'needs_review'))
       RETURNING id`,
      [id, tx.userId, amount],
    );
    return row !== null;
  }

  /** What is planned, and what filters left out, is dropped, and the source is read from its beginning. False where it has ended. */
  async setFilters(tx: Tx, id: string, filters: Filters): Promise<boolean> {
    const row = await tx.one(
      `WITH open AS (
         SELECT id FROM bot_jobs WHERE id = $1 AND user_id = $2 AND state IN ${OPEN} AND undo_of IS NULL FOR UPDATE
       ), dropped AS (
         DELETE FROM interactions i USING open
         WHERE i.job_id = open.id AND (i.state = 'planned' OR (i.state = 'skipped' AND i.error_code = ANY ($4)))
         RETURNING i.state
       )
       UPDATE bot_jobs SET filters = $3, state = CASE WHEN state = 'planned' THEN 'planning' ELSE state END,
         waiting_until = CASE WHEN state = 'planned' THEN NULL ELSE waiting_until END, source_cursor = NULL, source_exhausted = false, pages_read = 0, pages_without_new = 0,
         skipped = skipped - (SELECT count(*) FROM dropped WHERE dropped.state = 'skipped')
       FROM open WHERE bot_jobs.id = open.id RETURNING bot_jobs.id`,
      [id, tx.userId, JSON.stringify(filters), FILTERED],
    );
    return row !== null;
  }

  /** Whether an administrator approves each job of the user. */
  async needsApproval(tx: Tx): Promise<boolean> {
    const row = await tx.one<{ needs_approval: boolean }>('SELECT needs_approval FROM users WHERE id = $1', [
      tx.userId,
    ]);
    return row?.needs_approval === true;
  }

  /** Whose a job is, as an administrator sees it. */
  async findOwner(tx: Tx, id: string): Promise<string | null> {
    const row = await tx.one<{ user_id: string }>('SELECT user_id FROM bot_jobs WHERE id = $1', [id]);
    return row?.user_id ?? null;
  }

  /** Ends a job for good; false where it has ended already. */
  cancel(tx: Tx, id: string, at: Date): Promise<boolean> {
    return this.open.close(tx, id, 'cancelled', at);
  }

  /** A person's change resets the failure count. */
  async move(tx: Tx, id: string, from: readonly JobState[], to: JobState): Promise<boolean> {
    const row = await tx.one(
      `UPDATE bot_jobs SET state = $4, ${WAITS_NO_MORE}, retry_at = NULL, failures_in_a_row = 0
       WHERE id = $1 AND user_id = $2 AND state = ANY ($3) RETURNING id`,
      [id, tx.userId, from, to],
    );
    return row !== null;
  }
}
