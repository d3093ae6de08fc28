import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { AccountsModule } from '../accounts/index.ts';
import { DailyStat } from './daily-stat.entity.ts';
import { DailyStatsRepository } from './daily-stats.repository.ts';
import { StatsController } from './stats.controller.ts';
import { StatsRepository } from './stats.repository.ts';
import { StatsService } from './stats.service.ts';

/** Keeps the counts and reads them; for what writes outcomes, and for digests. */
@Module({
  imports: [DatabaseModule.entities(DailyStat)],
  providers: [DailyStatsRepository, StatsRepository],
  exports: [DailyStatsRepository, StatsRepository],
})
export class DailyStatsModule {}

/** The routes. */
@Module({
  imports: [DailyStatsModule, AccountsModule],
  controllers: [StatsController],
  providers: [StatsService],
})
export class StatsModule {}
