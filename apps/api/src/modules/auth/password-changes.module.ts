import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.ts';
import { MailsModule } from '../mails/index.ts';
import { UsersModule } from '../users/index.ts';
import { CurrentPassword } from './current-password.service.ts';
import { LoginSessionsModule } from './login-sessions.module.ts';
import { NewPasswords } from './new-passwords.service.ts';
import { PasswordChangesController } from './password-changes.controller.ts';
import { PasswordChanges } from './password-changes.service.ts';
import { ProofModule } from './proof/proof.module.ts';
import { SecondFactorsModule } from './second-factors/second-factors.module.ts';

/** Passwords that people change themselves. */
@Module({
  imports: [AuditModule, LoginSessionsModule, MailsModule, ProofModule, SecondFactorsModule, UsersModule],
  controllers: [PasswordChangesController],
  providers: [CurrentPassword, NewPasswords, PasswordChanges],
  exports: [CurrentPassword, NewPasswords],
})
export class PasswordChangesModule {}
