import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '../clock/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { FetchedJob, OutgoingQueue } from './outgoing-queue.ts';

/** How many are under way at once at the most. */
const AT_ONCE = 4;
/** How often the queue is asked, milliseconds. */
const POLL_MS = 1_000;
/** How long a shutdown waits for what is under way before it breaks it off, milliseconds. */
const PATIENCE_MS = 2_000;

/** Sends what a queue holds, and tries again what could not be sent. */
export abstract class OutgoingSender<Job extends object> implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly hurry = new AbortController();
  private running: Promise<void> | undefined;

  protected constructor(
    /** For the log: mail, notification. */
    private readonly what: string,
    protected readonly queue: OutgoingQueue<Job>,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Sends one; returns where there is nothing to send any more. @throws what went wrong */
  protected abstract send(job: Job, hurry: AbortSignal): Promise<void>;
  /** Forgets it and completes its job, in one transaction. */
  protected abstract settle(fetched: FetchedJob<Job>, sent: boolean): Promise<void>;
  /** Keeps why it was not sent, to be shown. */
  protected abstract noteFailure(job: Job, error: unknown): Promise<void>;
  /** What the log may say: ids and codes, no names. */
  protected abstract describe(job: Job, error: unknown): object;

  onApplicationBootstrap(): void {
    this.running = this.loop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const patience = setTimeout(() => this.hurry.abort(), PATIENCE_MS);
    await this.running;
    clearTimeout(patience);
  }

  /** A slow one holds its own place alone: the others go on meanwhile. */
  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    const underWay = new Set<Promise<void>>();
    while (!signal.aborted) {
      const free = AT_ONCE - underWay.size;
      const fetched = await this.fetch(free);
      for (const one of fetched) {
        const delivery = this.deliver(one).finally(() => underWay.delete(delivery));
        underWay.add(delivery);
      }
      if (fetched.length < free) await this.clock.sleep(POLL_MS, signal);
      else await Promise.race(underWay);
    }
    await Promise.all(underWay);
  }

  private async fetch(most: number): Promise<Array<FetchedJob<Job>>> {
    try {
      return await this.queue.fetch(most);
    } catch (error) {
      this.logger.warn({ error }, `${this.what}: could not ask the queue`);
      return [];
    }
  }

  private async deliver(fetched: FetchedJob<Job>): Promise<void> {
    try {
      await this.send(fetched.job, this.hurry.signal);
      await this.settle(fetched, true);
    } catch (error) {
      await this.tryAgain(fetched, error);
    }
  }

  private async tryAgain(fetched: FetchedJob<Job>, error: unknown): Promise<void> {
    const about = { tries: fetched.attempt.retryCount + 1, ...this.describe(fetched.job, error) };
    try {
      if (this.queue.wasLastTry(fetched)) {
        this.logger.error(about, `${this.what}: given up`);
        await this.settle(fetched, false);
      } else {
        this.logger.warn(about, `${this.what}: not sent, will be tried again`);
        await this.noteFailure(fetched.job, error);
        await this.queue.fail(fetched);
      }
    } catch (fault) {
      // It is not held any more, and the queue hands it out again after its timeout.
      this.logger.warn({ error: fault }, `${this.what}: could not hand it back`);
    }
  }
}
