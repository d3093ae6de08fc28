import { type ExecutionContext, Injectable } from '@nestjs/common';
import {
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config/config.ts';
import type { RateLimits } from '../database/rate-limits.ts';
import { tooManyRequests } from '../errors/app-error.ts';
import { addressGroup, clientAddress } from './client-address.ts';
import { routeOf } from './route.ts';

const WINDOW_SECONDS = 60;

type ThrottlerName = 'requests' | 'guesses';

/** Behind the throttler: a limiter for each of its names. */
class Counters implements ThrottlerStorage {
  private readonly limiters: Readonly<Record<ThrottlerName, RateLimiterAbstract>>;

  constructor(
    { throttle }: Config,
    private readonly limits: RateLimits,
  ) {
    this.limiters = {
      // In memory, since it protects this very process, and a round trip for each request would cost more than it saves.
      requests: new RateLimiterMemory({ points: throttle.requestsPerMinute, duration: WINDOW_SECONDS }),
      // In the database: more processes do not mean more guesses.
      guesses: limits.limiter(throttle.loginsPerMinute, WINDOW_SECONDS),
    };
  }

  async increment(address: string, _ttl: number, _limit: number, _blocked: number, name: ThrottlerName) {
    const key = name === 'guesses' ? this.limits.keyOf(name, address) : address;
    try {
      return this.record(await this.limiters[name].consume(key), false);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return this.record(refusal, true);
      throw refusal;
    }
  }

  private record({ consumedPoints, msBeforeNext }: RateLimiterRes, isBlocked: boolean) {
    const seconds = Math.ceil(msBeforeNext / 1000);
    return {
      totalHits: consumedPoints,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    };
  }
}

/** Two limits for each address: all requests, and guesses. */
export const throttlerOptions = (config: Config, limits: RateLimits): ThrottlerModuleOptions => {
  const ttl = WINDOW_SECONDS * 1000;
  const { requestsPerMinute, loginsPerMinute } = config.throttle;
  return {
    throttlers: [
      { name: 'requests', ttl, limit: requestsPerMinute },
      { name: 'guesses', ttl, limit: loginsPerMinute, skipIf: (context) => !routeOf(context)?.guessable },
    ],
    storage: new Counters(config, limits),
    // One count over all routes, instead of one for each; the storage keeps the names apart.
    generateKey: (_, address) => address,
    setHeaders: false,
  };
};

/** The throttler, with an IPv6 network as one address, and answering in our own words. */
@Injectable()
export class AppThrottlerGuard extends ThrottlerGuard {
  protected override async getTracker(request: FastifyRequest): Promise<string> {
    return addressGroup(clientAddress(request));
  }

  protected override async throwThrottlingException(_: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    throw tooManyRequests(Math.max(1, detail.timeToBlockExpire));
  }
}
