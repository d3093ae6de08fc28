import type { Action } from '@pacekeeper/contracts';
import { nextDue, type PaceFacts } from './pace.ts';
import { openFrom } from './working-hours.ts';

/** What an account or a job waits for before its next call. */
export type ClockReason =
  | 'gap'
  | 'hourly_cap'
  | 'working_hours'
  | 'quota'
  | 'breaker'
  | 'bot_paused'
  | 'job_paused'
  | 'fleet_paused'
  | 'read_cap'
  | 'reading_back'
  | 'quiet_after_reconnect'
  | 'approval'
  | 'bot_stopped';

/** When the next call comes. `at` null: no time can be told, since a person or the fleet decides. */
export interface Clock {
  readonly at: Date | null;
  /** Null where nothing holds it back. */
  readonly reason: ClockReason | null;
}

/** What the times of one job's next call follow from. `JobFacts` of the planner are such facts. */
export interface ClockFacts {
  readonly spends: Action;
  readonly pace: Omit<PaceFacts, 'action' | 'leftToday'>;
  readonly quotaLeft: number;
  readonly quotaResetsAt: Date;
  /** When the breaker that stops this action, or the whole account, lets a try through; null: none is open. */
  readonly breakerUntil?: Date | null;
  /** Until when an account that was connected again stays quiet. */
  readonly quietUntil?: Date | null;
  /** When the outcomes that must be known first may be read back; null: none must be. */
  readonly readBackAt?: Date | null;
  /** When a page may be read; null where none has to be. */
  readonly readsAgainAt?: Date | null;
  /** When a job that failed is tried again. */
  readonly retryAt?: Date | null;
}

/** What has no time of its own; the first of them is what is said. */
export interface Holds {
  readonly stopped?: boolean;
  readonly approval?: boolean;
  readonly jobPaused?: boolean;
  /** All bots are paused; `until`: when one account tries, null: a person decides. */
  readonly fleet?: { readonly until: Date | null } | null;
}

/** Pure: the next time a job may call Instagram. Of what holds it back, the latest wins; working hours have the last word. */
export const nextCall = (facts: ClockFacts): { readonly at: Date; readonly reason: ClockReason | null } => {
  const { pace, quotaLeft } = facts;
  let { at, reason }: { at: Date; reason: ClockReason | null } = nextDue({
    ...pace,
    action: facts.spends,
    leftToday: quotaLeft,
  });
  const push = (to: Date | null | undefined, why: ClockReason) => {
    if (to && to > at) ({ at, reason } = { at: to, reason: why });
  };
  if (quotaLeft <= 0) push(facts.quotaResetsAt, 'quota');
  push(facts.breakerUntil, 'breaker');
  push(facts.retryAt, 'breaker');
  push(facts.quietUntil, 'quiet_after_reconnect');
  push(facts.readsAgainAt, 'read_cap');
  push(facts.readBackAt, 'reading_back');
  push(openFrom(at, pace.hours, pace.timeZone), 'working_hours');
  return { at, reason };
};

/**
 * Pure: whether the job could act within its hours if its limit of the day were higher. A limit may be raised before the
 * day is over, whatever has the last word about tomorrow.
 */
export const isLimitAlone = ({ quotaLeft, pace }: Pick<ClockFacts, 'quotaLeft' | 'pace'>): boolean =>
  quotaLeft <= 0 && openFrom(pace.now, pace.hours, pace.timeZone) <= pace.now;

/** Pure: what the clock says of a job; null facts: it has nothing more to do. */
export const clockOf = (facts: ClockFacts | null, holds: Holds = {}): Clock | null => {
  if (holds.stopped) return { at: null, reason: 'bot_stopped' };
  if (holds.approval) return { at: null, reason: 'approval' };
  if (holds.jobPaused) return { at: null, reason: 'job_paused' };
  if (holds.fleet) return { at: holds.fleet.until, reason: 'fleet_paused' };
  return facts && nextCall(facts);
};

/** Pure: the clock of a bot is that of its job that calls first; null where it has no job. */
export const earliest = <T extends Clock>(clocks: readonly T[]): T | null =>
  clocks.reduce<T | null>((first, one) => {
    if (!first) return one;
    if (!one.at) return first;
    return !first.at || one.at < first.at ? one : first;
  }, null);
