import type { Limits } from '@pacekeeper/contracts';
import type { LimitRow } from './limits.repository.ts';

/** `rows` has one row for each action, all of one user and day. */
export const toLimitsView = (rows: readonly LimitRow[]): Limits => {
  const first = rows[0];
  return {
    time_zone: first?.time_zone ?? 'UTC',
    resets_at: (first?.resets_at ?? new Date(0)).toISOString(),
    actions: Object.fromEntries(
      rows.map(({ action, most, used }) => [
        action,
        { limit: most, effective: most, used, remaining: Math.max(0, most - used), hourly_cap: 10 },
      ]),
    ) as Limits['actions'],
  };
};
