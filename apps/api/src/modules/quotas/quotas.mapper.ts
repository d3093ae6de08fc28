import { HOURLY_CAPS, type Limit, type Limits } from '@pacekeeper/contracts';
import type { LimitRow } from './limits.repository.ts';
import { effectiveOf, whyOf } from './why.ts';

const toLimit = (row: LimitRow): Limit => {
  const effective = effectiveOf(row);
  const why = whyOf(row);
  return {
    limit: row.most,
    standard: row.standard,
    effective,
    used: row.used,
    remaining: Math.max(0, effective - row.used),
    hourly_cap: HOURLY_CAPS[row.action],
    ...(row.wish === null ? {} : { wish: row.wish }),
    ...(why === null ? {} : { why }),
  };
};

/** `rows` has one row for each action, all of one user and day. */
export const toLimitsView = (rows: readonly LimitRow[]): Limits => {
  const first = rows[0];
  return {
    time_zone: first?.time_zone ?? 'UTC',
    resets_at: (first?.resets_at ?? new Date(0)).toISOString(),
    actions: Object.fromEntries(rows.map((row) => [row.action, toLimit(row)])) as Limits['actions'],
  };
};
