import type { OpenJobRow } from '../jobs/jobs.repository.ts';
import { HOURLY_CAPS } from './pace.ts';
import type { JobFacts } from './planner.ts';

/** The jobs of an account and what decides about them, as they were read or as they have become since. */
export interface Outlook {
  readonly rows: readonly OpenJobRow[];
  readonly facts: readonly JobFacts[];
}

/** An action that took effect. */
export interface Performed {
  readonly jobId: string;
  readonly at: Date;
  readonly now: Date;
  readonly chance: number;
}

/**
 * What follows for the outlook from an action that took effect: pure, since nobody but the holder of the lease acts for
 * the account. Null where the database must be asked: the targets that were read ahead are used up, or something else
 * is open. What others may have changed meanwhile (stopped, cancelled, limits) is checked again by the next intent.
 */
export const afterAction = (facts: readonly JobFacts[], { jobId, at, now, chance }: Performed): JobFacts[] | null => {
  const acted = facts.find((one) => one.jobId === jobId);
  const [candidate, ...behind] = acted?.behind ?? [];
  if (!acted || !candidate || acted.open > 0) return null;
  return facts.map((one) => ({
    ...one,
    ...(one === acted && { done: one.done + 1, candidate, behind }),
    ...(one.action === acted.action && { quotaLeft: one.quotaLeft - 1 }),
    pace: {
      ...one.pace,
      now,
      chance,
      lastActionAt: at,
      recent:
        one.action === acted.action ? [at, ...one.pace.recent].slice(0, HOURLY_CAPS[one.action]) : one.pace.recent,
    },
  }));
};
