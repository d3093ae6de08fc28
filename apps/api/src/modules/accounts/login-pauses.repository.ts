import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { RateLimits } from '../../platform/database/rate-limits.ts';
import { SEVERAL_USERS } from './login-pauses.ts';

/** How long one sign-in may be under way, seconds. */
const HOLD_SECONDS = 60;

/** A wrong password is forgotten a day after the last one. */
const FORGOTTEN = "clock_timestamp() - interval '1 day'";

/**
 * $1 the name, $2 user and name, $3 the holder, $4 whether the pause for all users applies. Takes both rows or fails:
 * each row is checked in its newest version, so a wrong password counted concurrently is seen.
 */
const CLAIM = `
  WITH forgotten AS (
    DELETE FROM instagram_login_pauses WHERE key IN (
      SELECT key FROM instagram_login_pauses
      WHERE key NOT IN ($1, $2) AND coalesce(wrong_at, held_until) < ${FORGOTTEN} LIMIT 20 FOR UPDATE SKIP LOCKED)
  ), named AS (
    INSERT INTO instagram_login_pauses AS p (key, holder, held_until)
    VALUES ($1, $3, clock_timestamp() + interval '${HOLD_SECONDS} seconds')
    ON CONFLICT (key) DO UPDATE
      SET holder = excluded.holder, held_until = excluded.held_until,
          wrong = CASE WHEN p.wrong_at < ${FORGOTTEN} THEN 0 ELSE p.wrong END
      WHERE (p.held_until IS NULL OR p.held_until < clock_timestamp() OR p.holder = excluded.holder)
        AND (NOT $4 OR p.paused_until IS NULL OR p.paused_until <= clock_timestamp())
    RETURNING true
  ), own AS (
    INSERT INTO instagram_login_pauses AS p (key, name_key, holder, held_until)
    SELECT $2, $1, $3, clock_timestamp() + interval '${HOLD_SECONDS} seconds' FROM named
    ON CONFLICT (key) DO UPDATE
      SET holder = excluded.holder, held_until = excluded.held_until,
          wrong = CASE WHEN p.wrong_at < ${FORGOTTEN} THEN 0 ELSE p.wrong END
      WHERE p.paused_until IS NULL OR p.paused_until <= clock_timestamp()
    RETURNING true
  )
  SELECT EXISTS (SELECT FROM own) AS claimed`;

/** Seconds that this user still has to wait for this name; 0 for none. */
const WAIT = `
  SELECT coalesce(max(extract(epoch FROM p.paused_until - clock_timestamp())), 0)::float8 AS paused
  FROM instagram_login_pauses p
  WHERE p.paused_until > clock_timestamp() AND (p.key = $2 OR ($3 AND p.key = $1))`;

/** Nothing was learned about the password: what was counted stays, and where nothing was, nothing stays. */
const LET_GO = `
  WITH forgotten AS (DELETE FROM instagram_login_pauses WHERE key IN ($1, $2) AND holder = $3 AND wrong = 0)
  UPDATE instagram_login_pauses SET holder = NULL, held_until = NULL
  WHERE key IN ($1, $2) AND holder = $3 AND wrong > 0`;

/** The password was right: this user's count is gone. What others tried stays theirs. */
const CLEAR = `
  WITH own AS (DELETE FROM instagram_login_pauses WHERE key = $2),
  empty AS (DELETE FROM instagram_login_pauses WHERE key = $1 AND holder = $3 AND wrong = 0)
  UPDATE instagram_login_pauses SET holder = NULL, held_until = NULL WHERE key = $1 AND holder = $3 AND wrong > 0`;

/** 2, 4, 8 ... minutes, at most an hour. */
const lasting = (wrong: string) => `least(interval '1 hour', interval '1 minute' * 2 ^ least(${wrong}, 6))`;

/** Counts for the user, and for all users once several of them were wrong within a day. $4: how many are several. */
const COUNT_WRONG = `
  WITH own AS (
    INSERT INTO instagram_login_pauses AS p (key, name_key, wrong, wrong_at, paused_until)
    VALUES ($2, $1, 1, clock_timestamp(), clock_timestamp() + ${lasting('1')})
    ON CONFLICT (key) DO UPDATE
      SET wrong = p.wrong + 1, wrong_at = clock_timestamp(),
          paused_until = clock_timestamp() + ${lasting('p.wrong + 1')}, holder = NULL, held_until = NULL
    RETURNING p.paused_until
  ), others AS (
    SELECT count(*) AS n FROM instagram_login_pauses
    WHERE name_key = $1 AND key <> $2 AND wrong > 0 AND wrong_at > ${FORGOTTEN}
  ), named AS (
    UPDATE instagram_login_pauses p
    SET holder = NULL, held_until = NULL,
        wrong = p.wrong + (others.n + 1 >= $4)::int,
        wrong_at = CASE WHEN others.n + 1 >= $4 THEN clock_timestamp() ELSE p.wrong_at END,
        paused_until = CASE WHEN others.n + 1 >= $4 THEN clock_timestamp() + ${lasting('p.wrong + 1')}
                            ELSE p.paused_until END
    FROM others WHERE p.key = $1 AND p.holder = $3
    RETURNING p.key
  )
  SELECT extract(epoch FROM own.paused_until - clock_timestamp())::float8 AS paused FROM own`;

/** Who asks for which name. */
export interface Guess {
  readonly userId: string;
  readonly username: string;
  /** Whether the user has this account connected: what others tried does not hold them up. */
  readonly connected: boolean;
}

/**
 * Wrong passwords for each Instagram name: by user, and together. Neither name nor user is stored, only an HMAC.
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

  /** Lets one sign-in through; else `paused` is how long it has to wait, seconds, 0 where another is under way. */
  async claim(guess: Guess, holder: string): Promise<{ claimed: boolean; paused: number }> {
    const keys = this.keysOf(guess);
    const [row] = await this.db.counters<{ claimed: boolean }>(CLAIM, [...keys, holder, !guess.connected]);
    if (row?.claimed) return { claimed: true, paused: 0 };
    const [wait] = await this.db.counters<{ paused: number }>(WAIT, [...keys, !guess.connected]);
    return { claimed: false, paused: wait?.paused ?? 0 };
  }

  /** Counts a wrong password; returns the user's wait, seconds. */
  async countWrong(guess: Guess, holder: string): Promise<number> {
    const [row] = await this.db.counters<{ paused: number }>(COUNT_WRONG, [
      ...this.keysOf(guess),
      holder,
      SEVERAL_USERS,
    ]);
    return row?.paused ?? 0;
  }

  async clear(guess: Guess, holder: string): Promise<void> {
    await this.db.counters(CLEAR, [...this.keysOf(guess), holder]);
  }

  async letGo(guess: Guess, holder: string): Promise<void> {
    await this.db.counters(LET_GO, [...this.keysOf(guess), holder]);
  }

  private keysOf({ userId, username }: Guess): [string, string] {
    return [
      this.limits.keyOf('instagram password', username),
      this.limits.keyOf('instagram password of', `${userId}\0${username}`),
    ];
  }
}
