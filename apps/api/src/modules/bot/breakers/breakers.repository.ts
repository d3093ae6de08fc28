import { Injectable } from '@nestjs/common';
import type { Action, BreakerState, BreakerTrigger } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { Breaker } from './breaker.entity.ts';

/** A breaker with the name of its account. */
export interface BreakerRow {
  readonly id: string;
  readonly user_id: string;
  readonly account_id: string;
  readonly instagram_username: string | null;
  readonly instagram_pk: string | null;
  readonly action: Action | null;
  readonly opened_at: Date;
  readonly open_until: Date;
  readonly error_code: string;
  readonly reopened: number;
  readonly releases: number;
  readonly trigger: BreakerTrigger;
  readonly job_id: string | null;
  readonly closed_at: Date | null;
  readonly closed_by: 'try' | 'release' | 'fleet' | null;
  readonly released_by: string | null;
  readonly release_reason: string | null;
}

export interface OpenedBreaker {
  readonly accountId: string;
  readonly action: Action | null;
  readonly at: Date;
  readonly until: Date;
  readonly code: string;
  readonly reopened: number;
  readonly releases: number;
  readonly trigger: BreakerTrigger;
  readonly jobId: string | null;
}

export interface BreakerFilter {
  readonly userId: string;
  readonly accountId?: string | undefined;
  readonly state?: BreakerState | undefined;
}

type Row<T> = T & Record<string, unknown>;

/** How long a breaker that is closed can be read. */
const KEPT_DAYS = 90;

/** The name of an account is its owner's to see: an administrator sees breakers without it. */
const SHOWN = `
  SELECT b.*, c.instagram_username, c.instagram_pk
  FROM breakers b LEFT JOIN instagram_credentials c ON c.id = b.account_id`;

/** SQL: the state of a breaker `b` at `$now`. */
const IN_STATE: Readonly<Record<BreakerState, (now: string) => string>> = {
  open: (now) => `b.closed_at IS NULL AND b.open_until > ${now}`,
  half_open: (now) => `b.closed_at IS NULL AND b.open_until <= ${now}`,
  closed: (now) => `b.closed_at <= ${now}`,
};

@Injectable()
export class BreakersRepository {
  /** The last one of this account and action, open or not; locked until the transaction ends. */
  findLastForUpdate(tx: Tx, accountId: string, action: Action | null): Promise<Breaker | null> {
    return tx
      .of(Breaker)
      .createQueryBuilder('b')
      .setLock('pessimistic_write')
      .where('b.accountId = :accountId AND b.userId = :userId', { accountId, userId: tx.userId })
      .andWhere('b.action IS NOT DISTINCT FROM :action', { action })
      .orderBy('b.openedAt', 'DESC')
      .limit(1)
      .getOne();
  }

  /** Opens it, or keeps it open for longer where its try failed. What closed long ago is forgotten with it. */
  async open(tx: Tx, opened: OpenedBreaker): Promise<string> {
    const row = await tx.one<{ id: string }>(
      `WITH forgotten AS (
         DELETE FROM breakers WHERE account_id = $2 AND user_id = $1 AND closed_at < $4::timestamptz - interval '${KEPT_DAYS} days'
       )
       INSERT INTO breakers
         (user_id, account_id, action, opened_at, open_until, error_code, reopened, releases, trigger, job_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (account_id, action) WHERE closed_at IS NULL DO UPDATE SET
         opened_at = excluded.opened_at, open_until = excluded.open_until, error_code = excluded.error_code,
         reopened = excluded.reopened, releases = excluded.releases, trigger = excluded.trigger,
         job_id = excluded.job_id
       RETURNING id`,
      [
        tx.userId,
        opened.accountId,
        opened.action,
        opened.at,
        opened.until,
        opened.code,
        opened.reopened,
        opened.releases,
        opened.trigger,
        opened.jobId,
      ],
    );
    return row?.id ?? '';
  }

  /** Closes what a try of this action was let through by; what. */
  closeTried(tx: Tx, accountId: string, action: Action, now: Date): Promise<Array<{ action: Action | null }>> {
    return tx.sql<{ action: Action | null }>(
      `UPDATE breakers SET closed_at = $4, closed_by = 'try'
       WHERE account_id = $1 AND user_id = $2 AND (action = $3 OR action IS NULL)
         AND closed_at IS NULL AND open_until <= $4
       RETURNING action`,
      [accountId, tx.userId, action, now],
    );
  }

  /** False where it is closed already. */
  async release(tx: Tx, id: string, by: { readonly id: string; readonly reason: string }, now: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE breakers SET closed_at = $3, closed_by = 'release', released_by = $4, release_reason = $5
       WHERE id = $1 AND user_id = $2 AND closed_at IS NULL RETURNING id`,
      [id, tx.userId, now, by.id, by.reason],
    );
    return row !== null;
  }

  async findOpenJobs(tx: Tx, accountId: string): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `SELECT id FROM bot_jobs WHERE account_id = $1 AND user_id = $2 AND state IN ('queued', 'running', 'waiting')
       ORDER BY created_at, id LIMIT 20`,
      [accountId, tx.userId],
    );
    return rows.map(({ id }) => id);
  }

  /** What a person sees: their own, or as an administrator anyone's. */
  findById(tx: Tx, id: string): Promise<BreakerRow | null> {
    return tx.one<Row<BreakerRow>>(`${SHOWN} WHERE b.id = $1`, [id]);
  }

  /** The newest first, behind `after`. */
  findPage(
    tx: Tx,
    { userId, accountId, state }: BreakerFilter,
    { now, limit, after }: { now: Date; limit: number; after: { openedAt: Date; id: string } | null },
  ): Promise<BreakerRow[]> {
    return tx.sql<Row<BreakerRow>>(
      `${SHOWN}
       WHERE b.user_id = $1 AND ($2::uuid IS NULL OR b.account_id = $2)
         AND ($4::timestamptz IS NULL OR (date_trunc('milliseconds', b.opened_at), b.id) < ($4, $5::uuid))
         AND ${state ? IN_STATE[state]('$6::timestamptz') : '$6::timestamptz IS NOT NULL'}
       ORDER BY b.opened_at DESC, b.id DESC LIMIT $3`,
      [userId, accountId ?? null, limit, after?.openedAt ?? null, after?.id ?? null, now],
    );
  }

  /** By how many failures in a row, at most `most`, the latest actions of this kind were accepted without effect. */
  async countWithoutEffect(
    tx: Tx,
    { accountId, action, code, most }: { accountId: string; action: string; code: string; most: number },
  ): Promise<number> {
    const row = await tx.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM (
         SELECT i.error_code FROM interactions i
         WHERE i.account_id = $1 AND i.user_id = $2 AND i.action = $3 AND i.intended_at IS NOT NULL
           AND (i.state = 'confirmed' OR (i.state = 'refused' AND i.error_code = $4))
         ORDER BY i.intended_at DESC LIMIT $5
       ) latest WHERE error_code = $4`,
      [accountId, tx.userId, action, code, most],
    );
    return row?.count ?? 0;
  }
}
