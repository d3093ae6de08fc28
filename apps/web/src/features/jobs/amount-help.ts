import { type Action, ACTION_LABELS, AMOUNT_MAX, type Limits } from '@pacekeeper/contracts';
import { counted, number } from '../../lib/format/number.ts';
import { clockTime } from '../../lib/format/time.ts';

/** What an amount means today: how many are left, and what becomes of the rest. */
export const amountHelp = (amount: number, limits: Limits | undefined, action: Action = 'follow'): string => {
  const bounds = `1 to ${number(AMOUNT_MAX)} ${ACTION_LABELS[action].many}.`;
  const left = limits?.actions[action].remaining;
  if (!limits || left === undefined) return bounds;
  const resets = `${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`;
  if (left === 0) return `${bounds} None left today; the limit resets at ${resets}.`;
  const today = `${counted(left, ACTION_LABELS[action])} left today`;
  if (amount > left) return `${bounds} Only ${today}; the rest waits until ${resets}.`;
  return `${bounds} ${today}.`;
};
