import { HOURLY_CAPS, type Spread } from './pace.ts';
import type { JobFacts } from './planner.ts';

/** The open jobs of an account and what decides about them, as they were read or as they have become since. */
export interface AccountPlan<Job> {
  readonly rows: readonly Job[];
  readonly facts: readonly JobFacts[];
}

/** An action that took effect. */
export interface Performed {
  readonly jobId: string;
  readonly at: Date;
  readonly now: Date;
  readonly chance: number;
  /** What is drawn for the even spread after it. */
  readonly spread?: Spread;
}

/**
 * Pure: the facts after an action, since only the holder of the lease acts for the account. Null if the database must
 * be asked: the targets that were read ahead are used up, or another outcome is open. What others may have changed
 * meanwhile (stopped, cancelled, limits) is checked again by the next intent.
 */
export const afterAction = (
  facts: readonly JobFacts[],
  { jobId, at, now, chance, spread }: Performed,
): JobFacts[] | null => {
  const acted = facts.find((one) => one.jobId === jobId);
  const [candidate, ...upcoming] = acted?.upcoming ?? [];
  if (!acted || !candidate || acted.open > 0) return null;
  const after = facts.map((one) => ({
    ...one,
    ...(one === acted && { done: one.done + 1, candidate, upcoming }),
    ...(one.spends === acted.spends && { quotaLeft: one.quotaLeft - 1 }),
    pace: {
      ...one.pace,
      now,
      chance,
      lastActionAt: at,
      ...(spread && one.action === acted.action && { spread }),
      recent:
        one.action === acted.action ? [at, ...one.pace.recent].slice(0, HOURLY_CAPS[one.spends]) : one.pace.recent,
    },
  }));
  // The others have waited longer now.
  return [...after.filter(({ jobId: id }) => id !== jobId), ...after.filter(({ jobId: id }) => id === jobId)];
};
