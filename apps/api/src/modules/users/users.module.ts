import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { MailsModule } from '../mails/index.ts';
import { FirstAdmin } from './first-admin.ts';
import { Installation } from './installation.entity.ts';
import { StandingRepository } from './standing.repository.ts';
import { UserChangesService } from './user-changes.service.ts';
import { ConfirmEmailController } from './email/confirm-email.controller.ts';
import { EmailChange } from './email/email-change.entity.ts';
import { EmailChangesRepository } from './email/email-changes.repository.ts';
import { EmailChanges } from './email/email-changes.service.ts';
import { EmailLinks } from './email/email-links.service.ts';
import { UserExportModule } from './user-export.module.ts';
import { UserLimits } from './user-limits.ts';
import { UserRecoveryController } from './user-recovery.controller.ts';
import { UserRecoveryService } from './user-recovery.service.ts';
import { User } from './user.entity.ts';
import { UsersController } from './users.controller.ts';
import { UsersRepository } from './users.repository.ts';
import { UsersService } from './users.service.ts';

const SHARED = [FirstAdmin, UserLimits, UsersService];

@Module({
  imports: [
    DatabaseModule.entities(EmailChange, User, Installation),
    ActivityModule,
    AuditModule,
    MailsModule,
    UserExportModule,
  ],
  controllers: [ConfirmEmailController, UsersController, UserRecoveryController],
  providers: [
    ...SHARED,
    EmailChanges,
    EmailChangesRepository,
    EmailLinks,
    StandingRepository,
    UserChangesService,
    UserRecoveryService,
    UsersRepository,
  ],
  exports: SHARED,
})
export class UsersModule {}
