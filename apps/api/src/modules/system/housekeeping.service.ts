import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';

/** How often, milliseconds. */
const EVERY_MS = 60 * 60 * 1_000;

/** Each says how many rows it has removed. */
const TASKS = ['forget_expired', 'forget_profiles'] as const;

/**
 * Removes expired data that is no longer needed, at startup and then once an hour. One round at a time in a process;
 * concurrent rounds of several processes do no harm.
 */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private rounds: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds = this.keep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.rounds;
  }

  private async keep(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.round();
      await this.clock.sleep(EVERY_MS, this.stopping.signal);
    }
  }

  private async round(): Promise<void> {
    try {
      let removed = 0;
      for (const name of TASKS) {
        const [row] = await this.db.system<Record<string, string>>(name);
        removed += Number(row?.[name] ?? 0);
      }
      if (removed > 0) this.logger.info({ removed }, 'housekeeping: removed what has expired');
    } catch (error) {
      // The next round finds what this one left.
      this.logger.warn({ error }, 'housekeeping: a round failed');
    }
  }
}
