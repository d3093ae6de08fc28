import { Injectable } from '@nestjs/common';
import { storableJson } from '../../../platform/database/storable.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type Lease, LEASE_SECONDS } from '../../accounts/index.ts';
import { heldBack } from '../fleet/fleet.repository.ts';
import { WAITS_NO_MORE } from '../jobs/waiting.ts';

/** The longest that a sent request may still take effect after its lease has ended, seconds. */
export const GRACE_SECONDS = 5;

export interface Settled {
  readonly id: string;
  readonly job_id: string;
  readonly action: string;
  readonly target_pk: string;
  readonly target_username: string | null;
  readonly quota_day: string;
  readonly error_code: string | null;
}

export interface NewTarget {
  readonly pk: string;
  readonly username: string;
  readonly name: string;
  readonly picture: string | null;
  /** Code of the reason why it is left out; null: planned. */
  readonly code: string | null;
}

type Row<T> = T & Record<string, unknown>;

const SETTLED = `i.id, i.job_id, i.action, i.target_pk, i.target_username, i.quota_day::text AS quota_day,
  i.error_code`;

/** What an outcome ($4) adds to the counters of its job; `more`: what else it changes. */
const counted = (more = ''): string => `counted AS (
         UPDATE bot_jobs j SET done = done + ($4 = 'confirmed')::int, failed = failed + ($4 = 'refused')::int${more}
         FROM settled WHERE j.id = settled.job_id AND $4 IN ('confirmed', 'refused')
       )`;

/**
 * The state of a row that is found by its id. Written so that no index over open rows seems to serve: while few were open
 * when statistics were taken, the server would rather go through all of them.
 */
const BY_ID = "(i.state || '')";

@Injectable()
export class LedgerRepository {
  /**
   * Writes the intent: only for the holder of a live lease whose bot runs while not all are paused, whose job is open
   * and whose user is active, all checked by this one statement. It renews the lease, and the row's deadline is the
   * lease's end. False: nothing may be sent.
   */
  async intend(tx: Tx, lease: Lease, jobId: string, id: string, now: Date): Promise<boolean> {
    const row = await tx.one(
      `WITH held AS (
         UPDATE user_bot_status SET lease_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds',
                                    last_action_at = $6
         WHERE account_id = $1 AND lease_holder = $2 AND fence = $3 AND lease_until > clock_timestamp() AND bot_running
           AND NOT EXISTS (SELECT FROM fleet_state f WHERE ${heldBack('$1')})
         RETURNING fence, lease_until
       ), job AS (
         UPDATE bot_jobs SET state = 'running', started_at = coalesce(started_at, $6),
                             ${WAITS_NO_MORE}
         WHERE id = $4 AND account_id = $1 AND state IN ('queued', 'running', 'waiting') RETURNING id
       )
       UPDATE interactions i
       SET state = 'intended', fence = held.fence, intended_at = $6, deadline_at = held.lease_until,
           quota_day = ($6::timestamptz AT TIME ZONE quota_zone(u, $6))::date,
           reconcile_at = held.lease_until + interval '${GRACE_SECONDS} seconds'
       FROM held, job, users u WHERE i.id = $5 AND i.job_id = job.id AND i.state = 'planned'
         AND u.id = i.user_id AND u.is_active
       RETURNING i.id`,
      [lease.accountId, lease.holder, lease.fence, jobId, id, now],
    );
    return row !== null;
  }

  /**
   * Moves an intent to its outcome and counts it for its job; null where its deadline has passed or another fence holds,
   * and so nothing moves.
   */
  settle(
    tx: Tx,
    lease: Lease,
    id: string,
    outcome: { state: 'confirmed' | 'refused' | 'unknown'; code: string | null; durationMs: number },
  ): Promise<Settled | null> {
    return tx.one<Row<Settled>>(
      `WITH settled AS (
         UPDATE interactions i SET state = $4, error_code = $5, duration_ms = $6,
           settled_at = CASE WHEN $4 = 'unknown' THEN NULL ELSE now() END
         WHERE i.id = $1 AND i.account_id = $2 AND i.fence = $3 AND ${BY_ID} = 'intended'
           AND i.deadline_at > clock_timestamp()
         RETURNING ${SETTLED}
       ), ${counted(', failures_in_a_row = 0, retry_at = NULL')}
       SELECT * FROM settled`,
      [id, lease.accountId, lease.fence, outcome.state, outcome.code, outcome.durationMs],
    );
  }

  /** What may be read back now: beyond its deadline and the time that a sent request may still land. */
  findToReconcile(tx: Tx, accountId: string, most: number): Promise<Settled[]> {
    return tx.sql<Row<Settled>>(
      `SELECT ${SETTLED} FROM interactions i
       WHERE i.account_id = $1 AND i.user_id = $2 AND i.state IN ('intended', 'unknown')
         AND i.reconcile_at < clock_timestamp()
       ORDER BY i.id LIMIT $3`,
      [accountId, tx.userId, most],
    );
  }

