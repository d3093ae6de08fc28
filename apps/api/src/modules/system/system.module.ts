import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { AuditModule } from '../audit/index.ts';
import { AdminController } from './admin.controller.ts';
import { DemoAccounts } from './demo-accounts.ts';
import { MetricsService } from './metrics.service.ts';
import { OverviewService } from './overview.service.ts';
import { PagesController } from './pages.controller.ts';
import { ReadinessCheck } from './readiness.ts';
import { SecuritySettings } from './security-settings.entity.ts';
import { SecuritySettingsRepository } from './security-settings.repository.ts';
import { SecuritySettingsService } from './security-settings.service.ts';
import { SystemController } from './system.controller.ts';
import { SystemService } from './system.service.ts';

@Module({ providers: [MetricsService], exports: [MetricsService] })
export class MetricsModule {}

@Module({
  imports: [AuditModule, DatabaseModule.entities(SecuritySettings), MetricsModule],
  controllers: [SystemController, AdminController, PagesController],
  providers: [
    DemoAccounts,
    OverviewService,
    ReadinessCheck,
    SecuritySettingsRepository,
    SecuritySettingsService,
    SystemService,
  ],
})
export class SystemModule {}
