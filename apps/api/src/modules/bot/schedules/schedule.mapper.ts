import { type Schedule, symbolOfCode } from '@pacekeeper/contracts';
import type { BotSchedule } from './schedule.entity.ts';

const lastRunOf = ({ lastRunAt, lastRunJobId, lastRunCode }: BotSchedule): Pick<Schedule, 'last_run'> => {
  if (!lastRunAt) return {};
  const symbol = lastRunCode ? symbolOfCode(lastRunCode) : null;
  return {
    last_run: {
      at: lastRunAt.toISOString(),
      ...(lastRunJobId ? { job_id: lastRunJobId } : {}),
      ...(symbol ? { symbol } : {}),
    },
  };
};

export const toScheduleView = (row: BotSchedule): Schedule => ({
  id: row.id,
  account_id: row.accountId,
  name: row.name,
  job: row.job,
  cron: row.cron,
  time_zone: row.timeZone,
  enabled: row.enabled,
  next_run_at: row.nextRunAt?.toISOString() ?? null,
  ...lastRunOf(row),
  created_at: row.createdAt.toISOString(),
});
