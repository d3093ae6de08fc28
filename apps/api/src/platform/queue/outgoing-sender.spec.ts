import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../clock/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { FetchedJob, OutgoingQueue } from './outgoing-queue.ts';
import { OutgoingSender } from './outgoing-sender.ts';

interface Letter {
  readonly id: string;
}

/** The next round of the loop comes at once. */
const clock = { sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) } as unknown as Clock;

const waiting: FetchedJob<Letter>[] = [];
const queue = {
  fetch: (most: number) => Promise.resolve(waiting.splice(0, most)),
} as unknown as OutgoingQueue<Letter>;

class Sender extends OutgoingSender<Letter> {
  readonly settled: string[] = [];
  private end: () => void = () => undefined;
  private readonly slow = new Promise<void>((resolve) => (this.end = resolve));
  private readonly wanted = new Map<string, () => void>();

  constructor() {
    super('letter', queue, clock, {} as Logger);
  }

  letGo(): void {
    this.end();
  }

  /** Resolves once it was sent. */
  sent(id: string): Promise<void> {
    return new Promise((resolve) => {
      this.wanted.set(id, resolve);
      waiting.push({ job: { id }, attempt: { id, retryCount: 0 } });
    });
  }

  protected override send({ id }: Letter): Promise<void> {
    return id.startsWith('slow') ? this.slow : Promise.resolve();
  }
  protected override settle({ job }: FetchedJob<Letter>): Promise<void> {
    this.settled.push(job.id);
    this.wanted.get(job.id)?.();
    return Promise.resolve();
  }
  protected override noteFailure(): Promise<void> {
    return Promise.resolve();
  }
  protected override describe(): object {
    return {};
  }
}

describe('what goes out', () => {
  it('does not wait for one that is slow, and a shutdown waits for that one', async () => {
    const sender = new Sender();
    const slow = [sender.sent('slow 1'), sender.sent('slow 2')];
    sender.onApplicationBootstrap();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) await sender.sent(id);
    expect(sender.settled).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    const stopped = sender.beforeApplicationShutdown();
    sender.letGo();
    await Promise.all([stopped, ...slow]);
    expect(sender.settled.slice(6).toSorted()).toEqual(['slow 1', 'slow 2']);
  });
});
