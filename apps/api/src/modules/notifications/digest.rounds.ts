import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { Digests } from './digests.service.ts';

/** How often it is looked which digests are due, milliseconds. */
const EVERY_MS = 5 * 60_000;

/** Keeps the digests going, one round at a time. */
@Injectable()
export class DigestRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private rounds: Promise<void> | undefined;

  constructor(
    private readonly digests: Digests,
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
      // After the boot first, so that a process that starts is not slowed down.
      await this.clock.sleep(EVERY_MS, signal);
      if (signal.aborted) return;
      try {
        const made = await this.digests.run();
        if (made > 0) this.logger.info({ made }, 'digests: made');
      } catch (error) {
        // The next round finds what this one left.
        this.logger.warn({ error }, 'digests: a round failed');
      }
    }
  }
}
