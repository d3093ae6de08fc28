import { Injectable } from '@nestjs/common';
import { errorEntry } from '@pacekeeper/contracts';
import { storableJson } from '../../../platform/database/storable.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type Lease, LEASE_SECONDS } from '../../accounts/index.ts';
import type { Details } from '../actions/action.ts';
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
  readonly object_id: string;
  readonly details: Details | null;
  readonly quota_day: string;
  readonly error_code: string | null;
}

/** What is read back, with what it was until then. */
export interface ToReadBack extends Settled {
  readonly state: 'intended' | 'unknown';
}

export interface NewTarget {
  readonly pk: string;
  /** The id of a post or story, else the person's. */
  readonly object: string;
  /** False where something has to be read of the person first. */
  readonly prepared: boolean;
  readonly username: string;
  readonly name: string;
  readonly picture: string | null;
  /** Code of the reason why it is left out; null: planned. */
  readonly code: string | null;
}

/** A planned person, with what they have become: objects to act on, or the code of the reason why they are left out. */
export interface PreparedPerson {
  readonly id: string;
  readonly code: string | null;
  readonly objects: ReadonlyArray<{ readonly id: string; readonly details: Details | null }>;
}

type Row<T> = T & Record<string, unknown>;

const SETTLED = `i.id, i.job_id, i.action, i.target_pk, i.target_username, i.object_id, i.details,
  i.quota_day::text AS quota_day, i.error_code`;

/** What an outcome ($4) adds to the counters of its job; `more`: what else it changes. */
const counted = (more = ''): string => `counted AS (
         UPDATE bot_jobs j SET done = done + ($4 = 'confirmed')::int, failed = failed + ($4 = 'refused')::int${more}
         FROM settled WHERE j.id = settled.job_id AND $4 IN ('confirmed', 'refused')
       )`;

