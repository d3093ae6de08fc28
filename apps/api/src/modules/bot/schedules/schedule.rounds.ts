import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type ErrorSymbol, say, sayError } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { ActivityService } from '../../activity/index.ts';
import { nextRun, runsOver } from './next-run.ts';
import type { BotSchedule } from './schedule.entity.ts';
import { ScheduleRuns } from './schedule-runs.ts';
import { type RunResult, SchedulesRepository } from './schedules.repository.ts';

/** How often a worker looks for runs that are due, milliseconds. */
const ROUND_MS = 2_000;
const MOST = 100;
/** A run later than this has been missed: it is said, and not caught up. Milliseconds. */
export const MISSED_AFTER_MS = 10 * 60_000;
/** Missed runs that are counted; more are "at least". */
const MOST_COUNTED = 1_000;

interface Due {
  readonly id: string;
  readonly user_id: string;
}

/** Creates the jobs of schedules that are due. Several workers may: each run is claimed and created in one transaction. */
@Injectable()
export class ScheduleRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private rounds: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly schedules: SchedulesRepository,
    private readonly runs: ScheduleRuns,
    private readonly activity: ActivityService,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds = this.loop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.rounds;
  }

  /** One round; returns how many were due. */
  async run(): Promise<number> {
    const due = await this.db.system<Due & Record<string, unknown>>('schedules_due', [this.clock.now(), MOST]);
    for (const one of due) await this.fire(one);
    return due.length;
  }

  private async loop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.run();
      } catch (error) {
        this.logger.warn({ error }, 'schedules: a round failed');
      }
      await this.clock.sleep(ROUND_MS, this.stopping.signal);
    }
  }

  private async fire({ id, user_id: userId }: Due): Promise<void> {
    try {
      await this.db.asUser(userId, (tx) => this.fireWithin(tx, id, (row) => this.create(tx, row)));
    } catch (error) {
      this.logger.error({ error, schedule_id: id }, 'schedules: a run failed');
      // What failed took the claim with it: once more, to record it and to move on.
      await this.db.asUser(userId, (tx) => this.fireWithin(tx, id, async () => ({ symbol: 'INTERNAL' })));
    }
  }

  private async fireWithin(tx: Tx, id: string, create: (row: BotSchedule) => Promise<RunResult>): Promise<void> {
    const now = this.clock.now();
    const row = await this.schedules.claim(tx, id, now);
    if (!row?.nextRunAt) return;
    const { nextRunAt: due, cron, timeZone } = row;
    await this.schedules.moveOn(tx, id, nextRun(cron, timeZone, now));
    if (now.getTime() - due.getTime() > MISSED_AFTER_MS) {
      const missed = runsOver(cron, timeZone, { due, now }, MOST_COUNTED);
      await this.schedules.recordRun(tx, id, due, { symbol: 'SCHEDULE_MISSED' });
      return this.tell(tx, row, say('schedule.missed', { name: row.name, missed }), 'SCHEDULE_MISSED');
    }
    const result = await create(row);
    await this.schedules.recordRun(tx, id, now, result);
    if ('symbol' in result) {
      const message = say('schedule.skipped', { name: row.name, error: sayError(result.symbol) });
      await this.tell(tx, row, message, result.symbol);
    }
  }

  /** What it throws as an AppError is thrown before anything was written, so the transaction goes on. */
  private async create(tx: Tx, row: BotSchedule): Promise<RunResult> {
    try {
      return { jobId: await this.runs.run(tx, row) };
    } catch (error) {
      if (error instanceof AppError && error.symbol !== 'INTERNAL') return { symbol: error.symbol };
      throw error;
    }
  }

  private tell(
    tx: Tx,
    { accountId }: BotSchedule,
    message: ReturnType<typeof say<'schedule.missed' | 'schedule.skipped'>>,
    symbol: ErrorSymbol,
  ): Promise<void> {
    const errorCode = new AppError(symbol).entry.code;
    return this.activity.append(tx, { action: 'schedule_skipped', status: 'warning', message, errorCode, accountId });
  }
}
