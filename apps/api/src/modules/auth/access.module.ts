import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { ThrottlerModule } from '@nestjs/throttler';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { RateLimits } from '../../platform/database/rate-limits.ts';
import { HttpModule } from '../../platform/http/http.module.ts';
import { AppThrottlerGuard, throttlerOptions } from '../../platform/http/throttling.ts';
import { AuditModule } from '../audit/index.ts';
import { AuthenticationGuard, AuthorizationGuard } from './access.guards.ts';
import { ApiTokenCallers } from './api-tokens/api-token-callers.service.ts';
import { CallerCache } from './caller-cache.ts';
import { JwtStrategy } from './jwt.strategy.ts';
import { LoginSessionsModule } from './login-sessions.module.ts';

const throttler = ThrottlerModule.forRootAsync({
  inject: [CONFIG, Database],
  useFactory: (config: Config, db: Database) => throttlerOptions(config, new RateLimits(db, config)),
});
/** In this order: rate limit, identity, permission. */
const GUARDS = [AppThrottlerGuard, AuthenticationGuard, AuthorizationGuard];

/** Guards for every request. */
@Module({
  imports: [AuditModule, HttpModule, LoginSessionsModule, PassportModule, throttler],
  providers: [
    ApiTokenCallers,
    CallerCache,
    JwtStrategy,
    ...GUARDS.map((guard) => ({ provide: APP_GUARD, useClass: guard })),
  ],
})
export class AccessModule {}
