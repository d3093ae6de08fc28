import { type Action, DEFAULT_LIMITS, HOURLY_CAPS } from '@pacekeeper/contracts';
import type { SimulatedAccount } from './account.ts';
import { zoneAt } from './calendar-of.ts';
import type { SimulatedCall } from './run.ts';

/** What must hold for every account at all times. Reckoned anew here, with none of the code that paces. */
export const RULES = ['hours', 'hourly_cap', 'gap', 'limit', 'share', 'breaker'] as const;
export type Rule = (typeof RULES)[number];

export interface Broken {
  readonly rule: Rule;
  readonly account: string;
  readonly at: number;
}

const GAP_MS = 10_000;
const HOUR_MS = 3_600_000;

const minuteOfWeek = (at: number, timeZone: string): { weekday: number; minute: number } => {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return { weekday: local.dayOfWeek, minute: local.hour * 60 + local.minute };
};

const isOpen = ({ hours, zones }: SimulatedAccount, at: number): boolean => {
  if (!hours) return true;
  const { weekday, minute } = minuteOfWeek(at, zoneAt(zones, at));
  const before = weekday === 1 ? 7 : weekday - 1;
  const allowed = (day: number) => hours.days?.includes(day) ?? true;
  const { fromMinute: from, toMinute: to } = hours;
  if (to > from) return allowed(weekday) && minute >= from && minute < to;
  return (allowed(weekday) && minute >= from) || (allowed(before) && minute < to);
};

/** Pure: every rule that these calls break, each call once a rule; `calls` in the order of time. */
export const brokenRules = (account: SimulatedAccount, calls: readonly SimulatedCall[]): Broken[] => {
  const broken: Broken[] = [];
  const last = new Map<Action, number[]>();
  const done = new Map<string, number>();
  const stopped = new Map<Action, number>();
  const gap = Math.max(GAP_MS, account.own.gapMs ?? 0);
  let before = Number.NEGATIVE_INFINITY;
  for (const { at, action, blocked, until, share, day } of calls) {
    const unless = (holds: boolean, rule: Rule) => {
      if (!holds) broken.push({ rule, account: account.id, at });
    };
    unless(isOpen(account, at), 'hours');
    unless(at - before >= gap, 'gap');
    before = at;
    const cap = Math.min(HOURLY_CAPS[action], account.own.caps[action] ?? HOURLY_CAPS[action]);
    const within = (last.get(action) ?? []).filter((one) => at - one < HOUR_MS);
    unless(within.length < cap, 'hourly_cap');
    last.set(action, [...within, at]);
    unless(at >= (stopped.get(action) ?? 0), 'breaker');
    if (until !== null) stopped.set(action, until);
    if (blocked) continue;
    const key = `${action} ${day}`;
    const count = (done.get(key) ?? 0) + 1;
    done.set(key, count);
    unless(count <= DEFAULT_LIMITS[action], 'limit');
    unless(count <= share, 'share');
  }
  return broken;
};
