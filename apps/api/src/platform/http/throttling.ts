import { type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Config } from '../config/config.ts';
import { AppError } from '../errors/app-error.ts';

const GUESSABLE = 'throttle:guessable';
const MINUTE = 60_000;

/** For routes where guessing a password or a code would pay: a lower limit, shared by all of them. */
export const Guessable = () => SetMetadata(GUESSABLE, true);

const isGuessable = (context: ExecutionContext) => Reflect.getMetadata(GUESSABLE, context.getHandler()) === true;

/** Two limits for each address: all requests, and guesses. */
export const throttlerOptions = ({ throttle }: Config): ThrottlerModuleOptions => ({
  throttlers: [
    { name: 'requests', ttl: MINUTE, limit: throttle.requestsPerMinute },
    { name: 'guesses', ttl: MINUTE, limit: throttle.loginsPerMinute, skipIf: (context) => !isGuessable(context) },
  ],
  // One count over all routes, instead of one for each.
  generateKey: (_, address, name) => `${name}:${address}`,
  setHeaders: false,
});

/** The throttler, answering in our own words. */
@Injectable()
export class AppThrottlerGuard extends ThrottlerGuard {
  protected override async throwThrottlingException(_: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    throw new AppError('TOO_MANY_REQUESTS', {}, { retryAfter: Math.max(1, detail.timeToBlockExpire) });
  }
}
