import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { ThrottlerModule } from '@nestjs/throttler';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { MailsModule } from '../mails/index.ts';
import { AppThrottlerGuard, throttlerOptions } from '../../platform/http/throttling.ts';
import { UsersModule } from '../users/index.ts';
import { AuthenticationGuard, AuthorizationGuard } from './access.guards.ts';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import { JwtStrategy } from './jwt.strategy.ts';
import { LoginSession } from './login-session.entity.ts';
import { LoginSessionsRepository } from './login-sessions.repository.ts';
import { FailedAttempts } from './proof/failed-attempts.ts';
import { PasswordProof } from './proof/password-proof.service.ts';
import { SignInsService } from './sign-ins.service.ts';
import { TokensService } from './tokens.service.ts';

@Module({
  imports: [
    DatabaseModule.entities(LoginSession),
    PassportModule,
    ThrottlerModule.forRootAsync({ inject: [CONFIG], useFactory: (config: Config) => throttlerOptions(config) }),
    ActivityModule,
    AuditModule,
    MailsModule,
    UsersModule,
  ],
  controllers: [AuthController],
  providers: [
    AuthService,
    FailedAttempts,
    JwtStrategy,
    LoginSessionsRepository,
    PasswordProof,
    SignInsService,
    TokensService,
    // In this order: not too often, who, and may they.
    { provide: APP_GUARD, useClass: AppThrottlerGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: AuthorizationGuard },
  ],
})
export class AuthModule {}
