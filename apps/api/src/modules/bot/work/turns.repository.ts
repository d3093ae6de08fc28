import { Injectable } from '@nestjs/common';
import type { Action } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { isServed, type Lease, LEASE_SECONDS } from '../../accounts/index.ts';
import type { Turn } from '../../../platform/queue/queue.ts';
import { heldBack } from '../fleet/fleet.repository.ts';

/** What a turn knows of its account once it holds it. */
export interface TurnRow {
  readonly fence: string;
  readonly bot_running: boolean;
  readonly cooldown_until: Date | null;
  readonly session_doubted: boolean;
  readonly faults_in_a_row: number;
  readonly last_action_at: Date | null;
  readonly instagram_pk: string;
  readonly instagram_username: string;
  readonly ramp: string;
  readonly time_zone: string;
  /** The account's own working hours, minutes of the day; null: the standard. */
  readonly hours_from_minute: number | null;
  readonly hours_to_minute: number | null;
  readonly work_days: number[] | null;
  /** The account's own, slower pace; null: the standard. */
  readonly own_gap_seconds: number | null;
  readonly own_caps: Readonly<Partial<Record<Action, number>>> | null;
  /** Null where it was connected once only. */
  readonly reconnected_at: Date | null;
  /** Days are over that its share of the limits is not reckoned for. */
  readonly ramp_due: boolean;
  /** `paused`: all bots are; `probe`: they are, and this is the account that tries. */
  readonly fleet: 'open' | 'paused' | 'probe';
}

/** What is asked of an account without holding it. */
export interface LookedAt extends Omit<
  TurnRow,
  | 'fence'
  | 'cooldown_until'
  | 'session_doubted'
  | 'faults_in_a_row'
  | 'instagram_pk'
  | 'instagram_username'
  | 'ramp_due'
  | 'fleet'
> {
  readonly bot_running: boolean;
  readonly session_valid: boolean;
}

export type Claim =
  | { readonly kind: 'held'; readonly lease: Lease; readonly row: TurnRow }
  | { readonly kind: 'busy' }
  | { readonly kind: 'outdated' };

/** SQL: how fast an account `c` of a user `u` may go. */
export const PACE_COLUMNS = `c.ramp, u.time_zone, c.hours_from_minute, c.hours_to_minute, c.work_days, c.own_gap_seconds,
                 c.own_caps, CASE WHEN c.connected_at > c.first_connected_at THEN c.connected_at END AS reconnected_at`;

@Injectable()
export class TurnsRepository {
  /**
   * Takes the account for this turn: `outdated` where a newer turn exists, the bot stopped, or the account or its user
   * is gone or disabled; `busy` where it is held.
   */
  async claim(tx: Tx, { account_id, seq }: Turn, holder: string): Promise<Claim> {
    const row = await tx.one<TurnRow & Record<string, unknown>>(
      `UPDATE user_bot_status s
       SET fence = fence + 1, lease_holder = $3, lease_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
       FROM instagram_credentials c JOIN users u ON u.id = c.user_id CROSS JOIN fleet_state f
       WHERE s.account_id = $1 AND s.user_id = $4 AND c.id = s.account_id AND u.is_active
         AND ${isServed('s')} AND s.session_valid AND s.turn_seq = $2
         AND (s.lease_until IS NULL OR s.lease_until < clock_timestamp())
       RETURNING s.fence, s.bot_running, s.cooldown_until, s.session_doubted, s.faults_in_a_row, s.last_action_at,
                 c.instagram_pk, c.instagram_username, ${PACE_COLUMNS},
                 coalesce(c.ramp_day < (now() AT TIME ZONE quota_zone(u, now()))::date, true) AS ramp_due,
                 CASE WHEN f.paused_at IS NULL THEN 'open' WHEN ${heldBack('s.account_id')} THEN 'paused' ELSE 'probe' END
                   AS fleet`,
      [account_id, seq, holder, tx.userId],
    );
    if (row) return { kind: 'held', lease: { accountId: account_id, holder, fence: row.fence }, row };
    const waiting = await tx.one(
      `SELECT s.account_id FROM user_bot_status s JOIN users u ON u.id = s.user_id
       WHERE s.account_id = $1 AND s.user_id = $2 AND ${isServed('s')} AND s.session_valid AND s.turn_seq = $3
         AND u.is_active`,
      [account_id, tx.userId, seq],
    );
    return { kind: waiting ? 'busy' : 'outdated' };
  }

  /** The account as a turn would find it, for what is shown of its next action; null where it is not the user's. */
  look(tx: Tx, accountId: string): Promise<LookedAt | null> {
    return tx.one<LookedAt & Record<string, unknown>>(
      `SELECT s.last_action_at, s.bot_running, s.session_valid, ${PACE_COLUMNS}
       FROM user_bot_status s JOIN instagram_credentials c ON c.id = s.account_id JOIN users u ON u.id = c.user_id
       WHERE s.account_id = $1 AND s.user_id = $2`,
      [accountId, tx.userId],
    );
  }

  /**
   * Releases the account. Returns the number of the next turn if one is wanted and none was requested since; else null.
   */
  async release(tx: Tx, { accountId, holder, fence }: Lease, seq: number, nextAt: Date | null): Promise<number | null> {
    const row = await tx.one<{ turn_seq: string; renewed: boolean }>(
      `UPDATE user_bot_status
       SET lease_until = NULL, lease_holder = NULL,
           turn_seq = CASE WHEN turn_seq = $4 AND $5::timestamptz IS NOT NULL THEN turn_seq + 1 ELSE turn_seq END,
           next_turn_at = CASE WHEN turn_seq = $4 THEN $5::timestamptz ELSE next_turn_at END
       WHERE account_id = $1 AND lease_holder = $2 AND fence = $3
       RETURNING turn_seq, turn_seq = $4 + 1 AS renewed`,
      [accountId, holder, fence, seq, nextAt],
    );
    return row && nextAt && row.renewed ? Number(row.turn_seq) : null;
  }

  /** Asks for a turn at that time; the number makes every earlier one out of date. Null where the bot is stopped and nothing is planned. */
  async ask(tx: Tx, accountId: string, at: Date): Promise<number | null> {
    const row = await tx.one<{ turn_seq: string }>(
      `UPDATE user_bot_status SET turn_seq = turn_seq + 1, next_turn_at = $3
       WHERE account_id = $1 AND user_id = $2 AND ${isServed('user_bot_status')} RETURNING turn_seq`,
      [accountId, tx.userId, at],
    );
    return row && Number(row.turn_seq);
  }
}
