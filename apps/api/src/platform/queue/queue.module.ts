import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import { CONFIG, type Config } from '../config/config.ts';
import type { Logger } from '../logging/logger.ts';
import { LOGGER } from '../logging/logging.module.ts';
import { type BossRole, createBoss } from './boss.ts';
import { MailQueue } from './mail-jobs.ts';
import { NotificationQueue } from './notification-jobs.ts';
import { Queue } from './queue.ts';

@Global()
@Module({})
export class QueueModule implements OnApplicationShutdown {
  constructor(@Inject(PgBoss) private readonly boss: PgBoss) {}

  static as(role: BossRole): DynamicModule {
    return {
      module: QueueModule,
      providers: [
        {
          provide: PgBoss,
          inject: [CONFIG, LOGGER],
          useFactory: (config: Config, logger: Logger) => createBoss(config.databaseUrl.open(), role, logger).start(),
        },
        { provide: Queue, inject: [PgBoss], useFactory: (boss: PgBoss) => new Queue(boss) },
        { provide: MailQueue, inject: [PgBoss], useFactory: (boss: PgBoss) => new MailQueue(boss) },
        { provide: NotificationQueue, inject: [PgBoss], useFactory: (boss: PgBoss) => new NotificationQueue(boss) },
      ],
      exports: [Queue, MailQueue, NotificationQueue],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss.stop({ graceful: false });
  }
}
