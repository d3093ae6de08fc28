import { ACTION_LABELS, AMOUNT_MAX, type Limits } from '@pacekeeper/contracts';
import { counted, number } from '../../lib/format/number.ts';
import { clockTime } from '../../lib/format/time.ts';

/** What an amount means today: how many are left, and what becomes of the rest. */
export const amountHelp = (amount: number, limits: Limits | undefined): string => {
  const bounds = `1 to ${number(AMOUNT_MAX)} follows.`;
  const left = limits?.actions.follow.remaining;
  if (!limits || left === undefined) return bounds;
  const resets = `${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`;
  if (left === 0) return `${bounds} None left today; the limit resets at ${resets}.`;
  const today = `${counted(left, ACTION_LABELS.follow)} left today`;
  if (amount > left) return `${bounds} Only ${today}; the rest waits until ${resets}.`;
  return `${bounds} ${today}.`;
};
