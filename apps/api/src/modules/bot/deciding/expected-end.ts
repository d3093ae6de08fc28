import type { Action } from '@pacekeeper/contracts';
import { gapBoundsMs, hourlyCapOf, hourlyWindowMs, leastDurationMs, type OwnPace } from './pace.ts';
import { leftToday, nextMidnight, openFrom, openUntil, type WorkingHours } from './working-hours.ts';

/** What decides when the last action of a job comes, if nothing holds it up. */
export interface EndFacts {
  readonly action: Action;
  /** Actions to come, this job's. */
  readonly left: number;
  /** What other open jobs of the account have left of the same limit; jobs take turns. */
  readonly others: readonly number[];
  /** When the next action may come. */
  readonly first: Date;
  readonly quotaLeft: number;
  readonly quotaResetsAt: Date;
  /** Actions a day, from tomorrow on. */
  readonly perDay: number;
  readonly hours: WorkingHours | null;
  readonly timeZone: string;
  readonly speed: number;
  readonly own?: OwnPace;
}

const DAYS_A_WEEK = 7;

/** How many actions fit into this much working time, whatever the limit of the day. */
const fitting = (openMs: number, { action, speed, own }: EndFacts): number => {
  if (openMs <= 0) return 0;
  const { least, most } = gapBoundsMs(speed, own);
  const byGap = Math.floor(openMs / ((least + most) / 2)) + 1;
  const hours = Math.floor(openMs / hourlyWindowMs(speed));
  const cap = hourlyCapOf(action, own);
  return Math.min(byGap, hours * cap + Math.min(cap, byGap));
};

/** When the `count`th action comes of a day that begins at `from` and has `quota` to spread over its open time. */
const endOn = (from: Date, count: number, quota: number, facts: EndFacts): Date => {
  const { hours, timeZone, action, speed, own } = facts;
  const open = leftToday(from, hours, timeZone);
  const even = hours ? (open / Math.max(quota, 1) / speed) * (count - 1) : 0;
  const needed = Math.min(Math.max(even, leastDurationMs(action, count, speed, own)), open);
  const closes = openUntil(from, hours, timeZone);
  const first = closes.getTime() - from.getTime();
  if (needed <= first) return new Date(Math.round(from.getTime() + needed));
  // Over the hours of this day in which the account rests.
  return new Date(Math.round(openFrom(closes, hours, timeZone).getTime() + needed - first));
};

const dayAfter = (at: Date, { hours, timeZone }: EndFacts): Date =>
  openFrom(nextMidnight(at, timeZone), hours, timeZone);

/**
 * Pure: when the last action of a job is to be expected; null: never, since nothing is allowed. Counts the days of the
 * limit, the hourly cap, gaps, working hours and days, and the turns of other jobs; that an account's share grows or a
 * source ends early cannot be known.
 */
export const expectedEnd = (facts: EndFacts): Date | null => {
  const { first, quotaResetsAt, timeZone, hours } = facts;
  let left = facts.left + facts.others.reduce((sum, other) => sum + Math.min(other, facts.left), 0);
  if (facts.left <= 0) return first;
  let from = openFrom(first, hours, timeZone);
  let quota = from < quotaResetsAt ? facts.quotaLeft : facts.perDay;
  /** As many as come on the day of `from`, after which it is the next one; null where this is the last day. */
  const oneDay = (): Date | null => {
    const count = Math.min(quota, fitting(leftToday(from, hours, timeZone), facts));
    if (count >= left) return endOn(from, left, quota, facts);
    left -= Math.max(0, count);
    from = dayAfter(from, facts);
    quota = facts.perDay;
    return null;
  };
  const today = oneDay();
  if (today || facts.perDay <= 0) return today;
  // Whole weeks are alike, so a long job costs no more than a short one.
  const [start, before] = [from, left];
  for (let days = 0; days < DAYS_A_WEEK; days += 1) {
    const end = oneDay();
    if (end) return end;
    if (from.getTime() - start.getTime() >= (DAYS_A_WEEK - 0.5) * 24 * 3_600_000) break;
  }
  const aWeek = before - left;
  if (aWeek <= 0) return null;
  const weeks = Math.floor((left - 1) / aWeek);
  left -= weeks * aWeek;
  from = openFrom(inDays(from, weeks * DAYS_A_WEEK, timeZone), hours, timeZone);
  for (let days = 0; days <= DAYS_A_WEEK; days += 1) {
    const end = oneDay();
    if (end) return end;
  }
  return from;
};

const inDays = (at: Date, days: number, timeZone: string): Date =>
  new Date(
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).add({ days }).epochMilliseconds,
  );
