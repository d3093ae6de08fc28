import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { Database } from '../../../platform/database/database.ts';
import { RateLimits, type Taken } from '../../../platform/database/rate-limits.ts';

/**
 * The window of these begins with the first attempt. Of many people behind one address, somebody always tries, and so may
 * strangers for a reset of somebody: a window that begins anew would never end. Every other kind holds in every span of its
 * length.
 */
const SHARED_KINDS: readonly string[] = ['address', 'reset_of', 'reset_from'];

/**
 * Attempts at something that is worth guessing, counted for all processes together. They are counted before anything is
 * looked at, so that many at once count as many; whoever was right gives the point back.
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

  /** It was right after all. What others got wrong goes on counting. */
  giveBack(kind: string, key: string): Promise<void> {
    return this.limits.giveBack(kind, key);
  }
}
