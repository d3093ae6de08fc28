import { type Action, DEFAULT_LIMITS } from '@pacekeeper/contracts';
import type { Failure } from '../../instagram/index.ts';
import { type BreakerBefore, continued, openUntilOf } from '../deciding/breaker-course.ts';
import { chanceOf, jitterOf, spreadOf } from '../deciding/chance.ts';
import { type ClockFacts, nextCall } from '../deciding/clock.ts';
import { hourlyCapOf, hourlyWindowMs } from '../deciding/pace.ts';
import { afterDay, halved, shareOf } from '../deciding/ramp.ts';
import type { SimulatedAccount } from './account.ts';
import { type QuotaDay, quotaDayAt, zoneAt } from './calendar-of.ts';

/** One action of a simulated account. */
export interface SimulatedCall {
  readonly at: number;
  readonly action: Action;
  readonly blocked: boolean;
  /** Until when its breaker stops this action; null where it was not blocked. */
  readonly until: number | null;
  /** What the account may do of it on this day, and which day that is. */
  readonly share: number;
  readonly day: string;
}

export interface SimulatedRun {
  readonly calls: readonly SimulatedCall[];
  /** By how many milliseconds the clock was wrong at the most: what it told, against when the planner acted. */
  readonly clockOffMs: number;
  /** The share of the limits at the end. */
  readonly ramp: number;
}

/** One of this many actions is blocked. */
const BLOCKED_OF = 1_500;

const BLOCK: Failure = {
  symbol: 'ACTION_BLOCKED',
  side: 'instagram',
  scope: 'action',
  next: 'stop_action',
  effect: 'none',
};

type Breaker = BreakerBefore & { readonly until: number };

/** The account as it is in the middle of a run. */
class Running {
  readonly calls: SimulatedCall[] = [];
  ramp: number;
  private readonly account: SimulatedAccount;
  private day: QuotaDay;
  private used = new Map<Action, number>();
  private readonly usedOn = new Map<string, Map<Action, number>>();
  private blockedToday = false;
  private lastActionAt: Date | null = null;
  private readonly lastOf = new Map<Action, Date>();
  private readonly recent = new Map<Action, Date[]>();
  private readonly breakers = new Map<Action, Breaker>();

  constructor(account: SimulatedAccount, start: number) {
    this.account = account;
    this.ramp = account.ramp;
    this.day = quotaDayAt(account.zones, start);
    this.usedOn.set(this.day.date, this.used);
  }

  facts(action: Action, at: number): ClockFacts {
    this.reckon(at);
    const { own, hours, zones, id } = this.account;
    const breaker = this.breakers.get(action);
    return {
      spends: action,
      quotaLeft: this.share(action) - (this.used.get(action) ?? 0),
      quotaResetsAt: new Date(this.day.to),
      breakerUntil: breaker && !breaker.closedAt ? new Date(breaker.until) : null,
      pace: {
        now: new Date(at),
        lastActionAt: this.lastActionAt,
        recent: this.recent.get(action) ?? [],
        hours,
        timeZone: zoneAt(zones, at),
        speed: 1,
        chance: jitterOf(id, this.lastActionAt),
        spread: spreadOf(id, action, this.lastOf.get(action) ?? null),
        own,
      },
    };
  }

  act(action: Action, at: number): void {
    const blocked = chanceOf(this.account.id, 'blocked', action, at) < 1 / BLOCKED_OF;
    const until = blocked ? this.block(action, at) : null;
    if (!blocked) this.close(action, at);
    this.calls.push({ at, action, blocked, until, share: this.share(action), day: this.day.date });
    if (blocked) this.ramp = halved(this.ramp);
    // A refused one gives its slot back.
    else this.used.set(action, (this.used.get(action) ?? 0) + 1);
    this.lastActionAt = new Date(at);
    this.lastOf.set(action, this.lastActionAt);
    const since = at - hourlyWindowMs(1);
    const kept = (this.recent.get(action) ?? []).filter((one) => one.getTime() > since);
    this.recent.set(action, [this.lastActionAt, ...kept].slice(0, hourlyCapOf(action)));
  }

  private share(action: Action): number {
    return shareOf(DEFAULT_LIMITS[action], this.ramp);
  }

  private block(action: Action, at: number): number {
    const now = new Date(at);
    const course = continued(this.breakers.get(action) ?? null, now);
    const until = openUntilOf(BLOCK, course, { now, inARow: null })?.getTime() ?? at;
    this.breakers.set(action, { ...course, until, closedAt: null, releasedAt: null });
    this.blockedToday = true;
    return until;
  }

  private close(action: Action, at: number): void {
    const breaker = this.breakers.get(action);
    if (breaker && !breaker.closedAt) this.breakers.set(action, { ...breaker, closedAt: new Date(at) });
  }

  /** Once for each day that is over, before anything is done on the next. */
  private reckon(at: number): void {
    if (at < this.day.to) return;
    const done = [...this.used.values()].reduce((sum, count) => sum + count, 0);
    this.ramp = afterDay(this.ramp, { done, blocked: this.blockedToday });
    this.day = quotaDayAt(this.account.zones, at);
    this.blockedToday = false;
    // Going west, a day may come twice; it has one quota.
    this.used = this.usedOn.get(this.day.date) ?? new Map<Action, number>();
    this.usedOn.set(this.day.date, this.used);
  }
}

/** When a person moves, when the new zone begins to count for limits, and the day after: going west, a date comes twice. */
const momentsOfMove = ({ zones }: SimulatedAccount, from: number): number[] => {
  const counts = quotaDayAt(zones, from).to;
  return [from, counts, quotaDayAt(zones, counts).to];
};

/** Pure: what an account does in this time, where a planner asks the clock when to act and wakes then. */
export const runAccount = (account: SimulatedAccount, start: number, end: number): SimulatedRun => {
  const running = new Running(account, start);
  const moves = account.zones.slice(1).flatMap(({ from }) => momentsOfMove(account, from));
  let at = start;
  let clockOffMs = 0;
  for (let turn = 0; at < end; turn += 1) {
    // Jobs take turns: of two that may act at once, another one comes first each time.
    const order = account.actions.map((_, index) => account.actions[(index + turn) % account.actions.length] as Action);
    const now = at;
    const told = order
      .map((action) => ({ action, at: nextCall(running.facts(action, now)).at.getTime() }))
      .reduce((first, one) => (one.at < first.at ? one : first));
    // Nothing foresees that a person moves; the planner looks again when it happens, and when it counts for the limits.
    const moved = moves.find((one) => one > now && one <= told.at);
    at = moved ?? told.at;
    if (moved !== undefined) continue;
    if (at >= end) break;
    const again = nextCall(running.facts(told.action, at)).at.getTime();
    clockOffMs = Math.max(clockOffMs, again - at);
    if (again > at) at = again;
    else running.act(told.action, at);
  }
  return { calls: running.calls, clockOffMs, ramp: running.ramp };
};
