import { Injectable } from '@nestjs/common';
import { errorEntry, PLAN_HOURS } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { WAITS_NO_MORE } from '../jobs/waiting.ts';

export interface PlanRow {
  readonly id: string;
  readonly target_pk: string;
  readonly object_id: string;
  readonly target_username: string | null;
  readonly target_name: string | null;
  readonly target_picture: string | null;
  readonly state: string;
  readonly error_code: string | null;
  /** Of the targets that are acted on, which one it is, from 1. */
  readonly place: number | null;
}

export interface PlanCounts {
  readonly acts: number;
  readonly skips: ReadonlyArray<{ readonly code: string | null; readonly count: number }>;
}

/** A job with a plan, locked against every other change of it. */
export interface LockedPlan {
  readonly account_id: string;
  readonly action: string;
  readonly state: string;
  readonly plan_version: number;
  readonly planned_at: Date | null;
  readonly acts: number;
}

const STRUCK = errorEntry('PLAN_STRUCK').code;

/** The plan of a job is in the ledger: targets that are planned, and those that are skipped with their symbol. */
@Injectable()
export class PlansRepository {
  /** In the order in which they come, behind an id. */
  findPage(
    tx: Tx,
    jobId: string,
    decision: 'act' | 'skip' | undefined,
    limit: number,
    after: string | null,
  ): Promise<Array<PlanRow & Record<string, unknown>>> {
    return tx.sql(
      `SELECT i.id, i.target_pk, i.object_id, i.target_username, i.target_name, i.target_picture, i.state, i.error_code,
              CASE WHEN i.state = 'planned' THEN (
                SELECT count(*)::int FROM interactions b WHERE b.job_id = i.job_id AND b.state = 'planned' AND b.id <= i.id
              ) END AS place
       FROM interactions i
       WHERE i.job_id = $1 AND i.user_id = $2 AND i.state = ANY ($3) AND ($4::bigint IS NULL OR i.id > $4)
       ORDER BY i.id LIMIT $5`,
      [
        jobId,
        tx.userId,
        decision === undefined ? ['planned', 'skipped'] : [decision === 'act' ? 'planned' : 'skipped'],
        after,
        limit,
      ],
    );
  }

  async count(tx: Tx, jobId: string): Promise<PlanCounts> {
    const rows = await tx.sql<{ state: string; code: string | null; count: number }>(
      `SELECT state, error_code AS code, count(*)::int AS count FROM interactions
       WHERE job_id = $1 AND user_id = $2 AND state IN ('planned', 'skipped') GROUP BY 1, 2 ORDER BY 3 DESC, 2`,
      [jobId, tx.userId],
    );
    return {
      acts: rows.find(({ state }) => state === 'planned')?.count ?? 0,
      skips: rows.filter(({ state }) => state === 'skipped'),
    };
  }

  /** Null where the user has no such job. */
  lock(tx: Tx, jobId: string): Promise<LockedPlan | null> {
    return tx.one<LockedPlan & Record<string, unknown>>(
      `SELECT j.account_id, j.action, j.state, j.plan_version, j.planned_at,
              (SELECT count(*)::int FROM interactions i WHERE i.job_id = j.id AND i.state = 'planned') AS acts
       FROM bot_jobs j WHERE j.id = $1 AND j.user_id = $2 FOR UPDATE`,
      [jobId, tx.userId],
    );
  }

  /** How many were taken out of the plan, and how many taken in again. */
  async change(
    tx: Tx,
    jobId: string,
    { strike, restore }: { strike: readonly string[]; restore: readonly string[] },
  ): Promise<{ struck: number; restored: number }> {
    const row = await tx.one<{ struck: number; restored: number }>(
      `WITH struck AS (
         UPDATE interactions SET state = 'skipped', error_code = $3, settled_at = now()
         WHERE job_id = $1 AND user_id = $2 AND state = 'planned' AND target_pk = ANY ($4) RETURNING 1
       ), restored AS (
         UPDATE interactions SET state = 'planned', error_code = NULL, settled_at = NULL
         WHERE job_id = $1 AND user_id = $2 AND state = 'skipped' AND error_code = $3 AND target_pk = ANY ($5)
         RETURNING 1
       ), counted AS (
         SELECT (SELECT count(*)::int FROM struck) AS struck, (SELECT count(*)::int FROM restored) AS restored
       )
       UPDATE bot_jobs j SET skipped = j.skipped + c.struck - c.restored,
         plan_version = plan_version + (c.struck + c.restored > 0)::int
       FROM counted c WHERE j.id = $1 AND j.user_id = $2 RETURNING c.struck, c.restored`,
      [jobId, tx.userId, STRUCK, strike, restore],
    );
    return row ?? { struck: 0, restored: 0 };
  }

  /** Queues what is left of a plan, as many as that is. */
  async approve(tx: Tx, jobId: string, by: string, at: Date): Promise<void> {
    await tx.sql(
      `UPDATE bot_jobs j
       SET state = 'queued', approved_at = $3, approved_by = $4, looks_again = true, source_exhausted = true,
           failures_in_a_row = 0, ${WAITS_NO_MORE},
           amount = (SELECT count(*) FROM interactions i WHERE i.job_id = j.id AND i.state = 'planned')
       WHERE id = $1 AND user_id = $2`,
      [jobId, tx.userId, at, by],
    );
  }

  /** When the plan expires that was made then. */
  expiryOf(plannedAt: Date): Date {
    return new Date(plannedAt.getTime() + PLAN_HOURS * 3_600_000);
  }
}
