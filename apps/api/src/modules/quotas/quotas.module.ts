import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { UsersModule } from '../users/index.ts';
import { DailyLimit } from './daily-limit.entity.ts';
import { LimitChangesService } from './limit-changes.service.ts';
import { LimitWish } from './limit-wish.entity.ts';
import { LimitsRepository } from './limits.repository.ts';
import { QuotaInterceptor } from './quota.interceptor.ts';
import { QuotaRepository } from './quota.repository.ts';
import { QuotaUsage } from './quota-usage.entity.ts';
import { QuotasController } from './quotas.controller.ts';
import { QuotasService } from './quotas.service.ts';
import { WishesRepository } from './wishes.repository.ts';

@Module({
  imports: [DatabaseModule.entities(DailyLimit, LimitWish, QuotaUsage), ActivityModule, AuditModule, UsersModule],
  controllers: [QuotasController],
  providers: [
    LimitChangesService,
    LimitsRepository,
    QuotaInterceptor,
    QuotaRepository,
    QuotasService,
    WishesRepository,
  ],
  exports: [QuotaInterceptor, QuotasService],
})
export class QuotasModule {}
