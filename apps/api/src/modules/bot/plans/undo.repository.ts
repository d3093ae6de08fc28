import { Injectable } from '@nestjs/common';
import { say } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { correlationId } from '../../../platform/logging/context.ts';
import { JobsRepository } from '../jobs/jobs.repository.ts';
import { reasonColumns, WAITS_FOR } from '../jobs/waiting.ts';

/** A job that is to be undone, locked against a second one who asks. */
export interface Undone {
  readonly id: string;
  readonly account_id: string;
  readonly action: string;
  readonly over: boolean;
  /** Another job takes it back, or has done so. */
  readonly undone: boolean;
  /** How many of its actions can be taken back. */
  readonly undoable: number;
}

/** What a job did or may have done, and what no other job takes back. */
export interface NotUndone {
  readonly target_pk: string;
  readonly target_username: string | null;
  readonly error_code: string | null;
  readonly undone: boolean;
}

export interface NewUndo {
  readonly id: string;
  readonly of: Undone;
  readonly action: string;
  /** Where it waits for approval: since when, and until when. */
  readonly plannedAt: Date | null;
  readonly expiresAt: Date | null;
}

@Injectable()
export class UndoRepository {
  constructor(private readonly jobs: JobsRepository) {}

  needsApproval(tx: Tx): Promise<boolean> {
    return this.jobs.needsApproval(tx);
  }

  /** @throws AppError NOT_FOUND */
  async lock(tx: Tx, id: string): Promise<Undone> {
    const locked = await tx.one(`SELECT id FROM bot_jobs WHERE id = $1 AND user_id = $2 FOR UPDATE`, [id, tx.userId]);
    const row =
      locked &&
      (await tx.one<Undone & Record<string, unknown>>(
        `SELECT j.id, j.account_id, j.action, j.finished_at IS NOT NULL AS over,
                EXISTS (SELECT FROM bot_jobs u
                        WHERE u.undo_of = j.id AND u.state NOT IN ('cancelled', 'failed')) AS undone,
                (SELECT count(*)::int FROM interactions i
                 WHERE i.job_id = j.id AND i.state = 'confirmed' AND i.undone_by IS NULL) AS undoable
         FROM bot_jobs j WHERE j.id = $1 AND j.user_id = $2`,
        [id, tx.userId],
      ));
    if (!row) throw new AppError('NOT_FOUND');
    return row;
  }

  /** The job and its targets, the oldest first; null where nothing is left to take back. */
  async create(
    tx: Tx,
    { id, of, action, plannedAt, expiresAt }: NewUndo,
  ): Promise<{ id: string; amount: number } | null> {
    const { account_id: accountId, undoable: amount } = of;
    if (amount === 0) return null;
    await this.jobs.create(tx, {
      id,
      accountId,
      action,
      source: 'job',
      params: { job_id: of.id },
      filters: { skip_private: false, skip_verified: false },
      amount,
      correlationId: correlationId() ?? null,
      sourceExhausted: true,
      looksAgain: true,
      undoOf: of.id,
      ...(plannedAt ? { state: 'planned', planVersion: 1, plannedAt } : {}),
    });
    if (plannedAt) {
      await tx.sql(`UPDATE bot_jobs SET waiting_until = $3, ${WAITS_FOR} WHERE id = $1 AND user_id = $2`, [
        id,
        tx.userId,
        expiresAt,
        ...reasonColumns(say('approval')),
      ]);
    }
    await tx.sql(
      `INSERT INTO interactions
         (user_id, account_id, job_id, action, target_pk, object_id, details, target_username, target_name, target_picture)
       SELECT i.user_id, i.account_id, $3, $4, i.target_pk, i.object_id, i.details, i.target_username, i.target_name,
              i.target_picture
       FROM interactions i
       WHERE i.job_id = $1 AND i.user_id = $2 AND i.state = 'confirmed' AND i.undone_by IS NULL
       ORDER BY i.intended_at, i.id`,
      [of.id, tx.userId, id, action],
    );
    return { id, amount };
  }

  /** At most as many as a job has actions. */
  findRest(tx: Tx, id: string): Promise<Array<NotUndone & Record<string, unknown>>> {
    return tx.sql(
      `SELECT target_pk, target_username, error_code, undone_by IS NOT NULL AS undone FROM interactions
       WHERE job_id = $1 AND user_id = $2
         AND ((state = 'confirmed' AND undone_by IS NOT NULL) OR state IN ('intended', 'unknown', 'needs_review'))
       ORDER BY id LIMIT 1000`,
      [id, tx.userId],
    );
  }
}
