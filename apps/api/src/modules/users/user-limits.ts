import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { RateLimits } from '../../platform/database/rate-limits.ts';
import { tooManyRequests } from '../../platform/errors/app-error.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

interface Limit {
  readonly most: number;
  /** In any span of this many seconds. */
  readonly seconds: number;
  /** What a person who exceeds it is told. */
  readonly what: string;
}

/** What makes hashes, sends mail, tries codes or asks Instagram, and how often a user may. docs/security.md has the same figures. */
export const USER_LIMITS = {
  password_proof: { most: 60, seconds: 15 * MINUTE, what: 'Your password was asked for too often in a short time.' },
  password_change: { most: 10, seconds: HOUR, what: 'Your password was changed too often in a short time.' },
  password_reset: { most: 20, seconds: HOUR, what: 'A new password was sent too often in a short time.' },
  totp_confirm: { most: 10, seconds: 15 * MINUTE, what: 'Too many codes of this authenticator app were wrong.' },
  factor_change: { most: 30, seconds: HOUR, what: 'Your second factors were changed too often in a short time.' },
  recovery_codes: { most: 10, seconds: HOUR, what: 'Recovery codes were made too often in a short time.' },
  email_change: { most: 5, seconds: HOUR, what: 'Your e-mail address was changed too often in a short time.' },
  email_of_others: { most: 100, seconds: HOUR, what: 'You changed too many e-mail addresses in a short time.' },
  api_token: { most: 20, seconds: HOUR, what: 'API tokens were created too often in a short time.' },
  notification_test: { most: 30, seconds: HOUR, what: 'You tested your notifications too often in a short time.' },
  user_create: { most: 200, seconds: HOUR, what: 'You created too many users in a short time.' },
  recovery_start: { most: 60, seconds: HOUR, what: 'You started too many resets in a short time.' },
  instagram_sign_in: { most: 120, seconds: HOUR, what: 'You signed in to Instagram too often in a short time.' },
  session_test: { most: 60, seconds: HOUR, what: 'You had sessions tested too often in a short time.' },
  session_export: { most: 10, seconds: HOUR, what: 'You exported sessions too often in a short time.' },
  recovery_of: { most: 10, seconds: HOUR, what: 'Resets of this user were started too often in a short time.' },
} as const satisfies Record<string, Limit>;
export type UserLimit = keyof typeof USER_LIMITS;

/** Limits how often each user may ask for expensive things, counted across all processes. */
@Injectable()
export class UserLimits {
  private readonly limits: RateLimits;

  constructor(db: Database, @Inject(CONFIG) config: Config) {
    this.limits = new RateLimits(db, config);
  }

  /** Call it after what is cheap to check and before the work. @throws AppError TOO_MANY_REQUESTS */
  async spend(limit: UserLimit, userId: string): Promise<void> {
    const { most, seconds, what } = USER_LIMITS[limit];
    const { allowed, retryAfter } = await this.limits.take(limit, userId, most, seconds, true);
    if (!allowed) throw tooManyRequests(retryAfter, what);
  }

  /** The attempt was correct, or was not made after all: gives its point back. */
  giveBack(limit: UserLimit, userId: string): Promise<void> {
    return this.limits.giveBack(limit, userId);
  }
}
