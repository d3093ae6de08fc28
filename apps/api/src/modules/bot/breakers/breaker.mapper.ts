import { type Breaker, type BreakerState, errorEntry, symbolOfCode } from '@pacekeeper/contracts';
import type { BreakerRow } from './breakers.repository.ts';

/** Pure: open until its time is over, then half open until a try succeeds or a person releases it. */
export const breakerStateOf = (
  row: { readonly closed_at: Date | null; readonly open_until: Date },
  now: Date,
): BreakerState => {
  if (row.closed_at) return 'closed';
  return row.open_until > now ? 'open' : 'half_open';
};

export const toBreakerView = (row: BreakerRow, now: Date): Breaker => {
  const symbol = symbolOfCode(row.error_code) ?? 'INTERNAL';
  return {
    id: row.id,
    account_id: row.account_id,
    instagram_username: row.instagram_username,
    action: row.action,
    state: breakerStateOf(row, now),
    opened_at: row.opened_at.toISOString(),
    until: row.open_until.toISOString(),
    symbol,
    code: errorEntry(symbol).code,
    reopened: row.reopened,
    trigger: row.trigger,
    ...(row.job_id ? { job_id: row.job_id } : {}),
    ...(row.closed_at ? { closed_at: row.closed_at.toISOString() } : {}),
    ...(row.closed_at && row.release_reason
      ? {
          release: {
            at: row.closed_at.toISOString(),
            by: row.released_by === row.user_id ? ('owner' as const) : ('administrator' as const),
            reason: row.release_reason,
          },
        }
      : {}),
  };
};
