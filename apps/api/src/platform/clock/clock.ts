import { randomInt } from 'node:crypto';

/** Where time and chance come from. Everything that decides gets them handed in, so that a test can set them. */
export abstract class Clock {
  /** The wall clock. */
  abstract now(): Date;
  /** Milliseconds that only ever rise; for measuring spans. */
  abstract monotonic(): number;
  /** A number in [0, 1). */
  abstract chance(): number;
  /** Resolves after `ms` milliseconds, at once where they are over and after 24 days at the most, or early when the signal aborts; never rejects. */
  abstract sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The maximum of a timer; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  monotonic(): number {
    return performance.now();
  }

  chance(): number {
    return randomInt(2 ** 32) / 2 ** 32;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(Math.max(ms, 0), LONGEST_MS));
      signal?.addEventListener('abort', done, { once: true });
    });
  }
}
