import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { ThrottlerModule } from '@nestjs/throttler';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { RateLimits } from '../../platform/database/rate-limits.ts';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { MailsModule } from '../mails/index.ts';
import { AppThrottlerGuard, throttlerOptions } from '../../platform/http/throttling.ts';
import { UsersModule } from '../users/index.ts';
import { AuthenticationGuard, AuthorizationGuard } from './access.guards.ts';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import { CallerCache } from './caller-cache.ts';
import { CallersRepository } from './callers.repository.ts';
import { CurrentPassword } from './current-password.service.ts';
import { JwtStrategy } from './jwt.strategy.ts';
import { LoginSession } from './login-session.entity.ts';
import { LoginSessionsController } from './login-sessions.controller.ts';
import { LoginSessionsRepository } from './login-sessions.repository.ts';
import { LoginSessionsService } from './login-sessions.service.ts';
import { PasswordChangesController } from './password-changes.controller.ts';
import { PasswordChanges } from './password-changes.service.ts';
import { Attempts } from './proof/attempts.ts';
import { KnownDevices } from './proof/known-device.ts';
import { PasswordProof } from './proof/password-proof.service.ts';
import { RESET } from './reset/reset.providers.ts';
import { SECOND_FACTORS } from './second-factors/second-factors.providers.ts';
import { SignInsService } from './sign-ins.service.ts';
import { TokensService } from './tokens.service.ts';

@Module({
  imports: [
    DatabaseModule.entities(LoginSession, ...SECOND_FACTORS.entities, ...RESET.entities),
    PassportModule,
    ThrottlerModule.forRootAsync({
      inject: [CONFIG, Database],
      useFactory: (config: Config, db: Database) => throttlerOptions(config, new RateLimits(db, config)),
    }),
    ActivityModule,
    AuditModule,
    MailsModule,
    UsersModule,
  ],
  controllers: [
    AuthController,
    LoginSessionsController,
    PasswordChangesController,
    ...SECOND_FACTORS.controllers,
    ...RESET.controllers,
  ],
  providers: [
    AuthService,
    CallerCache,
    CallersRepository,
    CurrentPassword,
    Attempts,
    KnownDevices,
    JwtStrategy,
    LoginSessionsRepository,
    LoginSessionsService,
    PasswordChanges,
    PasswordProof,
    SignInsService,
    TokensService,
    ...SECOND_FACTORS.providers,
    ...RESET.providers,
    // In this order: not too often, who, and may they.
    { provide: APP_GUARD, useClass: AppThrottlerGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: AuthorizationGuard },
  ],
})
export class AuthModule {}
