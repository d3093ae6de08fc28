import type { Action } from '@pacekeeper/contracts';

/** A breaker that is not closed; `action` null: of the whole account. */
export interface StandingBreaker {
  readonly action: string | null;
  readonly until: Date;
  readonly code: string;
}

/** What breakers mean for one kind of action. */
export interface Stopped {
  /** When a try is let through; null: nothing stops it. */
  readonly until: Date | null;
  /** Why. */
  readonly code: string | null;
  /** The next action is that try. */
  readonly tries: boolean;
}

/** Pure: of the breakers that stop this action, the one that is open the longest counts. */
export const stoppedBy = (breakers: readonly StandingBreaker[], action: Action, now: Date): Stopped => {
  const latest = breakers
    .filter((one) => one.action === null || one.action === action)
    .reduce<StandingBreaker | null>((last, one) => (last && last.until >= one.until ? last : one), null);
  return { until: latest?.until ?? null, code: latest?.code ?? null, tries: latest !== null && latest.until <= now };
};

/** What is not known yet of an account's actions of one kind. */
export interface Unknowns {
  readonly spends: Action;
  readonly open: number;
  readonly reconcileAt: Date | null;
}

/**
 * Pure: when the outcome may be read back that a half open breaker has to know before it lets anything through; null:
 * there is none.
 */
export const tryReadAt = (
  breakers: readonly StandingBreaker[],
  action: Action,
  unknowns: readonly Unknowns[],
  now: Date,
): Date | null => {
  const whole = breakers.some((one) => one.action === null);
  const times = unknowns
    .filter(({ open, spends }) => open > 0 && (whole || spends === action))
    .map(({ reconcileAt }) => (reconcileAt ?? now).getTime());
  return stoppedBy(breakers, action, now).tries && times.length > 0 ? new Date(Math.min(...times)) : null;
};
