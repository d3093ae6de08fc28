import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { Database } from '../../../platform/database/database.ts';
import { RateLimits, type Taken } from '../../../platform/database/rate-limits.ts';

/**
 * The window of these starts with the first attempt. There is always an attempt from an address that many people share,
 * and strangers can keep requesting resets for a user: a window restarted by each attempt would never end. All other
 * kinds apply to every span of the window's length.
 */
const SHARED_KINDS: readonly string[] = ['address', 'reset_of', 'reset_from'];

/**
 * Attempts at something worth guessing, counted across all processes. They are counted before anything is checked, so
 * that concurrent attempts all count; a correct one gives its point back.
 * @throws AppError DATABASE_UNAVAILABLE
 */
@Injectable()
export class Attempts {
  private readonly limits: RateLimits;

  constructor(db: Database, @Inject(CONFIG) config: Config) {
    this.limits = new RateLimits(db, config);
  }

  /** One of `most` attempts at `key` in a window; `retryAfter` in seconds, where none is left. */
  take(kind: string, key: string, most: number, windowSeconds: number): Promise<Taken> {
    return this.limits.take(kind, key, most, windowSeconds, !SHARED_KINDS.includes(kind));
  }

  /** The attempt was correct: gives its point back. Other users' wrong attempts still count. */
  giveBack(kind: string, key: string): Promise<void> {
    return this.limits.giveBack(kind, key);
  }
}
