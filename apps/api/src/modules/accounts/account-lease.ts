import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';

/** How long one hold on an account lasts, seconds; a call to Instagram takes at most half of it. */
export const LEASE_SECONDS = 10;

/** How long a caller waits for a busy account, milliseconds: slightly longer than a lease. */
const WAIT_MS = 12_000;
const ASK_AGAIN_MS = 150;

/**
 * SQL on `user_bot_status`: whether an account gets turns. A stopped bot gets those of jobs that are being planned, which only
 * read.
 */
export const isServed = (status: string): string =>
  `(${status}.bot_running
    OR EXISTS (SELECT FROM bot_jobs p WHERE p.account_id = ${status}.account_id AND p.state = 'planning'))`;

export interface Lease {
  readonly accountId: string;
  readonly holder: string;
  /** Rises with every hold; only the newest may write. */
  readonly fence: string;
}

/** One call at a time for each account: every caller of Instagram holds this first. */
@Injectable()
export class AccountLease {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Runs `work` while holding the account. @throws AppError CONFLICT where it stays busy. */
  async hold<T>(userId: string, accountId: string, work: (lease: Lease) => Promise<T>): Promise<T> {
    const deadline = this.clock.monotonic() + WAIT_MS;
    const holder = randomUUID();
    for (;;) {
      const lease = await this.db.asUser(userId, (tx) => this.claim(tx, accountId, holder));
      if (lease) {
        try {
          return await work(lease);
        } finally {
          await this.db.asUser(userId, (tx) => this.release(tx, lease));
        }
      }
      if (this.clock.monotonic() > deadline) {
        throw new AppError('CONFLICT', { what: 'The account is busy with another call; try again in a moment.' });
      }
      await this.clock.sleep(ASK_AGAIN_MS);
    }
  }

  /** Null if it is already held. */
  async claim(tx: Tx, accountId: string, holder: string): Promise<Lease | null> {
    const row = await tx.one<{ fence: string }>(
      `UPDATE user_bot_status
       SET fence = fence + 1, lease_holder = $2, lease_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
       WHERE account_id = $1 AND user_id = $3 AND (lease_until IS NULL OR lease_until < clock_timestamp())
       RETURNING fence`,
      [accountId, holder, tx.userId],
    );
    return row && { accountId, holder, fence: row.fence };
  }

  /** Makes a live lease whole again; false where it is no longer ours. */
  async extend(tx: Tx, { accountId, holder, fence }: Lease): Promise<boolean> {
    const row = await tx.one(
      `UPDATE user_bot_status SET lease_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
       WHERE account_id = $1 AND lease_holder = $2 AND fence = $3 AND lease_until > clock_timestamp() RETURNING fence`,
      [accountId, holder, fence],
    );
    return row !== null;
  }

  /** As `extend`, for a turn of a bot: false also where the bot was stopped or its session was lost meanwhile. */
  async extendTurn(tx: Tx, { accountId, holder, fence }: Lease): Promise<boolean> {
    const row = await tx.one(
      `UPDATE user_bot_status SET lease_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
       WHERE account_id = $1 AND lease_holder = $2 AND fence = $3 AND lease_until > clock_timestamp()
         AND ${isServed('user_bot_status')} AND session_valid RETURNING fence`,
      [accountId, holder, fence],
    );
    return row !== null;
  }

  /**
   * As `extend`, for a turn that has an answer to record. `stopped`: the account is still ours, but its bot was stopped or its
   * session lost meanwhile; what came is recorded, and nothing more is done.
   */
  async renewTurn(tx: Tx, { accountId, holder, fence }: Lease): Promise<'goes_on' | 'stopped' | 'lost'> {
    const row = await tx.one<{ goes_on: boolean }>(
      `UPDATE user_bot_status SET lease_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
       WHERE account_id = $1 AND lease_holder = $2 AND fence = $3 AND lease_until > clock_timestamp()
       RETURNING ${isServed('user_bot_status')} AND session_valid AS goes_on`,
      [accountId, holder, fence],
    );
    if (!row) return 'lost';
    return row.goes_on ? 'goes_on' : 'stopped';
  }

  async release(tx: Tx, { accountId, holder, fence }: Lease): Promise<void> {
    await tx.sql(
      `UPDATE user_bot_status SET lease_until = NULL, lease_holder = NULL
       WHERE account_id = $1 AND lease_holder = $2 AND fence = $3`,
      [accountId, holder, fence],
    );
  }
}
