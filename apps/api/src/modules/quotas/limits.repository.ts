import { Injectable } from '@nestjs/common';
import { ACTIONS, errorEntry, LIMIT_FIELDS, type Action, type LimitField, type SetLimits } from '@pacekeeper/contracts';
import type { ReadTx, Tx } from '../../platform/database/tx.ts';

const FIELDS = ACTIONS.map((action) => LIMIT_FIELDS[action]);

/** A connected account that may not use all of its limits yet; `ramp` is the share of them, 0 to 1. */
export interface YoungAccount {
  readonly name: string;
  readonly ramp: number;
  /** Instagram has blocked actions of it. */
  readonly blocked?: boolean;
}

/** One action's limit and use today, what bounds it, and when the user's day ends. */
export interface LimitRow {
  readonly action: Action;
  /** What the administrator allows, for this user or by default. */
  readonly most: number;
  /** The default limit. */
  readonly standard: number;
  /** The user's own lower limit. */
  readonly wish: number | null;
  /** What the ramps of the connected accounts allow together today; null where no account is connected. */
  readonly ramped: number | null;
  readonly used: number;
  /** Whether an administrator set something else than the default for this user. */
  readonly own: boolean;
  readonly reason: string | null;
  readonly young: readonly YoungAccount[] | null;
  readonly time_zone: string;
  readonly resets_at: Date;
}

export type SetLimitsRow = Readonly<Record<LimitField, number>>;

/** Codes of what halves an account's share. */
const BLOCKS = [errorEntry('ACTION_BLOCKED').code, errorEntry('ACTION_NOT_APPLIED').code].join(',');

const UNPIVOTED = ACTIONS.map((action) => {
  const field = LIMIT_FIELDS[action];
  return `('${action}', coalesce(own.${field}, std.${field}), w.${field}, coalesce(own.${field} <> std.${field}, false), std.${field})`;
}).join(', ');

// What an account has used beyond its share, after a block halved it, stays used and takes nothing from the others; so
// does what accounts used that are connected no more.
const LIMITS_OF_TODAY = `
  SELECT l.action, l.most, l.standard, l.wish, l.own, coalesce(q.used, 0) AS used,
         r.allowed + coalesce(q.used, 0) - r.used AS ramped,
         CASE WHEN l.own THEN own.reason ELSE std.reason END AS reason,
         d.young, u.time_zone, ((d.day + 1)::timestamp AT TIME ZONE d.zone) AS resets_at
  FROM users u
  JOIN daily_limits std ON std.user_id IS NULL
  LEFT JOIN daily_limits own ON own.user_id = u.id
  LEFT JOIN limit_wishes w ON w.user_id = u.id
  CROSS JOIN LATERAL (
    SELECT z.zone, ($2::timestamptz AT TIME ZONE z.zone)::date AS day,
           (SELECT jsonb_agg(jsonb_build_object('name', c.instagram_username, 'ramp', c.ramp, 'blocked',
                     EXISTS (SELECT FROM breakers b WHERE b.account_id = c.id AND b.error_code = ANY ('{${BLOCKS}}')))
                     ORDER BY c.ramp, c.id)
            FROM instagram_credentials c
            WHERE c.user_id = u.id AND c.disconnected_at IS NULL AND c.ramp < 1) AS young
    FROM (SELECT quota_zone(u, $2) AS zone) z
  ) d
  CROSS JOIN LATERAL (VALUES ${UNPIVOTED}) AS l (action, most, wish, own, standard)
  LEFT JOIN quota_usage q
    ON q.user_id = u.id AND q.account_id IS NULL AND q.action = l.action AND q.day = d.day
  CROSS JOIN LATERAL (
    SELECT sum(greatest(ceil(l.most * c.ramp)::int, coalesce(a.used, 0)))::int AS allowed,
           coalesce(sum(a.used), 0)::int AS used
    FROM instagram_credentials c
    LEFT JOIN quota_usage a
      ON a.user_id = c.user_id AND a.account_id = c.id AND a.action = l.action AND a.day = d.day
    WHERE c.user_id = u.id AND c.disconnected_at IS NULL
  ) r
  WHERE u.id = $1`;

