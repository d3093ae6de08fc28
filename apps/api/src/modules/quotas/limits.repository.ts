import { Injectable } from '@nestjs/common';
import { ACTIONS, LIMIT_FIELDS, type Action, type SetLimits } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';

const FIELDS = ACTIONS.map((action) => LIMIT_FIELDS[action]);

/** One action's limit and use today, and when the user's day ends. */
export interface LimitRow {
  readonly action: Action;
  readonly most: number;
  readonly used: number;
  readonly time_zone: string;
  readonly resets_at: Date;
}

const UNPIVOTED = ACTIONS.map(
  (action) => `('${action}', coalesce(own.${LIMIT_FIELDS[action]}, std.${LIMIT_FIELDS[action]}))`,
).join(', ');

const LIMITS_OF_TODAY = `
  SELECT l.action, l.most, coalesce(q.used, 0) AS used, u.time_zone,
         ((d.day + 1)::timestamp AT TIME ZONE u.time_zone) AS resets_at
  FROM users u
  JOIN daily_limits std ON std.user_id IS NULL
  LEFT JOIN daily_limits own ON own.user_id = u.id
  CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE u.time_zone)::date AS day) d
  CROSS JOIN LATERAL (VALUES ${UNPIVOTED}) AS l (action, most)
  LEFT JOIN quota_usage q
    ON q.user_id = u.id AND q.account_id IS NULL AND q.action = l.action AND q.day = d.day
  WHERE u.id = $1`;

const leftStatement = (action: Action) => `
  SELECT greatest(0, coalesce(own.${LIMIT_FIELDS[action]}, std.${LIMIT_FIELDS[action]}) - coalesce(q.used, 0)) AS remaining,
         ((d.day + 1)::timestamp AT TIME ZONE u.time_zone) AS resets_at
  FROM users u
  JOIN daily_limits std ON std.user_id IS NULL
  LEFT JOIN daily_limits own ON own.user_id = u.id
  CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE u.time_zone)::date AS day) d
  LEFT JOIN quota_usage q
    ON q.user_id = u.id AND q.account_id IS NULL AND q.action = '${action}' AND q.day = d.day
  WHERE u.id = $1`;

const LEFT_OF_TODAY = Object.fromEntries(ACTIONS.map((action) => [action, leftStatement(action)])) as Record<
  Action,
  string
>;

/** What is left of one action today. */
export interface LeftRow {
  readonly remaining: number;
  readonly resets_at: Date;
}

@Injectable()
export class LimitsRepository {
  findLeft(tx: Tx, userId: string, action: Action, now: Date): Promise<LeftRow | null> {
    return tx.one<LeftRow & Record<string, unknown>>(LEFT_OF_TODAY[action], [userId, now]);
  }

  findToday(tx: Tx, userId: string, now: Date): Promise<LimitRow[]> {
    return tx.sql<LimitRow & Record<string, unknown>>(LIMITS_OF_TODAY, [userId, now]);
  }

  /** Changes what is named; a user without a row of their own gets one with the rest of the global default. */
  async set(tx: Tx, userId: string | null, limits: SetLimits, by: string): Promise<void> {
    const values = FIELDS.map((field) => limits[field] ?? null);
    await tx.sql(
      `INSERT INTO daily_limits (user_id, updated_by, ${FIELDS.join(', ')})
       SELECT $1::uuid, $2::uuid, ${FIELDS.map((field, index) => `coalesce($${index + 3}::int, ${field})`).join(', ')}
       FROM daily_limits WHERE user_id IS NULL
       ON CONFLICT (user_id) DO UPDATE SET updated_at = now(), updated_by = $2::uuid,
         ${FIELDS.map((field, index) => `${field} = coalesce($${index + 3}::int, daily_limits.${field})`).join(', ')}`,
      [userId, by, ...values],
    );
  }

  async clear(tx: Tx, userId: string): Promise<void> {
    await tx.sql('DELETE FROM daily_limits WHERE user_id = $1', [userId]);
  }
}
