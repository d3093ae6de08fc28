/** A job that fails so many times in a row fails for good. */
export const MOST_FAILURES = 6;

const FIRST_MS = 15_000;

/**
 * Pure: when a job is tried again after so many failures in a row, this one included; null: never. Real time, whatever
 * the pace's speed: 15 s, doubled each time.
 */
export const retryAfter = (failures: number, now: Date): Date | null =>
  failures >= MOST_FAILURES ? null : new Date(now.getTime() + FIRST_MS * 2 ** (Math.max(failures, 1) - 1));
