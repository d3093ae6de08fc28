import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';

/** Works under way at once, and works that are known at the most; more are dropped, and the log says so. */
const AT_ONCE = 2;
const MOST = 500;
/** A work begins up to this much later, milliseconds, so that its load says nothing of the request that began it. */
const SPREAD_MS = 300;

/** Work that a request begins and does not wait for. A shutdown does. */
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

  /** Begins it soon, in the context of the request under way; what goes wrong is logged under `what`. */
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

  /** Everything that was begun so far has ended. */
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