/** A confirmed outcome ($4) takes back what the reverse action (`reverse`; null: none) of this account did to the same object. */
const undone = (account: string, reverse: string): string => `undone AS (
         UPDATE interactions d SET undone_by = settled.id FROM settled
         WHERE $4 = 'confirmed' AND d.account_id = ${account} AND d.action = ${reverse} AND d.object_id = settled.object_id
           AND d.state = 'confirmed' AND d.undone_by IS NULL
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
                             last_acted_at = $6, ${WAITS_NO_MORE}
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
   * and so nothing moves. `reverse`: the action that it takes back; null: none.
   */
  settle(
    tx: Tx,
    lease: Lease,
    id: string,
    outcome: { state: 'confirmed' | 'refused' | 'unknown'; code: string | null; durationMs: number },
    reverse: string | null,
  ): Promise<Settled | null> {
    return tx.one<Row<Settled>>(
      `WITH settled AS (
         UPDATE interactions i SET state = $4, error_code = $5, duration_ms = $6,
           settled_at = CASE WHEN $4 = 'unknown' THEN NULL ELSE now() END
         WHERE i.id = $1 AND i.account_id = $2 AND i.fence = $3 AND ${BY_ID} = 'intended'
           AND i.deadline_at > clock_timestamp()
         RETURNING ${SETTLED}
       ), ${counted(', failures_in_a_row = 0, retry_at = NULL')}, ${undone('$2', '$7')}
       SELECT * FROM settled`,
      [id, lease.accountId, lease.fence, outcome.state, outcome.code, outcome.durationMs, reverse],
    );
  }

  /** What may be read back now: beyond its deadline and the time that a sent request may still land. */
  findToReconcile(tx: Tx, accountId: string, most: number): Promise<ToReadBack[]> {
    return tx.sql<Row<ToReadBack>>(
      `SELECT ${SETTLED}, i.state FROM interactions i
       WHERE i.account_id = $1 AND i.user_id = $2 AND i.state IN ('intended', 'unknown')
         AND i.reconcile_at < clock_timestamp()
       ORDER BY i.id LIMIT $3`,
      [accountId, tx.userId, most],
    );
  }

  /** Settles and counts what was read back; null if it was settled already. */
  settleReadBack(
    tx: Tx,
    { id, accountId }: { id: string; accountId: string },
    outcome: { state: 'confirmed' | 'refused' | 'needs_review'; code: string | null },
    reverse: string | null,
  ): Promise<Settled | null> {
    return tx.one<Row<Settled>>(
      `WITH settled AS (
         UPDATE interactions i SET state = $4, error_code = $3, settled_at = now()
         WHERE i.id = $1 AND i.user_id = $2 AND ${BY_ID} IN ('intended', 'unknown')
           AND i.reconcile_at < clock_timestamp()
         RETURNING ${SETTLED}
       ), ${counted()}, ${undone('$5', '$6')}
       SELECT * FROM settled`,
      [id, tx.userId, outcome.code, outcome.state, accountId, reverse],
    );
  }

  /**
   * Settles and counts what its person says of an action that cannot be read back; null where it was answered already. One
   * that was not done is refused for good, so that its target is not tried again.
   */
  settleReview(
    tx: Tx,
    { id, account_id: accountId }: { id: string; account_id: string },
    done: boolean,
    reverse: string | null,
  ): Promise<Settled | null> {
    return tx.one<Row<Settled>>(
      `WITH settled AS (
         UPDATE interactions i SET state = $4, error_code = $3, settled_at = now()
         WHERE i.id = $1 AND i.user_id = $2 AND ${BY_ID} = 'needs_review'
         RETURNING ${SETTLED}
       ), ${counted()}, ${undone('$5', '$6')}
       SELECT * FROM settled`,
      [
        id,
        tx.userId,
        done ? null : errorEntry('ACTION_NOT_APPLIED').code,
        done ? 'confirmed' : 'refused',
        accountId,
        reverse,
      ],
    );
  }

  /** The latest objects of a job that were confirmed long enough ago to show; the newest first. */
  async findConfirmed(tx: Tx, jobId: string, most: number): Promise<string[]> {
    const rows = await tx.sql<{ object_id: string }>(
      `SELECT object_id FROM interactions
       WHERE job_id = $1 AND user_id = $2 AND state = 'confirmed'
         AND settled_at < now() - interval '${GRACE_SECONDS} seconds'
       ORDER BY id DESC LIMIT $3`,
      [jobId, tx.userId, most],
    );
    return rows.map((row) => row.object_id);
  }

  /** Refuses after all what was confirmed of a job, and counts it so. What it had taken back (`reverse`) holds again. */
  retract(
    tx: Tx,
    jobId: string,
    objects: readonly string[],
    { code, reverse }: { code: string; reverse: string | null },
  ): Promise<Settled[]> {
    return tx.sql<Row<Settled>>(
      `WITH retracted AS (
         UPDATE interactions i SET state = 'refused', error_code = $4, settled_at = now()
         WHERE i.job_id = $1 AND i.user_id = $2 AND i.state = 'confirmed' AND i.object_id = ANY ($3)
         RETURNING ${SETTLED}, i.account_id
       ), counted AS (
         UPDATE bot_jobs SET done = done - n.count, failed = failed + n.count
         FROM (SELECT count(*)::int AS count FROM retracted) n WHERE id = $1 AND user_id = $2
       ), holds_again AS (
         UPDATE interactions d SET undone_by = NULL FROM retracted r
         WHERE d.account_id = r.account_id AND d.action = $5 AND d.object_id = r.object_id AND d.undone_by = r.id
           AND NOT EXISTS (SELECT FROM interactions newer
                           WHERE newer.account_id = d.account_id AND newer.action = d.action
                             AND newer.object_id = d.object_id AND newer.undone_by IS NULL
                             AND newer.state IN ('intended', 'confirmed', 'unknown', 'needs_review'))
       )
       SELECT * FROM retracted`,
      [jobId, tx.userId, objects, code, reverse],
    );
  }

  async postpone(tx: Tx, accountId: string, seconds: number): Promise<void> {
    await tx.sql(
      `UPDATE interactions SET reconcile_at = clock_timestamp() + make_interval(secs => $3)
       WHERE account_id = $1 AND user_id = $2 AND state IN ('intended', 'unknown') AND reconcile_at < clock_timestamp()`,
      [accountId, tx.userId, seconds],
    );
  }

  /**
   * Adds the targets of a page, each once a job, and no text that the database refuses; returns how many are new and how
   * many of them are left out. A person whose posts or stories were found already is not looked at again.
   */
  async addTargets(
    tx: Tx,
    job: { id: string; accountId: string; action: string },
    targets: readonly NewTarget[],
  ): Promise<{ planned: number; skipped: number }> {
    const row = await tx.one<{ planned: number; skipped: number }>(
      `WITH added AS (
         INSERT INTO interactions
           (user_id, account_id, job_id, action, target_pk, object_id, prepared, target_username, target_name,
            target_picture, state, error_code, settled_at)
         SELECT $1, $2, $3, $4, t.pk, t.object, t.prepared, t.username, t.name, t.picture,
                CASE WHEN t.code IS NULL THEN 'planned' ELSE 'skipped' END, t.code,
                CASE WHEN t.code IS NULL THEN NULL ELSE now() END
         FROM jsonb_to_recordset($5::jsonb)
           AS t (pk text, object text, prepared boolean, username text, name text, picture text, code text)
         -- Not for a job that was ended while its page was read.
         WHERE EXISTS (SELECT FROM bot_jobs WHERE id = $3 AND user_id = $1
                       AND state IN ('planning', 'queued', 'running', 'waiting', 'paused'))
           AND (t.object <> t.pk OR NOT EXISTS (
             SELECT FROM interactions known
             WHERE known.job_id = $3 AND known.target_pk = t.pk AND known.object_id <> known.target_pk))
         ON CONFLICT (job_id, object_id) DO NOTHING
         RETURNING state
       )
       SELECT count(*) FILTER (WHERE state = 'planned')::int AS planned,
              count(*) FILTER (WHERE state = 'skipped')::int AS skipped FROM added`,
      [tx.userId, job.accountId, job.id, job.action, storableJson(targets)],
    );
    return row ?? { planned: 0, skipped: 0 };
  }

  /**
   * Makes planned people into what is done to them, in place where that is the person; returns how many objects that gives
   * and how many people are left out. People whose job was ended meanwhile are gone.
   */
  async prepare(
    tx: Tx,
    jobId: string,
    people: readonly PreparedPerson[],
  ): Promise<{ planned: number; skipped: number }> {
    const given = storableJson(people);
    const whole = `jsonb_to_recordset($3::jsonb) AS t (id bigint, code text, objects jsonb)`;
    const waiting = `i.id = t.id AND i.job_id = $1 AND i.user_id = $2 AND i.state || '' = 'planned' AND NOT i.prepared`;
    const skipped = await tx.sql(
      `UPDATE interactions i SET state = 'skipped', error_code = t.code, settled_at = now()
       FROM ${whole} WHERE ${waiting} AND t.code IS NOT NULL RETURNING i.id`,
      [jobId, tx.userId, given],
    );
    const kept = await tx.sql(
      `UPDATE interactions i SET prepared = true, details = t.objects -> 0 -> 'details'
       FROM ${whole} WHERE ${waiting} AND t.code IS NULL AND t.objects -> 0 ->> 'id' = i.object_id RETURNING i.id`,
      [jobId, tx.userId, given],
    );
    const added = await tx.sql(
      `WITH gone AS (
         DELETE FROM interactions i USING ${whole} WHERE ${waiting} RETURNING i.*, t.objects
       )
       INSERT INTO interactions
         (user_id, account_id, job_id, action, target_pk, object_id, details, target_username, target_name, target_picture)
       SELECT gone.user_id, gone.account_id, gone.job_id, gone.action, gone.target_pk, o.object ->> 'id',
              o.object -> 'details', gone.target_username, gone.target_name, gone.target_picture
       FROM gone CROSS JOIN LATERAL jsonb_array_elements(gone.objects) WITH ORDINALITY AS o (object, place)
       ORDER BY gone.id, o.place
       ON CONFLICT (job_id, object_id) DO NOTHING RETURNING id`,
      [jobId, tx.userId, given],
    );
    return { planned: kept.length + added.length, skipped: skipped.length };
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
