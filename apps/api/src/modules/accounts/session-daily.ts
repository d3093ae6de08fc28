import { createHash } from 'node:crypto';

const HOUR_MS = 3_600_000;

/** How long a proof is valid: an account that connected, was tested or worked within this time is not tested. */
export const PROOF_MS = 24 * HOUR_MS;
/** Tests of accounts that were proved at the same moment spread over this time. */
export const SPREAD_MS = 6 * HOUR_MS;
/** A turn that comes sooner than this is due: the account is not quiet. */
export const QUIET_MS = 10 * 60_000;

/** What decides on the daily test of an account. */
export interface DailyFacts {
  readonly accountId: string;
  /** The last connection or test. */
  readonly provedAt: Date;
  readonly botRunning: boolean;
  /** Outside its working hours, a bot's next turn is when they begin. */
  readonly nextTurnAt: Date | null;
  readonly cooldownUntil: Date | null;
}

/** The same for an account each time, evenly over all of them; milliseconds below SPREAD_MS. */
const offsetOf = (accountId: string): number =>
  Math.floor((createHash('sha256').update(accountId).digest().readUInt32BE(0) / 2 ** 32) * SPREAD_MS);

/** From when on the account may be tested again. */
export const dailyTestFrom = ({ accountId, provedAt }: Pick<DailyFacts, 'accountId' | 'provedAt'>): Date =>
  new Date(provedAt.getTime() + PROOF_MS + offsetOf(accountId));

/** Nothing of its bot is due, and Instagram does not want to be left alone. */
export const isQuiet = ({ botRunning, nextTurnAt, cooldownUntil }: DailyFacts, now: Date): boolean => {
  if (cooldownUntil && cooldownUntil > now) return false;
  return !botRunning || nextTurnAt === null || nextTurnAt.getTime() - now.getTime() >= QUIET_MS;
};

/** Whether an account that nothing else has proved for a day is tested at this moment. */
export const isDailyTestDue = (facts: DailyFacts, now: Date): boolean =>
  dailyTestFrom(facts) <= now && isQuiet(facts, now);
