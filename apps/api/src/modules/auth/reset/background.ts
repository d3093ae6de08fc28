import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';

/** Concurrent tasks, and the maximum queued; more are dropped and logged. */
const AT_ONCE = 2;
const MOST = 500;
/** Maximum random delay before a task, milliseconds, so that its load does not reveal the request that started it. */
const SPREAD_MS = 300;

/** Tasks that a request starts and does not wait for. A shutdown waits for them. */
@Injectable()
export class Background implements BeforeApplicationShutdown {
  private readonly known = new Set<Promise<void>>();
  private readonly waiting: Array<() => void> = [];
  private readonly stopping = new AbortController();
  private running = 0;

  constructor(
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Starts `work` soon, in the context of the current request; errors are logged under `what`. */
  begin(what: string, work: () => Promise<void>): void {
    if (this.known.size >= MOST) {
      this.logger.warn(`${what}: too many at once, dropped`);
      return;
    }
    const done = this.inTurn(work)
      .catch((error: unknown) => this.logger.error({ error }, `${what}: failed`))
      .finally(() => this.known.delete(done));
    this.known.add(done);
  }

  /** Resolves when all tasks started so far have ended. */
  async settled(): Promise<void> {
    await Promise.all(this.known);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.settled();
  }

  private async inTurn(work: () => Promise<void>): Promise<void> {
    await this.clock.sleep(this.clock.chance() * SPREAD_MS, this.stopping.signal);
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
