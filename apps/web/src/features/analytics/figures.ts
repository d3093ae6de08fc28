import type { DailyStats, HourStats, StatsSummary } from '@pacekeeper/contracts';
import { daysBetween, shifted, type Span } from './range.ts';

export type Summary = StatsSummary['summary'];
type Daily = DailyStats['items'];

export interface Counts {
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  readonly unknown: number;
}

const NONE: Counts = { done: 0, skipped: 0, failed: 0, unknown: 0 };
const plus = (a: Counts, b: Counts): Counts => ({
  done: a.done + b.done,
  skipped: a.skipped + b.skipped,
  failed: a.failed + b.failed,
  unknown: a.unknown + b.unknown,
});

/** The sums of a span; null where there is nothing to add up. */
export const totalsOf = ({ actions }: Summary, action: string | undefined) => {
  const rows = actions.filter((row) => !action || row.action === action);
  const before = rows.reduce((sum, row) => sum + row.done_before, 0);
  const counts = rows.reduce<Counts>(plus, NONE);
  const any = counts.done + counts.skipped + counts.failed + counts.unknown > 0;
  return any ? { ...counts, before } : null;
};

export interface Column {
  /** First day. */
  readonly day: string;
  /** Last day, where it is more than one. */
  readonly to: string;
  /** Null: nothing is known of it, which is not the same as none. */
  readonly counts: Counts | null;
}

/** Above this many days a column is a week. */
const MOST_COLUMNS = 92;
const WEEK = 7;

/** One column a day, or a week in a long span. A day without a row stays without counts. */
export const columnsOf = (items: Daily, { from, to }: Span, action: string | undefined): Column[] => {
  const byDay = new Map<string, Counts>();
  for (const item of items) {
    if (!action || item.action === action) byDay.set(item.day, plus(byDay.get(item.day) ?? NONE, item));
  }
  const days = daysBetween(from, to);
  const step = days.length > MOST_COLUMNS ? WEEK : 1;
  return days
    .filter((_, index) => index % step === 0)
    .map((day) => {
      const last = shifted(day, step - 1);
      const known = daysBetween(day, last).flatMap((one) => byDay.get(one) ?? []);
      return { day, to: last > to ? to : last, counts: known.length > 0 ? known.reduce(plus) : null };
    });
};

/** By weekday (1 is Monday) and hour; what is absent had nothing. */
export const hoursOf = (items: HourStats['items']): ReadonlyMap<string, HourStats['items'][number]> =>
  new Map(items.map((item) => [`${item.weekday} ${item.hour}`, item]));

/** Five steps of colour, the highest for the busiest hour; 0 for none. */
export const stepOf = (value: number, most: number): number =>
  value <= 0 || most <= 0 ? 0 : Math.ceil((value / most) * 5);

/** Whether an hour lies in working hours, which may cross midnight and leave out days. */
export const isWorking = (
  { from, to, days }: { readonly from: string; readonly to: string; readonly days?: readonly number[] | undefined },
  weekday: number,
  hour: number,
): boolean => {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const [start, end, at] = [minutes(from), minutes(to), hour * 60];
  const begins = (day: number): boolean => !days || days.includes(day);
  // An hour counts where any minute of it does.
  if (start < end) return begins(weekday) && at + 59 >= start && at < end;
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return (begins(weekday) && at + 59 >= start) || (begins(yesterday) && at < end);
};
