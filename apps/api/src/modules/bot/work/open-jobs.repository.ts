import { Injectable } from '@nestjs/common';
import { errorEntry, type ErrorMessage, type Filters, type JobState, type WaitMessage } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { toColumns } from '../../../platform/words/stored-words.ts';
import type { AfterPage } from '../deciding/source-end.ts';
import type { Details } from '../actions/action.ts';
import { heldBack } from '../fleet/fleet.repository.ts';
import { reasonColumns, WAITS_FOR, WAITS_NO_MORE } from '../jobs/waiting.ts';

/** An open job with what decides about its next step. */
export interface OpenJobRow {
  readonly id: string;
  /** Names of kinds, as the job was asked for. */
  readonly action: string;
  readonly source: string;
  /** The parameters of its source and the options of its action. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly filters: Filters;
  readonly amount: number;
  readonly done: number;
  readonly failed: number;
  readonly state: JobState;
  readonly source_cursor: string | null;
  readonly source_exhausted: boolean;
  readonly pages_read: number;
  readonly pages_without_new: number;
  readonly unreadable: number;
  readonly failures_in_a_row: number;
  readonly retry_at: Date | null;
  /** Targets in its plan so far; null where it is not being planned. */
  readonly planned: number | null;
  /** Each target is looked at again before it is acted on. */
  readonly looks_again: boolean;
  readonly open: number;
  /** Outcomes that wait for a person's word. */
  readonly in_review: number;
  readonly reconcile_at: Date | null;
  /** All bots are paused, and this account is not the one that tries. */
  readonly fleet_paused: boolean;
  /** The next targets; null where none is planned. */
  readonly candidates: ReadonlyArray<{
    id: string;
    pk: string;
    username: string | null;
    object: string;
    details: Details | null;
    already: boolean;
  }> | null;
  /** The next people of whom something has to be read first; null where none is planned. */
  readonly people: ReadonlyArray<{
    id: string;
    pk: string;
    object: string;
    username: string | null;
    name: string | null;
    already: boolean;
  }> | null;
  /** When this account did this action within the window asked for; the newest first, at most the cap. */
  readonly recent: Date[] | null;
  /** When the account did this action last; null: not in the last 36 hours. */
  readonly last_of_kind: Date | null;
  /** The breakers of the account that are not closed; null: none. */
  readonly breakers: readonly OpenBreaker[] | null;
}

/** A breaker that is open or half open; `action` is the limit that it stops, null: the whole account. */
export interface OpenBreaker {
  readonly action: string | null;
  readonly until: string;
  readonly code: string;
}

/** Actions of one kind whose outcome is not known yet. */
export interface UnknownRow {
  readonly action: string;
  readonly source: string;
  readonly open: number;
  readonly reconcile_at: Date | null;
}

/** Refusals that are about the target: it is not tried again. */
const REFUSED_FOR_GOOD = (['ACTION_NOT_APPLIED', 'TARGET_NOT_FOUND', 'TARGET_PRIVATE'] as const).map(
  (symbol) => errorEntry(symbol).code,
);

const OPEN = `('queued', 'running', 'waiting')`;
/** Those that a turn looks at. */
const SERVED = `('planning', 'queued', 'running', 'waiting')`;

/** SQL: a job that is being planned stays so while it waits. */
const WAITING = `CASE WHEN state = 'planning' THEN 'planning' ELSE 'waiting' END`;
/** Of an account, that one turn looks at. */
const MOST_JOBS = 50;
/** How far back the last action of a kind is looked for: the even spread of a day needs no more. */
const LAST_OF_KIND = '36 hours';
/** People who are prepared with one read, at most. */
const MOST_PEOPLE = 30;

/**
 * SQL: whether the action of a planned row may have reached its object already. What was taken back counts too: the bot does
 * not start again by itself. It does not count for a list, where a person named the target, nor for what takes something back.
 */
