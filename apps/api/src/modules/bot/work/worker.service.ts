import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { Announcer } from '../../activity/index.ts';
import { FleetWatch } from '../fleet/fleet-watch.ts';
import { Dispatcher } from './dispatcher.ts';
import { Reconciler } from './reconciler.ts';
import { Sweeper } from './sweeper.ts';

/** How often the reconciler, the sweeper and the fleet's watch look, milliseconds. */
const RECONCILE_MS = 1_000;
const SWEEP_MS = 5_000;
const WATCH_MS = 1_000;

/** What a worker process does, from its start to its end. */
@Injectable()
export class WorkerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private rounds: Promise<unknown> | undefined;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly reconciler: Reconciler,
    private readonly sweeper: Sweeper,
    private readonly watch: FleetWatch,
    private readonly announcer: Announcer,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.dispatcher.start();
    this.rounds = Promise.all([
      this.every(RECONCILE_MS, 'reconciler', () => this.reconciler.run()),
      this.every(SWEEP_MS, 'sweeper', () => this.sweeper.run()),
      this.every(WATCH_MS, 'fleet', () => this.watch.run()),
    ]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.dispatcher.stop(), this.rounds]);
    await this.announcer.settled();
  }

  private async every(ms: number, name: string, run: () => Promise<number>): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const found = await run();
        if (found > 0) this.logger.info({ found }, `${name}: found work`);
      } catch (error) {
        this.logger.warn({ error }, `${name}: a round failed`);
      }
      await this.clock.sleep(ms, this.stopping.signal);
    }
  }
}