  /** Settles and counts what was read back; null if it was settled already. */
  settleReadBack(
    tx: Tx,
    id: string,
    outcome: { state: 'confirmed' | 'refused' | 'needs_review'; code: string | null },
  ): Promise<Settled | null> {
    return tx.one<Row<Settled>>(
      `WITH settled AS (
         UPDATE interactions i SET state = $4, error_code = $3, settled_at = now()
         WHERE i.id = $1 AND i.user_id = $2 AND ${BY_ID} IN ('intended', 'unknown')
           AND i.reconcile_at < clock_timestamp()
         RETURNING ${SETTLED}
       ), ${counted()}
       SELECT * FROM settled`,
      [id, tx.userId, outcome.code, outcome.state],
    );
  }

  /** The latest targets of a job that were confirmed long enough ago to show; the newest first. */
  async findConfirmed(tx: Tx, jobId: string, most: number): Promise<string[]> {
    const rows = await tx.sql<{ target_pk: string }>(
      `SELECT target_pk FROM interactions
       WHERE job_id = $1 AND user_id = $2 AND state = 'confirmed'
         AND settled_at < now() - interval '${GRACE_SECONDS} seconds'
       ORDER BY id DESC LIMIT $3`,
      [jobId, tx.userId, most],
    );
    return rows.map((row) => row.target_pk);
  }

  /** Refuses after all what was confirmed of a job, and counts it so. */
  retract(tx: Tx, jobId: string, targetPks: readonly string[], code: string): Promise<Settled[]> {
    return tx.sql<Row<Settled>>(
      `WITH retracted AS (
         UPDATE interactions i SET state = 'refused', error_code = $4, settled_at = now()
         WHERE i.job_id = $1 AND i.user_id = $2 AND i.state = 'confirmed' AND i.target_pk = ANY ($3)
         RETURNING ${SETTLED}
       ), counted AS (
         UPDATE bot_jobs SET done = done - n.count, failed = failed + n.count
         FROM (SELECT count(*)::int AS count FROM retracted) n WHERE id = $1 AND user_id = $2
       )
       SELECT * FROM retracted`,
      [jobId, tx.userId, targetPks, code],
    );
  }

  async postpone(tx: Tx, accountId: string, seconds: number): Promise<void> {
    await tx.sql(
      `UPDATE interactions SET reconcile_at = clock_timestamp() + make_interval(secs => $3)
       WHERE account_id = $1 AND user_id = $2 AND state IN ('intended', 'unknown') AND reconcile_at < clock_timestamp()`,
      [accountId, tx.userId, seconds],
    );
  }

  /** Adds the targets of a page, each once a job, and no text that the database refuses; returns how many are new and how many of them are left out. */
  async addTargets(
    tx: Tx,
    job: { id: string; accountId: string; action: string },
    targets: readonly NewTarget[],
  ): Promise<{ planned: number; skipped: number }> {
    const row = await tx.one<{ planned: number; skipped: number }>(
      `WITH added AS (
         INSERT INTO interactions
           (user_id, account_id, job_id, action, target_pk, target_username, target_name, target_picture,
            state, error_code, settled_at)
         SELECT $1, $2, $3, $4, t.pk, t.username, t.name, t.picture,
                CASE WHEN t.code IS NULL THEN 'planned' ELSE 'skipped' END, t.code,
                CASE WHEN t.code IS NULL THEN NULL ELSE now() END
         FROM jsonb_to_recordset($5::jsonb) AS t (pk text, username text, name text, picture text, code text)
         -- Not for a job that was ended while its page was read.
         WHERE EXISTS (SELECT FROM bot_jobs WHERE id = $3 AND user_id = $1
                       AND state IN ('queued', 'running', 'waiting', 'paused'))
         ON CONFLICT (job_id, target_pk) DO NOTHING
         RETURNING state
       )
       SELECT count(*) FILTER (WHERE state = 'planned')::int AS planned,
              count(*) FILTER (WHERE state = 'skipped')::int AS skipped FROM added`,
      [tx.userId, job.accountId, job.id, job.action, storableJson(targets)],
    );
    return row ?? { planned: 0, skipped: 0 };
  }

  /** Leaves out what was planned, and counts it for its job. */
  async skip(tx: Tx, id: string, code: string): Promise<boolean> {
    const row = await tx.one(
      `WITH skipped AS (
         UPDATE interactions SET state = 'skipped', error_code = $3, settled_at = now()
         WHERE id = $1 AND user_id = $2 AND state || '' = 'planned' RETURNING job_id
       )
       UPDATE bot_jobs j SET skipped = j.skipped + 1 FROM skipped s WHERE j.id = s.job_id RETURNING j.id`,
      [id, tx.userId, code],
    );
    return row !== null;
  }
}