const already = (refusedForGood: string, repeatable: string): string => `(EXISTS (
    SELECT FROM interactions d
    WHERE d.account_id = i.account_id AND d.action = i.action AND d.object_id = i.object_id AND d.undone_by IS NULL
      AND d.state IN ('intended', 'confirmed', 'unknown', 'needs_review')
  ) OR EXISTS (
    SELECT FROM interactions d
    WHERE d.account_id = i.account_id AND d.action = i.action AND d.object_id = i.object_id
      AND d.state = 'refused' AND d.error_code = ANY (${refusedForGood})
  ) OR (j.source <> 'list' AND j.action <> ALL (${repeatable}::text[]) AND EXISTS (
    SELECT FROM interactions d
    WHERE d.account_id = i.account_id AND d.action = i.action AND d.object_id = i.object_id
      AND d.undone_by IS NOT NULL
  )))`;

/** Jobs as turns read and move them. */
@Injectable()
export class OpenJobsRepository {
  /**
   * The jobs that an account has to do, those that wait last, else the one first that has had no turn for the longest; each
   * with the next `ahead` targets; and what the account did lately: since `since`, at most the cap.
   */
  findOpen(
    tx: Tx,
    accountId: string,
    {
      now,
      since,
      caps,
      ahead,
      repeatable,
      readsOnly,
    }: {
      now: Date;
      since: Date;
      caps: Readonly<Record<string, number>>;
      ahead: number;
      repeatable: readonly string[];
      /** The bot is stopped: only what is being planned. */
      readsOnly: boolean;
    },
  ): Promise<OpenJobRow[]> {
    return tx.sql<OpenJobRow & Record<string, unknown>>(
      `SELECT j.id, j.action, j.source, j.params, j.filters, j.amount, j.done, j.failed, j.state, j.source_cursor,
              j.source_exhausted, j.pages_read, j.pages_without_new, j.unreadable, j.failures_in_a_row, j.retry_at, j.looks_again,
              CASE WHEN j.state = 'planning' THEN (
                SELECT count(*)::int FROM interactions i WHERE i.job_id = j.id AND i.state = 'planned' AND i.prepared
              ) END AS planned,
              o.open, o.in_review, o.reconcile_at,
              EXISTS (SELECT FROM fleet_state f WHERE ${heldBack('$1')}) AS fleet_paused,
              (SELECT jsonb_agg(c) FROM (
                 SELECT i.id::text AS id, i.target_pk AS pk, i.target_username AS username, i.object_id AS object,
                        i.details, ${already('$3', '$8')} AS already
                 FROM interactions i WHERE i.job_id = j.id AND i.state = 'planned' AND i.prepared ORDER BY i.id LIMIT $6
               ) c) AS candidates,
              (SELECT jsonb_agg(p) FROM (
                 SELECT i.id::text AS id, i.target_pk AS pk, i.object_id AS object, i.target_username AS username,
                        i.target_name AS name, ${already('$3', '$8')} AS already
                 FROM interactions i WHERE i.job_id = j.id AND i.state = 'planned' AND NOT i.prepared
                 ORDER BY i.id LIMIT ${MOST_PEOPLE}
               ) p) AS people,
              lately.recent,
              -- Looked for in the ledger only where nothing is recent.
              coalesce(lately.recent[1], (
                SELECT max(i.intended_at) FROM interactions i
                WHERE i.account_id = j.account_id AND i.action = j.action
                  AND i.intended_at > $4::timestamptz - interval '${LAST_OF_KIND}'
              )) AS last_of_kind,
              (SELECT jsonb_agg(jsonb_build_object('action', b.action, 'until', b.open_until, 'code', b.error_code))
               FROM breakers b WHERE b.account_id = j.account_id AND b.closed_at IS NULL) AS breakers
       FROM bot_jobs j
       CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE i.state <> 'needs_review')::int AS open,
                count(*) FILTER (WHERE i.state = 'needs_review')::int AS in_review,
                min(i.reconcile_at) FILTER (WHERE i.state <> 'needs_review') AS reconcile_at
         FROM interactions i
         WHERE i.account_id = j.account_id AND i.job_id = j.id AND i.state IN ('intended', 'unknown', 'needs_review')
       ) o
       CROSS JOIN LATERAL (
         SELECT array_agg(r.intended_at) AS recent FROM (
           SELECT i.intended_at FROM interactions i
           WHERE i.account_id = j.account_id AND i.action = j.action AND i.intended_at > $4
           ORDER BY i.intended_at DESC LIMIT ($5::jsonb ->> j.action)::int
         ) r
       ) lately
       WHERE j.account_id = $1 AND j.user_id = $2 AND j.state IN ${SERVED} AND ($9::boolean IS NOT TRUE OR j.state = 'planning')
       ORDER BY coalesce(j.waiting_until > $7, false), j.last_acted_at NULLS FIRST, j.created_at, j.id
       LIMIT ${MOST_JOBS}`,
      [accountId, tx.userId, REFUSED_FOR_GOOD, since, JSON.stringify(caps), ahead, now, repeatable, readsOnly],
    );
  }

