import type { Trouble } from './verdict.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Waits {
  readonly firstMs: number;
  readonly longestMs: number;
}

const SOON: Waits = { firstMs: MINUTE, longestMs: HOUR };
/** Instagram asked to be left alone for a while: as long as one account waits that is asked by itself. */
const ASKED_TO_WAIT: Waits = { firstMs: 15 * MINUTE, longestMs: 6 * HOUR };
/** Time alone mends no version; a new one is tried at once. */
const LATE: Waits = { firstMs: HOUR, longestMs: 6 * HOUR };

const WAITS: Readonly<Record<Trouble, Waits>> = {
  INSTAGRAM_UNAVAILABLE: SOON,
  INSTAGRAM_UNEXPECTED: SOON,
  RATE_LIMITED: ASKED_TO_WAIT,
  CLIENT_OUTDATED: LATE,
};

/** An account that tries has so long, seconds: longer than a turn and its last call. */
export const PROBE_SECONDS = 60;

/** When the account that tried had nothing to say of the fleet, the next one tries after so long; milliseconds. */
export const NEXT_ACCOUNT_MS = 5_000;

/** A pause that comes back within so long of its end is the same one; milliseconds. */
const SAME_PAUSE_MS = 15 * MINUTE;

/** Bots begin again one after the other: so many a second, and the last one after so many seconds at the most. */
export const RESUMED_PER_SECOND = 5;
export const LONGEST_RESUME_SECONDS = 600;

/** Pure: how long all wait until one account tries, after so many tries that failed; milliseconds. Doubles each time. */
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
