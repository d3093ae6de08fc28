import { type Action, HOURLY_CAPS } from '@pacekeeper/contracts';
import { leftToday, openFrom, type WorkingHours } from './working-hours.ts';

export { HOURLY_CAPS };

/** The least time between two actions of an account, milliseconds; a number between the two is drawn each time. */
export const GAP_MS = { least: 10_000, most: 30_000 } as const;

/** A pause this short is waited out within the turn; milliseconds. Real accounts never have one: their gap is longer. */
export const LINGER_MS = 1_000;

const HOUR_MS = 60 * 60 * 1000;

export interface PaceFacts {
  readonly now: Date;
  readonly action: Action;
  /** When the account last did anything; null: never. */
  readonly lastActionAt: Date | null;
  /** When this account did this action, within the window of the hourly cap; the newest first. */
  readonly recent: readonly Date[];
  /** How many of this action are left today; what the rest of the day is spread over. */
  readonly leftToday: number;
  readonly hours: WorkingHours | null;
  readonly timeZone: string;
  /** Divides gaps and hourly windows. */
  readonly speed: number;
  /** A number in [0, 1). */
  readonly chance: number;
}

export type PaceReason = 'gap' | 'hourly_cap' | 'working_hours';

export interface Due {
  readonly at: Date;
  /** What it waits for; null where nothing holds it back. */
  readonly reason: PaceReason | null;
}

/** The window in which the hourly cap counts, milliseconds. */
export const hourlyWindowMs = (speed: number): number => HOUR_MS / speed;

const gapMs = ({ chance, speed, hours, leftToday: left, now, timeZone }: PaceFacts): number => {
  const least = (GAP_MS.least + chance * (GAP_MS.most - GAP_MS.least)) / speed;
  // All day means that no office hours are set; then there is nothing to spread over.
  if (!hours || left <= 0) return least;
  const even = leftToday(now, hours, timeZone) / left / speed;
  return Math.max(least, even * (0.5 + chance));
};

/**
 * When the next action may happen. The first comes at once if the hours allow; then the gap since the last action, the
 * hourly cap of this action, and the working hours each push it later, never earlier.
 */
export const nextDue = (facts: PaceFacts): Due => {
  let at = facts.now;
  let reason: PaceReason | null = null;
  const push = (to: number, why: PaceReason) => {
    if (to > at.getTime()) {
      at = new Date(Math.ceil(to));
      reason = why;
    }
  };
  if (facts.lastActionAt) push(facts.lastActionAt.getTime() + gapMs(facts), 'gap');
  const oldestThatCounts = facts.recent[HOURLY_CAPS[facts.action] - 1];
  if (oldestThatCounts) push(oldestThatCounts.getTime() + hourlyWindowMs(facts.speed), 'hourly_cap');
  push(openFrom(at, facts.hours, facts.timeZone).getTime(), 'working_hours');
  return { at, reason };
};

/** Minimum milliseconds for `count` actions: full hours of the cap, and gaps for the rest. */
export const leastDurationMs = (action: Action, count: number, speed: number): number => {
  const cap = HOURLY_CAPS[action];
  const fullHours = Math.floor(Math.max(0, count - 1) / cap);
  const rest = Math.max(0, count - 1) - fullHours * cap;
  return fullHours * hourlyWindowMs(speed) + (rest * (GAP_MS.least + GAP_MS.most)) / 2 / speed;
};
