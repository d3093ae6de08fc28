import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { RateLimits } from '../../platform/database/rate-limits.ts';
import { AppError } from '../../platform/errors/app-error.ts';

const KIND = 'user_export';

/** After this many seconds an export whose process died no longer blocks the next one. */
const LONGEST_SECONDS = 15 * 60;

/** Lets each user have one export at a time, over all processes. */
@Injectable()
export class ExportTurns {
  private readonly limits: RateLimits;

  constructor(db: Database, @Inject(CONFIG) config: Config) {
    this.limits = new RateLimits(db, config);
  }

  /** @throws AppError CONFLICT while another one is under way */
  async take(userId: string): Promise<void> {
    const { allowed, retryAfter } = await this.limits.take(KIND, userId, 1, LONGEST_SECONDS, true);
    if (allowed) return;
    const what = 'An export of yours is under way. Wait for its end, or up to 15 minutes if it broke off.';
    throw new AppError('CONFLICT', { what }, { retryAfter });
  }

  giveBack(userId: string): Promise<void> {
    return this.limits.giveBack(KIND, userId);
  }
}
