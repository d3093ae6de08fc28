export { HousekeepingModule } from './housekeeping.module.ts';
export { MetricsService } from './metrics.service.ts';
export { MetricsModule, SystemModule } from './system.module.ts';
