import type { Limit } from '@pacekeeper/contracts';

export interface QuotaParts {
  readonly whole: number;
  readonly used: number;
  /** Taken by what is about to be asked for. */
  readonly wanted: number;
  /** Of the full limit, what is not to be had today. */
  readonly closed: number;
  readonly full: boolean;
}

/** What every bar of a limit is drawn from; `wanted` is what a new job would use today. */
export const quotaParts = (
  { limit, effective, used, remaining }: Pick<Limit, 'limit' | 'effective' | 'used' | 'remaining'>,
  wanted = 0,
): QuotaParts => ({
  whole: Math.max(limit, effective),
  used: Math.min(used, Math.max(limit, effective)),
  wanted: Math.min(wanted, remaining),
  closed: Math.max(0, limit - Math.max(effective, used)),
  full: remaining === 0 && effective > 0,
});

/** True where more was used than holds now, since the limit was lowered during the day. */
export const isLowered = ({ effective, used }: Pick<Limit, 'effective' | 'used'>): boolean => used > effective;