  /** What is not known yet of all that this account did, by action and source: also for jobs that are paused or have ended. */
  findUnknown(tx: Tx, accountId: string): Promise<UnknownRow[]> {
    return tx.sql<UnknownRow & Record<string, unknown>>(
      `SELECT i.action, j.source, count(*)::int AS open, min(i.reconcile_at) AS reconcile_at
       FROM interactions i JOIN bot_jobs j ON j.id = i.job_id
       WHERE i.account_id = $1 AND i.user_id = $2 AND i.state IN ('intended', 'unknown')
       GROUP BY i.action, j.source`,
      [accountId, tx.userId],
    );
  }

  async recordError(tx: Tx, id: string, code: string, message: ErrorMessage, at: Date): Promise<void> {
    const { text, params } = toColumns(message);
    await tx.sql(
      `UPDATE bot_jobs SET last_error_code = $3, last_error_message = $4, last_error_params = $5, last_error_at = $6
       WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, code, text, params, at],
    );
  }

  /** Where a job is after a page; `skipped` and `unreadable` are added to its counters. A good page ends a row of failures. */
  async recordPage(
    tx: Tx,
    id: string,
    { cursor, pagesRead, pagesWithoutNew, exhausted }: AfterPage,
    { skipped, unreadable, at }: { skipped: number; unreadable: number; at: Date },
  ): Promise<void> {
    await tx.sql(
      `UPDATE bot_jobs
       SET last_acted_at = $9, source_cursor = $3, source_exhausted = $4, pages_read = $5, pages_without_new = $6,
           skipped = skipped + $7, unreadable = unreadable + $8, failures_in_a_row = 0, retry_at = NULL
       WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, cursor, exhausted, pagesRead, pagesWithoutNew, skipped, unreadable, at],
    );
  }

  /** After people of a job were prepared, of whom some are left out. A good answer ends a row of failures. */
  async recordPrepared(tx: Tx, id: string, { skipped, at }: { skipped: number; at: Date }): Promise<void> {
    await tx.sql(
      `UPDATE bot_jobs SET last_acted_at = $4, skipped = skipped + $3, failures_in_a_row = 0, retry_at = NULL
       WHERE id = $1 AND user_id = $2`,
      [id, tx.userId, skipped, at],
    );
  }

  /** One more turn that failed at these jobs, where they are open; how many in a row it is for each. */
  countFailure(tx: Tx, ids: readonly string[]): Promise<Array<{ id: string; failures: number }>> {
    return tx.sql(
      `UPDATE bot_jobs SET failures_in_a_row = failures_in_a_row + 1
       WHERE id = ANY ($1::uuid[]) AND user_id = $2 AND state IN ${SERVED}
       RETURNING id, failures_in_a_row AS failures`,
      [ids, tx.userId],
    );
  }

  async retry(tx: Tx, id: string, reason: WaitMessage, at: Date): Promise<void> {
    await tx.sql(
      `UPDATE bot_jobs SET state = ${WAITING}, waiting_until = $3, retry_at = $3, ${WAITS_FOR}
       WHERE id = $1 AND user_id = $2 AND state IN ${SERVED}`,
      [id, tx.userId, at, ...reasonColumns(reason)],
    );
  }

  async findIdsOpen(tx: Tx, accountId: string): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `SELECT id FROM bot_jobs WHERE account_id = $1 AND user_id = $2 AND state IN ${SERVED}
       ORDER BY created_at, id LIMIT ${MOST_JOBS}`,
      [accountId, tx.userId],
    );
    return rows.map(({ id }) => id);
  }

  async wait(tx: Tx, id: string, reason: WaitMessage, until: Date | null): Promise<void> {
    await tx.sql(
      `UPDATE bot_jobs SET state = ${WAITING}, waiting_until = $3, ${WAITS_FOR}
       WHERE id = $1 AND user_id = $2 AND state IN ${SERVED}`,
      [id, tx.userId, until, ...reasonColumns(reason)],
    );
  }

  /** Moves a job to a final or held state; false where it is not open any more. What was only planned is dropped. */
  async close(tx: Tx, id: string, state: 'completed' | 'failed' | 'cancelled', at: Date): Promise<boolean> {
    const row = await tx.one(
      `WITH dropped AS (DELETE FROM interactions WHERE job_id = $1 AND user_id = $2 AND state = 'planned')
       UPDATE bot_jobs SET state = $3, finished_at = $4, ${WAITS_NO_MORE}
       WHERE id = $1 AND user_id = $2 AND state IN ('planning', 'planned', 'queued', 'running', 'waiting', 'paused') RETURNING id`,
      [id, tx.userId, state, at],
    );
    return row !== null;
  }

  /** Leaves out of a plan what may have been done before; how many. */
  async skipDone(tx: Tx, id: string, repeatable: readonly string[]): Promise<number> {
    const row = await tx.one<{ skipped: number }>(
      `WITH done AS (
         UPDATE interactions p SET state = 'skipped', error_code = $4, settled_at = now()
         FROM interactions i, bot_jobs j
         WHERE p.id = i.id AND i.job_id = $1 AND i.user_id = $2 AND i.state = 'planned' AND j.id = i.job_id AND ${already('$3', '$5')}
         RETURNING p.id
       )
       UPDATE bot_jobs SET skipped = skipped + (SELECT count(*) FROM done)
       WHERE id = $1 AND user_id = $2 RETURNING (SELECT count(*)::int FROM done) AS skipped`,
      [id, tx.userId, REFUSED_FOR_GOOD, errorEntry('ALREADY_DONE').code, repeatable],
    );
    return row?.skipped ?? 0;
  }

  /**
   * The plan of a job is complete: as many as it was asked for, and nothing is read for it any more. Null where the job was
   * ended meanwhile.
   */
  async finishPlan(
    tx: Tx,
    id: string,
    { at, until, reason }: { at: Date; until: Date; reason: WaitMessage },
  ): Promise<{ acts: number; skipped: number } | null> {
    return tx.one<{ acts: number; skipped: number }>(
      `WITH plan AS (
         SELECT id, amount FROM bot_jobs WHERE id = $1 AND user_id = $2 AND state = 'planning' FOR UPDATE
       ), ranked AS (
         SELECT i.id, i.prepared, row_number() OVER (PARTITION BY i.prepared ORDER BY i.id) AS place
         FROM interactions i JOIN plan ON plan.id = i.job_id WHERE i.state = 'planned'
       ), surplus AS (
         DELETE FROM interactions i USING ranked, plan
         WHERE i.id = ranked.id AND (NOT ranked.prepared OR ranked.place > plan.amount)
       )
       UPDATE bot_jobs j
       SET state = 'planned', source_exhausted = true, plan_version = plan_version + 1, planned_at = $3, approval_told = false, waiting_until = $7,
           retry_at = NULL, looks_again = true, ${WAITS_FOR}
       FROM plan WHERE j.id = plan.id
       RETURNING (SELECT count(*)::int FROM ranked WHERE prepared AND place <= plan.amount) AS acts, j.skipped`,
      [id, tx.userId, at, ...reasonColumns(reason), until],
    );
  }

  /** All open jobs of an account wait (`until` null: for a person); what a started one finds is queued again. Returns which. */
  async holdAll(tx: Tx, accountId: string, reason: WaitMessage, until: Date | null): Promise<string[]> {
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
