import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../platform/database/database.module.ts';
import { AuditModule } from '../../audit/index.ts';
import { MailsModule } from '../../mails/index.ts';
import { UsersModule } from '../../users/index.ts';
import { LoginSessionsModule } from '../login-sessions.module.ts';
import { ProofModule } from '../proof/proof.module.ts';
import { Background } from './background.ts';
import { ForgottenPasswordService } from './forgotten-password.service.ts';
import { PasswordResetToken } from './password-reset-token.entity.ts';
import { PasswordResetService } from './password-reset.service.ts';
import { ResetController } from './reset.controller.ts';
import { ResetLinks } from './reset-links.service.ts';
import { ResetTokensRepository } from './reset-tokens.repository.ts';

/** Links for choosing a password. */
@Module({
  imports: [
    DatabaseModule.entities(PasswordResetToken),
    AuditModule,
    LoginSessionsModule,
    MailsModule,
    ProofModule,
    UsersModule,
  ],
  controllers: [ResetController],
  providers: [Background, ForgottenPasswordService, PasswordResetService, ResetLinks, ResetTokensRepository],
})
export class ResetModule {}
