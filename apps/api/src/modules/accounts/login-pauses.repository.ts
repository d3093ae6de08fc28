import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { RateLimits } from '../../platform/database/rate-limits.ts';

/** How long one sign-in may be under way, seconds. */
const HOLD_SECONDS = 60;

/** A name is forgotten a day after its last wrong password. */
const FORGOTTEN = "clock_timestamp() - interval '1 day'";

const CLAIM = `
  WITH forgotten AS (
    DELETE FROM instagram_login_pauses WHERE key IN (
      SELECT key FROM instagram_login_pauses
      WHERE key <> $1 AND coalesce(wrong_at, held_until) < ${FORGOTTEN} LIMIT 20 FOR UPDATE SKIP LOCKED)
  ), claimed AS (
    INSERT INTO instagram_login_pauses AS p (key, holder, held_until)
    VALUES ($1, $2, clock_timestamp() + interval '${HOLD_SECONDS} seconds')
    ON CONFLICT (key) DO UPDATE
      SET holder = excluded.holder, held_until = excluded.held_until,
          wrong = CASE WHEN p.wrong_at < ${FORGOTTEN} THEN 0 ELSE p.wrong END
      WHERE (p.held_until IS NULL OR p.held_until < clock_timestamp())
        AND (p.paused_until IS NULL OR p.paused_until <= clock_timestamp())
    RETURNING true
  )
  SELECT true AS claimed, 0::float8 AS paused FROM claimed
  UNION ALL
  SELECT false, coalesce(extract(epoch FROM p.paused_until - clock_timestamp()), 0)::float8
  FROM instagram_login_pauses p WHERE p.key = $1 AND NOT EXISTS (SELECT FROM claimed)`;

const LET_GO = `
  WITH forgotten AS (DELETE FROM instagram_login_pauses WHERE key = $1 AND holder = $2 AND wrong = 0)
  UPDATE instagram_login_pauses SET holder = NULL, held_until = NULL WHERE key = $1 AND holder = $2 AND wrong > 0`;

/** 2, 4, 8 ... minutes, at most an hour. */
const COUNT_WRONG = `
  INSERT INTO instagram_login_pauses AS p (key, wrong, wrong_at, paused_until)
  VALUES ($1, 1, clock_timestamp(), clock_timestamp() + interval '2 minutes')
  ON CONFLICT (key) DO UPDATE
    SET wrong = p.wrong + 1, wrong_at = clock_timestamp(),
        paused_until = clock_timestamp() + least(interval '1 hour', interval '1 minute' * 2 ^ least(p.wrong + 1, 6)),
        holder = NULL, held_until = NULL
  RETURNING extract(epoch FROM p.paused_until - clock_timestamp())::float8 AS paused`;

/**
 * Wrong passwords for each Instagram name, whoever of all users tried them: they are nobody's, and no name is stored,
 * only its HMAC.
 */
@Injectable()
export class LoginPausesRepository {
  private readonly limits: RateLimits;

  constructor(
    private readonly db: Database,
    @Inject(CONFIG) config: Config,
  ) {
    this.limits = new RateLimits(db, config);
  }

  /** Lets one sign-in through; else `paused` is how long this name has to wait, seconds, 0 where another is under way. */
  async claim(username: string, holder: string): Promise<{ claimed: boolean; paused: number }> {
    const [row] = await this.db.counters<{ claimed: boolean; paused: number }>(CLAIM, [this.keyOf(username), holder]);
    // No row: another came in the very moment in which this one looked.
    return row ?? { claimed: false, paused: 0 };
  }

  /** Counts a wrong password; returns the wait, seconds. */
  async countWrong(username: string): Promise<number> {
    const [row] = await this.db.counters<{ paused: number }>(COUNT_WRONG, [this.keyOf(username)]);
    return row?.paused ?? 0;
  }

  /** The password was right: nothing is counted any more. */
  async clear(username: string): Promise<void> {
    await this.db.counters('DELETE FROM instagram_login_pauses WHERE key = $1', [this.keyOf(username)]);
  }

  /** Nothing was learned about the password; what was counted stays, and where nothing was, nothing stays. */
  async letGo(username: string, holder: string): Promise<void> {
    await this.db.counters(LET_GO, [this.keyOf(username), holder]);
  }

  private keyOf(username: string): string {
    return this.limits.keyOf('instagram password', username);
  }
}
