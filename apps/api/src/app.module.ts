import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule, DailyTestsModule } from './modules/accounts/index.ts';
import { ActivityModule, LiveEventsModule } from './modules/activity/index.ts';
import { AuditLogModule } from './modules/audit/index.ts';
import { AuthModule } from './modules/auth/index.ts';
import { BotModule, BotWorkerModule } from './modules/bot/index.ts';
import { ContentModule } from './modules/content/index.ts';
import { ErrorCodesModule } from './modules/error-codes/index.ts';
import { InstagramModule } from './modules/instagram/index.ts';
import { QuotasModule } from './modules/quotas/index.ts';
import { MailSendingModule } from './modules/mails/index.ts';
import { NotificationsFeedModule, NotificationsModule } from './modules/notifications/index.ts';
import { StatsModule } from './modules/stats/index.ts';
import { HousekeepingModule, MetricsModule, SystemModule } from './modules/system/index.ts';
import { UsersModule } from './modules/users/index.ts';
import { ClockModule } from './platform/clock/clock.module.ts';
import type { Config } from './platform/config/config.ts';
import { ConfigModule } from './platform/config/config.module.ts';
import { CryptoModule } from './platform/crypto/crypto.module.ts';
import { DatabaseModule } from './platform/database/database.module.ts';
import { HttpModule } from './platform/http/http.module.ts';
import type { Logger } from './platform/logging/logger.ts';
import { LoggingModule } from './platform/logging/logging.module.ts';
import { QueueModule } from './platform/queue/queue.module.ts';

/** The process that people talk to. */
@Module({})
export class ApiModule {
  static with(config: Config, logger: Logger): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ConfigModule.with(config),
        LoggingModule.with(logger),
        ClockModule,
        CryptoModule,
        DatabaseModule.connect('pacekeeper-api', 12),
        QueueModule.as('sender'),
        HttpModule,
        AuthModule,
        UsersModule,
        QuotasModule,
        InstagramModule,
        AccountsModule,
        ActivityModule,
        LiveEventsModule.listen(),
        BotModule,
        ContentModule,
        ErrorCodesModule,
        AuditLogModule,
        MailSendingModule,
        NotificationsModule,
        StatsModule,
        // Last: its page answers every address that no other module does.
        SystemModule,
      ],
    };
  }
}

/** The process that acts: the same modules, and no routes. */
@Module({})
export class WorkerModule {
  static with(config: Config, logger: Logger): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.with(config),
        LoggingModule.with(logger),
        ClockModule,
        CryptoModule,
        DatabaseModule.connect('pacekeeper-worker', 16),
        QueueModule.as('worker'),
        BotWorkerModule,
        DailyTestsModule,
        NotificationsFeedModule,
        HousekeepingModule,
        MetricsModule,
      ],
    };
  }
}
