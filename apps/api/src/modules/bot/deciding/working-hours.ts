import { calendarDay, minuteOf } from './calendar.ts';

/** When a bot may act, in the user's own time zone; minutes of the day. `null` is all day, every day. */
export interface WorkingHours {
  readonly fromMinute: number;
  /** Not above `fromMinute`: on the next day. 1440 is midnight. */
  readonly toMinute: number;
  /** ISO weekdays, 1 (Monday) to 7, on which the hours begin; absent: all. */
  readonly days?: readonly number[];
}

/** 08:00 to 22:00, for accounts that are real. */
export const DEFAULT_HOURS: WorkingHours = { fromMinute: 8 * 60, toMinute: 22 * 60 };

/** The minute that ends a day. */
export const END_OF_DAY = 24 * 60;

/** A week, and the part of one that ends after its day. */
const LONGEST_SEARCH_DAYS = 8;

/** A stretch of time, milliseconds since 1970; `to` is not part of it. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/** The windows around one day, by how many days later they begin; null where that day is left out. */
interface Around {
  readonly timeZone: string;
  readonly dayFrom: number;
  readonly windows: Map<number, Window | null>;
}
const lastAsked = new WeakMap<WorkingHours, Around>();

/** The start of the user's next calendar day. */
export const nextMidnight = (now: Date, timeZone: string): Date => new Date(calendarDay(now, timeZone).to);

/** The hours that begin so many days after that of `now`; null where they do not. */
const windowOf = (now: Date, days: number, hours: WorkingHours, timeZone: string): Window | null => {
  const today = calendarDay(now, timeZone);
  let around = lastAsked.get(hours);
  if (around?.timeZone !== timeZone || around.dayFrom !== today.from) {
    around = { timeZone, dayFrom: today.from, windows: new Map() };
    lastAsked.set(hours, around);
  }
  let window = around.windows.get(days);
  if (window === undefined) {
    window = windowOn(today.date.add({ days }), hours, timeZone);
    around.windows.set(days, window);
  }
  return window;
};

const windowOn = (day: Temporal.PlainDate, hours: WorkingHours, timeZone: string): Window | null => {
  if (hours.days && !hours.days.includes(day.dayOfWeek)) return null;
  const { fromMinute, toMinute } = hours;
  const to = toMinute > fromMinute ? toMinute : toMinute + END_OF_DAY;
  return { from: minuteOf(day, fromMinute, timeZone), to: minuteOf(day, to, timeZone) };
};

/** The window that is open at `now`, or the next one. Hours that began the day before count first. */
const windowFrom = (now: Date, hours: WorkingHours, timeZone: string): Window => {
  for (let days = -1; days <= LONGEST_SEARCH_DAYS; days += 1) {
    const window = windowOf(now, days, hours, timeZone);
    if (window && now.getTime() < window.to && window.from < window.to) return window;
  }
  throw new RangeError('working hours without a day');
};

/** `now` where the hours allow it, else when they open next. */
export const openFrom = (now: Date, hours: WorkingHours | null, timeZone: string): Date => {
  if (!hours) return now;
  const { from } = windowFrom(now, hours, timeZone);
  return from > now.getTime() ? new Date(from) : now;
};

/** When the hours that are open at `now` end, or the user's day where that is first; `now` itself where none are. */
export const openUntil = (now: Date, hours: WorkingHours | null, timeZone: string): Date => {
  const midnight = nextMidnight(now, timeZone);
  if (!hours) return midnight;
  const { from, to } = windowFrom(now, hours, timeZone);
  return from > now.getTime() ? now : new Date(Math.min(to, midnight.getTime()));
};

/** Milliseconds of working time that are left of the user's calendar day, which a quota is for. */
export const leftToday = (now: Date, hours: WorkingHours | null, timeZone: string): number => {
  const midnight = nextMidnight(now, timeZone).getTime();
  if (!hours) return midnight - now.getTime();
  return [-1, 0].reduce((sum, days) => {
    const window = windowOf(now, days, hours, timeZone);
    if (!window) return sum;
    return sum + Math.max(0, Math.min(window.to, midnight) - Math.max(window.from, now.getTime()));
  }, 0);
};
