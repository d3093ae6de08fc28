import type { Trouble } from './verdict.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Waits {
  readonly firstMs: number;
  readonly longestMs: number;
}

const SOON: Waits = { firstMs: MINUTE, longestMs: HOUR };
/** Instagram asked to be left alone: as long as a single account waits when it is asked to. */
const ASKED_TO_WAIT: Waits = { firstMs: 15 * MINUTE, longestMs: 6 * HOUR };

const WAITS: Readonly<Record<Trouble, Waits>> = {
  INSTAGRAM_UNAVAILABLE: SOON,
  INSTAGRAM_UNEXPECTED: SOON,
  RATE_LIMITED: ASKED_TO_WAIT,
};

/** Probe timeout in seconds; longer than a turn plus its last call. */
export const PROBE_SECONDS = 60;

/** If a probe told nothing about the fleet, the next account tries after this time; milliseconds. */
export const NEXT_ACCOUNT_MS = 5_000;

/** A pause that comes back within this time after its end is the same one; milliseconds. */
const SAME_PAUSE_MS = 15 * MINUTE;

/** Bots resume one after the other, this many a second, and the last one after at most LONGEST_RESUME_SECONDS. */
export const RESUMED_PER_SECOND = 5;
export const LONGEST_RESUME_SECONDS = 600;

/** Pure: wait before the next probe after `failed` failed probes; milliseconds. Doubles each time. */
export const waitOfProbe = (symbol: Trouble, failed: number): number => {
  const { firstMs, longestMs } = WAITS[symbol];
  return Math.min(firstMs * 2 ** Math.min(Math.max(failed, 0), 20), longestMs);
};

/** What is known of the pause before. */
export interface LastPause {
  readonly symbol: Trouble | null;
  readonly failed: number;
  readonly resumedAt: Date | null;
}

/**
 * Pure: with how many failed tries a pause begins. One that comes back soon after a good answer goes on where it was,
 * so that a fault that lets single calls through does not bring the whole fleet back each minute.
 */
export const failedBefore = (symbol: Trouble, last: LastPause, now: Date): number => {
  if (last.symbol !== symbol || !last.resumedAt) return 0;
  return now.getTime() - last.resumedAt.getTime() < SAME_PAUSE_MS ? last.failed + 1 : 0;
};
