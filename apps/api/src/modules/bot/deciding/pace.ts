import { type Action, HOURLY_CAPS } from '@pacekeeper/contracts';
import { leftToday, openFrom, type WorkingHours } from './working-hours.ts';

export { HOURLY_CAPS };

/** The least time between two actions of an account, milliseconds; a number between the two is drawn each time. */
export const GAP_MS = { least: 10_000, most: 30_000 } as const;

/** A pause this short is waited out within the turn; milliseconds. Real accounts never have one: their gap is longer. */
export const LINGER_MS = 1_000;

/** No gap is longer than this share of what is left of the working day. */
const LATEST_OF_REST = 0.95;

const HOUR_MS = 60 * 60 * 1000;

/** What an account's person set for it, slower than the standard; null and absent: the standard. */
export interface OwnPace {
  readonly gapMs: number | null;
  readonly caps: Readonly<Partial<Record<Action, number>>>;
}

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
  /**
   * What the even spread is measured by: the last action of this kind, and what is drawn for it. Absent: the last action
   * of the account. Measured by that, an action that is rarer than the others of its account would never come.
   */
  readonly spread?: Spread;
  readonly own?: OwnPace;
}

export interface Spread {
  readonly lastAt: Date | null;
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

/** The account's own cap counts where it is lower. */
export const hourlyCapOf = (action: Action, own?: OwnPace): number =>
  Math.min(HOURLY_CAPS[action], own?.caps[action] ?? HOURLY_CAPS[action]);

/** The bounds between which a gap is drawn: the standard ones, or further apart where the account is set to be slower. */
export const gapBoundsMs = (speed: number, own?: OwnPace): { least: number; most: number } => {
  const least = Math.max(GAP_MS.least, own?.gapMs ?? 0);
  return { least: least / speed, most: (least + GAP_MS.most - GAP_MS.least) / speed };
};

/** The gap after the last action of the account, whatever it was. */
const leastGapMs = ({ chance, speed, own }: PaceFacts): number => {
  const { least, most } = gapBoundsMs(speed, own);
  return least + chance * (most - least);
};

/**
 * Even spread: how long after the last action of its kind the next one comes. It is measured from that action and not from
 * now, so that it stays the same until it is over, however often it is asked for. All day means that no office hours are
 * set; then there is nothing to spread over.
 */
const evenGapMs = (lastAt: Date, chance: number, { speed, hours, leftToday: left, timeZone }: PaceFacts): number => {
  if (!hours || left <= 0) return 0;
  const rest = leftToday(lastAt, hours, timeZone) / speed;
  // The last one of a day comes before its end, so that it is not lost to the next day.
  return Math.min((rest / left) * (0.5 + chance), rest * LATEST_OF_REST);
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
  if (facts.lastActionAt) push(facts.lastActionAt.getTime() + leastGapMs(facts), 'gap');
  const { lastAt, chance } = facts.spread ?? { lastAt: facts.lastActionAt, chance: facts.chance };
  if (lastAt) push(lastAt.getTime() + evenGapMs(lastAt, chance, facts), 'gap');
  const oldestThatCounts = facts.recent[hourlyCapOf(facts.action, facts.own) - 1];
  if (oldestThatCounts) push(oldestThatCounts.getTime() + hourlyWindowMs(facts.speed), 'hourly_cap');
  push(openFrom(at, facts.hours, facts.timeZone).getTime(), 'working_hours');
  return { at, reason };
};

/** Minimum milliseconds for `count` actions: full hours of the cap, and gaps for the rest; or gaps alone where they are longer. */
export const leastDurationMs = (action: Action, count: number, speed: number, own?: OwnPace): number => {
  const cap = hourlyCapOf(action, own);
  const { least, most } = gapBoundsMs(speed, own);
  const gap = (least + most) / 2;
  const gaps = Math.max(0, count - 1);
  const fullHours = Math.floor(gaps / cap);
  const rest = gaps - fullHours * cap;
  return Math.max(fullHours * hourlyWindowMs(speed) + rest * gap, gaps * gap);
};
