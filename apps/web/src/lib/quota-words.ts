import type { Limit } from '@pacekeeper/contracts';
import { number } from './format/number.ts';
import { isLowered } from './selectors/quota.ts';

/** "12 of 24 used today", in words that never say more used than there is. */
export const quotaWords = (limit: Pick<Limit, 'effective' | 'used'>): string =>
  isLowered(limit)
    ? `Limit lowered to ${number(limit.effective)} today, ${number(limit.used)} used before`
    : `${number(limit.used)} of ${number(limit.effective)} used today`;
