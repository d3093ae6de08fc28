import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { InstagramModule } from '../instagram/index.ts';
import { UsersModule } from '../users/index.ts';
import { AccountLease } from './account-lease.ts';
import { AccountsController } from './accounts.controller.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';
import { ConnectAttempt } from './connect-attempt.entity.ts';
import { ConnectAttemptsRepository } from './connect-attempts.repository.ts';
import { ConnectService } from './connect.service.ts';
import { InstagramCredential } from './instagram-credential.entity.ts';
import { SessionVault } from './session-vault.ts';

@Module({
  imports: [DatabaseModule.entities(InstagramCredential, ConnectAttempt), ActivityModule, InstagramModule, UsersModule],
  controllers: [AccountsController],
  providers: [
    AccountLease,
    AccountsRepository,
    AccountsService,
    ConnectAttemptsRepository,
    ConnectService,
    SessionVault,
  ],
  exports: [AccountLease, AccountsService],
})
export class AccountsModule {}
