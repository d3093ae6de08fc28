import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { DailySessionTests } from './session-daily.service.ts';

/** How often a worker looks whose daily test is due, milliseconds. */
const EVERY_MS = 5 * 60_000;

/** Keeps the daily tests going in a worker, one round at a time. */
@Injectable()
export class DailyRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private rounds: Promise<void> | undefined;

  constructor(
    private readonly tests: DailySessionTests,
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
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const tested = await this.tests.run(signal);
        if (tested > 0) this.logger.info({ tested }, 'daily test: sessions tested');
      } catch (error) {
        // The next round finds what this one left.
        this.logger.warn({ error }, 'daily test: a round failed');
      }
      await this.clock.sleep(EVERY_MS, signal);
    }
  }
}
