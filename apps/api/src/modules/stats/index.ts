export { DailyStatsRepository, type StatChange } from './daily-stats.repository.ts';
export { StatsRepository, type SummaryRow } from './stats.repository.ts';
export { DailyStatsModule, StatsModule } from './stats.module.ts';
