import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { MailsModule } from '../mails/index.ts';
import { UsersModule } from '../users/index.ts';
import { CallersRepository } from './callers.repository.ts';
import { LoginSession } from './login-session.entity.ts';
import { LoginSessionsController } from './login-sessions.controller.ts';
import { LoginSessionsRepository } from './login-sessions.repository.ts';
import { LoginSessionsService } from './login-sessions.service.ts';
import { ProofModule } from './proof/proof.module.ts';
import { SignInsService } from './sign-ins.service.ts';
import { TokensService } from './tokens.service.ts';

const SHARED = [CallersRepository, LoginSessionsRepository, LoginSessionsService, SignInsService, TokensService];

/** Login sessions: how they begin, who they belong to, and their ends. */
@Module({
  imports: [DatabaseModule.entities(LoginSession), ActivityModule, AuditModule, MailsModule, ProofModule, UsersModule],
  controllers: [LoginSessionsController],
  providers: SHARED,
  exports: SHARED,
})
export class LoginSessionsModule {}
