/** An app version that running accounts were refused for within the window. */
export interface RefusedVersion {
  readonly client: string;
  /** How many of them were refused, of how many that claim it. */
  readonly refused: number;
  readonly running: number;
  /** Of an earlier refusal: until when its accounts were paused, and how often they tried in vain since; null: the first. */
  readonly heldUntil: Date | null;
  readonly failed: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Accounts that must be refused before a version counts as refused; where one alone claims it, one. */
export const LEAST_REFUSED = 2;
/** A refusal this soon after a pause is the same one: the first account that tries answers for all. Milliseconds. */
const SAME_REFUSAL_MS = 15 * MINUTE;
const FIRST_MS = HOUR;
const LONGEST_MS = 6 * HOUR;

export interface Hold {
  readonly client: string;
  readonly until: Date;
  readonly failed: number;
}

/** Pure: how long the accounts of a version wait after `failed` vain tries; milliseconds. Doubles each time. */
export const waitOfVersion = (failed: number): number =>
  Math.min(FIRST_MS * 2 ** Math.min(Math.max(failed, 0), 10), LONGEST_MS);

/**
 * Pure: whether the accounts of a version pause together, and until when; null where they go on. Other versions are not
 * affected: an account is judged by those that claim what it claims.
 */
export const holdOf = (seen: RefusedVersion, now: Date): Hold | null => {
  const { client, refused, running, heldUntil } = seen;
  const sinceMs = heldUntil === null ? Number.POSITIVE_INFINITY : now.getTime() - heldUntil.getTime();
  // They are paused already; what comes now was under way before.
  if (refused < 1 || sinceMs < 0) return null;
  const same = sinceMs < SAME_REFUSAL_MS;
  if (!same && refused < Math.min(LEAST_REFUSED, running)) return null;
  const failed = same ? seen.failed + 1 : 0;
  return { client, failed, until: new Date(now.getTime() + waitOfVersion(failed)) };
};
