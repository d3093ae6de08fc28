import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { LOGGER } from '../../../platform/logging/logging.module.ts';
import { type FetchedTurn, Queue } from '../../../platform/queue/queue.ts';
import { TurnRunner } from './turn-runner.ts';

/** Maximum concurrent turns of one worker. */
const AT_ONCE = 64;
/** How often an idle worker asks for turns, milliseconds. */
const POLL_MS = 500;
/** How often the queue is told that turns are alive, milliseconds; its patience is ten seconds. */
const HEARTBEAT_MS = 4_000;

/** Takes turns from the queue and runs them concurrently, one at a time for each account. */
@Injectable()
export class Dispatcher {
  private readonly active = new Map<FetchedTurn, Promise<void>>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly queue: Queue,
    private readonly runner: TurnRunner,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  get underWay(): number {
    return this.active.size;
  }

  start(): void {
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS);
    this.running = this.loop();
  }

  /** Takes no more turns and waits for those under way, which end after their next step. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all(this.active.values());
    clearInterval(this.heartbeat);
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const free = AT_ONCE - this.active.size;
      if (free === 0) {
        await Promise.race(this.active.values());
        continue;
      }
      const fetched = await this.fetch(free);
      for (const turn of fetched) this.begin(turn);
      if (fetched.length < free) await this.clock.sleep(POLL_MS, signal);
    }
  }

  private async fetch(most: number): Promise<FetchedTurn[]> {
    try {
      return await this.queue.fetch(most);
    } catch (error) {
      this.logger.warn({ error }, 'worker: could not ask for turns');
      return [];
    }
  }

  private begin(turn: FetchedTurn): void {
    const done = this.runner
      .run(turn, this.stopping.signal)
      .catch(async (error: unknown) => {
        this.logger.error({ error, account_id: turn.turn.account_id }, 'worker: a turn failed');
        // If even this fails, the queue notices the missing heartbeat and gives the turn to another worker.
        await this.queue.fail(turn).catch(() => undefined);
      })
      .finally(() => this.active.delete(turn));
    this.active.set(turn, done);
  }

  private async beat(): Promise<void> {
    try {
      await this.queue.touch([...this.active.keys()]);
    } catch (error) {
      this.logger.warn({ error }, 'worker: could not send the heartbeat');
    }
  }
}
