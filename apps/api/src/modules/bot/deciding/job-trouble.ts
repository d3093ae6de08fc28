/** After this many failures in a row a job fails for good. */
export const MOST_FAILURES = 6;

const FIRST_MS = 15_000;

/**
 * Pure: when a job is tried again after `failures` failures in a row, including this one; null: never. Real time,
 * whatever the pace's speed: 15 s, doubled each time.
 */
export const retryAfter = (failures: number, now: Date): Date | null =>
  failures >= MOST_FAILURES ? null : new Date(now.getTime() + FIRST_MS * 2 ** (Math.max(failures, 1) - 1));