const leftStatement = (action: Action) => `
  SELECT greatest(0, least(cap.most - coalesce(q.used, 0), cap.share - coalesce(a.used, 0))) AS remaining,
         least(cap.most, cap.share) AS per_day,
         ((d.day + 1)::timestamp AT TIME ZONE d.zone) AS resets_at
  FROM users u
  JOIN daily_limits std ON std.user_id IS NULL
  LEFT JOIN daily_limits own ON own.user_id = u.id
  LEFT JOIN limit_wishes w ON w.user_id = u.id
  CROSS JOIN LATERAL (
    SELECT z.zone, ($2::timestamptz AT TIME ZONE z.zone)::date AS day FROM (SELECT quota_zone(u, $2) AS zone) z
  ) d
  LEFT JOIN quota_usage q
    ON q.user_id = u.id AND q.account_id IS NULL AND q.action = '${action}' AND q.day = d.day
  LEFT JOIN quota_usage a
    ON a.user_id = u.id AND a.account_id = $3 AND a.action = '${action}' AND a.day = d.day
  CROSS JOIN LATERAL (
    SELECT least(coalesce(own.${LIMIT_FIELDS[action]}, std.${LIMIT_FIELDS[action]}), w.${LIMIT_FIELDS[action]}) AS most,
           ceil(coalesce(own.${LIMIT_FIELDS[action]}, std.${LIMIT_FIELDS[action]}) * $4::numeric)::int AS share
  ) cap
  WHERE u.id = $1`;

const LEFT_OF_TODAY = Object.fromEntries(ACTIONS.map((action) => [action, leftStatement(action)])) as Record<
  Action,
  string
>;

/** What is left of one action today. */
export interface LeftRow {
  readonly remaining: number;
  readonly per_day: number;
  readonly resets_at: Date;
}

@Injectable()
export class LimitsRepository {
  /** For one account: of the user's sum, and of what its own share of the limit allows. */
  findLeft(
    tx: Tx,
    userId: string,
    action: Action,
    { account, now }: { account: { id: string; ramp: number }; now: Date },
  ): Promise<LeftRow | null> {
    return tx.one<LeftRow & Record<string, unknown>>(LEFT_OF_TODAY[action], [userId, now, account.id, account.ramp]);
  }

  findToday(tx: ReadTx, userId: string, now: Date): Promise<LimitRow[]> {
    return tx.sql<LimitRow & Record<string, unknown>>(LIMITS_OF_TODAY, [userId, now]);
  }

  /** What is set for a user (null: by default), or would be if nothing was; locked until the transaction ends. */
  findSetForUpdate(tx: Tx, userId: string | null): Promise<SetLimitsRow | null> {
    return tx.one<SetLimitsRow & Record<string, unknown>>(
      `SELECT ${FIELDS.join(', ')} FROM daily_limits
       WHERE user_id = $1 OR user_id IS NULL ORDER BY user_id NULLS LAST LIMIT 1 FOR UPDATE`,
      [userId],
    );
  }

  /**
   * Changes what is named; a user without a row of their own gets one with the rest of the global default. The reason
   * is that of the newest change.
   */
  async set(tx: Tx, userId: string | null, limits: SetLimits, by: string): Promise<void> {
    const values = FIELDS.map((field) => limits[field] ?? null);
    await tx.sql(
      `INSERT INTO daily_limits (user_id, updated_by, reason, ${FIELDS.join(', ')})
       SELECT $1::uuid, $2::uuid, $3, ${FIELDS.map((field, index) => `coalesce($${index + 4}::int, ${field})`).join(', ')}
       FROM daily_limits WHERE user_id IS NULL
       ON CONFLICT (user_id) DO UPDATE SET updated_at = now(), updated_by = $2::uuid, reason = $3,
         ${FIELDS.map((field, index) => `${field} = coalesce($${index + 4}::int, daily_limits.${field})`).join(', ')}`,
      [userId, by, limits.reason ?? null, ...values],
    );
  }

  /** False where nothing was set for this user. */
  async clear(tx: Tx, userId: string): Promise<boolean> {
    return (await tx.one('DELETE FROM daily_limits WHERE user_id = $1 RETURNING id', [userId])) !== null;
  }
}
