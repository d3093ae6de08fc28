import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { InstagramModule } from '../instagram/index.ts';
import { MailsModule } from '../mails/index.ts';
import { UsersModule } from '../users/index.ts';
import { AccountLease } from './account-lease.ts';
import { AccountProxies } from './account-proxies.service.ts';
import { AccountRampsRepository } from './account-ramps.repository.ts';
import { RampRounds } from './account-ramps.rounds.ts';
import { AccountRamps } from './account-ramps.service.ts';
import { AccountSettingsController } from './account-settings.controller.ts';
import { AccountSettingsRepository } from './account-settings.repository.ts';
import { AccountSettingsService } from './account-settings.service.ts';
import { AccountsController } from './accounts.controller.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';
import { ConnectAttempt } from './connect-attempt.entity.ts';
import { ConnectAttemptsRepository } from './connect-attempts.repository.ts';
import { ConnectDevices } from './connect-devices.service.ts';
import { ConnectOutcomes } from './connect-outcomes.service.ts';
import { TakeoversRepository } from './connect-takeover.repository.ts';
import { Takeovers } from './connect-takeover.service.ts';
import { ConnectedAccounts } from './connected-accounts.service.ts';
import { ConnectController } from './connect.controller.ts';
import { ConnectService } from './connect.service.ts';
import { SessionConnections } from './session-connections.service.ts';
import { SessionExportsRepository } from './session-exports.repository.ts';
import { SessionExports } from './session-exports.service.ts';
import { InstagramCredential } from './instagram-credential.entity.ts';
import { InstagramWaitsRepository } from './instagram-waits.repository.ts';
import { LoginPausesRepository } from './login-pauses.repository.ts';
import { LoginPauses } from './login-pauses.service.ts';
import { NewConnections } from './new-connections.service.ts';
import { ProxyTests } from './proxy-tests.service.ts';
import { DailyRounds } from './session-daily.rounds.ts';
import { DailySessionTests } from './session-daily.service.ts';
import { SessionOpener } from './session-opener.service.ts';
import { SessionOpening } from './session-opening.entity.ts';
import { SessionOpeningsController } from './session-openings.controller.ts';
import { SessionOpeningsRepository } from './session-openings.repository.ts';
import { SessionOpeningsService } from './session-openings.service.ts';
import { SessionProofsRepository } from './session-proofs.repository.ts';
import { SessionTestRequests } from './session-test-requests.service.ts';
import { SessionTests } from './session-tests.service.ts';
import { SessionVault } from './session-vault.ts';
import { OpenVerifications } from './verification.service.ts';

@Module({
  imports: [
    DatabaseModule.entities(InstagramCredential, ConnectAttempt, SessionOpening),
    ActivityModule,
    AuditModule,
    InstagramModule,
    MailsModule,
    UsersModule,
  ],
  controllers: [AccountSettingsController, AccountsController, ConnectController, SessionOpeningsController],
  providers: [
    AccountLease,
    AccountProxies,
    AccountRamps,
    AccountRampsRepository,
    AccountSettingsRepository,
    AccountSettingsService,
    AccountsRepository,
    AccountsService,
    ConnectAttemptsRepository,
    ConnectDevices,
    ConnectOutcomes,
    ConnectService,
    ConnectedAccounts,
    NewConnections,
    DailySessionTests,
    InstagramWaitsRepository,
    SessionConnections,
    SessionExports,
    SessionExportsRepository,
    SessionOpener,
    SessionOpeningsRepository,
    SessionOpeningsService,
    SessionProofsRepository,
    SessionTestRequests,
    SessionTests,
    SessionVault,
    LoginPauses,
    LoginPausesRepository,
    OpenVerifications,
    ProxyTests,
    Takeovers,
    TakeoversRepository,
  ],
  exports: [AccountLease, AccountRamps, AccountsService, DailySessionTests, SessionOpener, SessionTests],
})
export class AccountsModule {}

/** For a worker: what is done once a day. Sessions are tested, and days that are over are reckoned. */
@Module({ imports: [AccountsModule], providers: [DailyRounds, RampRounds] })
export class DailyTestsModule {}
