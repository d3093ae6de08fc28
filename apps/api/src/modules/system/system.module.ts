import { Module } from '@nestjs/common';
import { DemoAccounts } from './demo-accounts.ts';
import { MetricsService } from './metrics.service.ts';
import { PagesController } from './pages.controller.ts';
import { SystemController } from './system.controller.ts';
import { SystemService } from './system.service.ts';

@Module({ providers: [MetricsService], exports: [MetricsService] })
export class MetricsModule {}

@Module({
  imports: [MetricsModule],
  controllers: [SystemController, PagesController],
  providers: [DemoAccounts, SystemService],
})
export class SystemModule {}
