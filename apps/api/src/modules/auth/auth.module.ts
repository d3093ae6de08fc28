import { Module } from '@nestjs/common';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { UsersModule } from '../users/index.ts';
import { AccessModule } from './access.module.ts';
import { ApiTokensModule } from './api-tokens/api-tokens.module.ts';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import { LoginSessionsModule } from './login-sessions.module.ts';
import { PasswordChangesModule } from './password-changes.module.ts';
import { ProofModule } from './proof/proof.module.ts';
import { ResetModule } from './reset/reset.module.ts';
import { SecondFactorsModule } from './second-factors/second-factors.module.ts';
import { VerifiedSignInsController } from './second-factors/verified-sign-ins.controller.ts';
import { VerifiedSignIns } from './second-factors/verified-sign-ins.service.ts';

const PARTS = [
  AccessModule,
  ApiTokensModule,
  LoginSessionsModule,
  PasswordChangesModule,
  ProofModule,
  ResetModule,
  SecondFactorsModule,
];

/** Signing in and out, on top of its parts. */
@Module({
  imports: [...PARTS, ActivityModule, AuditModule, UsersModule],
  controllers: [AuthController, VerifiedSignInsController],
  providers: [AuthService, VerifiedSignIns],
})
export class AuthModule {}
