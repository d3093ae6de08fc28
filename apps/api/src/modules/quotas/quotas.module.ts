import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { UsersModule } from '../users/index.ts';
import { DailyLimit } from './daily-limit.entity.ts';
import { LimitsRepository } from './limits.repository.ts';
import { QuotaInterceptor } from './quota.interceptor.ts';
import { QuotaRepository } from './quota.repository.ts';
import { QuotaUsage } from './quota-usage.entity.ts';
import { QuotasController } from './quotas.controller.ts';
import { QuotasService } from './quotas.service.ts';

@Module({
  imports: [DatabaseModule.entities(DailyLimit, QuotaUsage), ActivityModule, UsersModule],
  controllers: [QuotasController],
  providers: [LimitsRepository, QuotaInterceptor, QuotaRepository, QuotasService],
  exports: [QuotaInterceptor, QuotasService],
})
export class QuotasModule {}
