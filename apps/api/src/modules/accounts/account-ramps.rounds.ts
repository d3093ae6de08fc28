import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { AccountRamps } from './account-ramps.service.ts';

/** How often a worker looks for accounts whose day is over, milliseconds: a day may begin at any quarter of an hour. */
const EVERY_MS = 5 * 60 * 1000;

/** Reckons the days of accounts that have no turn on the next one. */
@Injectable()
export class RampRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private rounds: Promise<void> | undefined;

  constructor(
    private readonly ramps: AccountRamps,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.rounds;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const reckoned = await this.ramps.reckonAll();
        if (reckoned > 0) this.logger.info({ reckoned }, 'ramps: reckoned days that are over');
      } catch (error) {
        // The next round finds what this one left.
        this.logger.warn({ error }, 'ramps: a round failed');
      }
      await this.clock.sleep(EVERY_MS, this.stopping.signal);
    }
  }
}
