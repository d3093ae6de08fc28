import { Injectable } from '@nestjs/common';
import { LIMIT_FIELDS, type Action } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';

export interface Slot {
  readonly userId: string;
  readonly accountId: string;
  readonly action: Action;
}

export interface Reserved {
  /** The user's calendar day whose quota was taken. */
  readonly day: string;
  readonly total: number | null;
  readonly account: number | null;
  /** The most that the user may do on that day, and the most of it by this account. */
  readonly most: number;
  readonly most_of_account: number;
  /** Whether the user was told that most of this day's quota is used; null where nothing was taken. */
  readonly warned: boolean | null;
}

/**
 * One statement reserves, so that no limit can be passed: it reads the limit and the user's own lower wish, counts up
 * the user's sum where it is below, and then the account's row where that is below its ramp, which is a share of what
 * the administrator allows. A limit of 0 inserts nothing.
 */
const reserveStatement = (action: Action) => `
  WITH cap AS (
    SELECT least(coalesce(own.${LIMIT_FIELDS[action]}, std.${LIMIT_FIELDS[action]}), w.${LIMIT_FIELDS[action]}) AS most,
           ceil(coalesce(own.${LIMIT_FIELDS[action]}, std.${LIMIT_FIELDS[action]}) * $3::numeric)::int AS most_of_account,
           ($4::timestamptz AT TIME ZONE quota_zone(u, $4))::date AS day
    FROM users u
    JOIN daily_limits std ON std.user_id IS NULL
    LEFT JOIN daily_limits own ON own.user_id = u.id
    LEFT JOIN limit_wishes w ON w.user_id = u.id
    WHERE u.id = $1
  ), total AS (
    INSERT INTO quota_usage AS q (user_id, account_id, action, day, used)
    SELECT $1, NULL::uuid, '${action}', cap.day, 1 FROM cap WHERE cap.most > 0
    ON CONFLICT (user_id, action, day, account_id) DO UPDATE SET used = q.used + 1
      WHERE q.used < (SELECT most FROM cap)
    RETURNING q.used, q.warned_at IS NOT NULL AS warned
  ), account AS (
    INSERT INTO quota_usage AS q (user_id, account_id, action, day, used)
    SELECT $1, $2::uuid, '${action}', cap.day, 1 FROM cap, total WHERE cap.most_of_account > 0
    ON CONFLICT (user_id, action, day, account_id) DO UPDATE SET used = q.used + 1
      WHERE q.used < (SELECT most_of_account FROM cap)
    RETURNING q.used
  )
  SELECT cap.day::text AS day, cap.most, cap.most_of_account, total.used AS total, total.warned,
         (SELECT used FROM account) AS account
  FROM cap LEFT JOIN total ON true`;

const RESERVE = Object.fromEntries(
  (Object.keys(LIMIT_FIELDS) as Action[]).map((action) => [action, reserveStatement(action)]),
) as Record<Action, string>;

@Injectable()
export class QuotaRepository {
  /** `total` or `account` null: nothing is left there, and the transaction must not commit. */
  async reserve(tx: Tx, { userId, accountId, action }: Slot, ramp: number, now: Date): Promise<Reserved | null> {
    return tx.one<Reserved & Record<string, unknown>>(RESERVE[action], [userId, accountId, ramp, now]);
  }

  /** Gives back what was reserved on that day; never below zero. */
  async release(tx: Tx, { userId, accountId, action }: Slot, day: string): Promise<void> {
    await tx.sql(
      `UPDATE quota_usage SET used = used - 1
       WHERE user_id = $1 AND action = $3 AND day = $4::date AND (account_id IS NULL OR account_id = $2) AND used > 0`,
      [userId, accountId, action, day],
    );
  }

  /** True for the call that must tell the user that most of this day's quota is used; of concurrent calls, for one. */
  async markWarned(tx: Tx, action: Action, day: string, at: Date): Promise<boolean> {
    const row = await tx.one(
      `UPDATE quota_usage SET warned_at = $4
       WHERE user_id = $1 AND account_id IS NULL AND action = $2 AND day = $3::date AND warned_at IS NULL RETURNING id`,
      [tx.userId, action, day, at],
    );
    return row !== null;
  }
}
