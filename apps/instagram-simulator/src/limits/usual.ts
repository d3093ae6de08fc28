import type { LimitRule } from './rate-limits.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

type Wanted = Pick<LimitRule, 'action' | 'window_s' | 'soft'> & Partial<LimitRule>;

const rule = (wanted: Wanted): Omit<LimitRule, 'id'> => ({
  account: null,
  per: 'account',
  hard: null,
  challenge_after: null,
  block_s: DAY,
  ...wanted,
});

/**
 * Limits like Instagram's: some an hour, more a day, a challenge for accounts that continue. The figures are what
 * users of bots report; the real ones are not public and differ between accounts.
 */
export const USUAL_LIMITS: readonly Omit<LimitRule, 'id'>[] = [
  rule({ action: 'follow', window_s: HOUR, soft: 30, hard: 60, challenge_after: 20 }),
  rule({ action: 'follow', window_s: DAY, soft: 150, hard: 200, challenge_after: 20 }),
  rule({ action: 'unfollow', window_s: HOUR, soft: 30, hard: 60, challenge_after: 20 }),
  rule({ action: 'unfollow', window_s: DAY, soft: 150, hard: 200, challenge_after: 20 }),
  rule({ action: 'like', window_s: HOUR, soft: 60, hard: 120, challenge_after: 20 }),
  rule({ action: 'like', window_s: DAY, soft: 500, hard: 1_000, challenge_after: 20 }),
  rule({ action: 'comment', window_s: HOUR, soft: 15, hard: 30, challenge_after: 10 }),
  rule({ action: 'dm', window_s: HOUR, soft: 15, hard: 30, challenge_after: 10 }),
  rule({ action: 'dm', window_s: DAY, soft: 50, hard: 100, challenge_after: 10 }),
  rule({ action: 'login', window_s: HOUR, soft: null, hard: 10 }),
  rule({ action: 'call', window_s: HOUR, soft: null, hard: 400, per: 'account' }),
];
