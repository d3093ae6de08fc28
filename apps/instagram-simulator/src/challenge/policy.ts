import type { Account } from '../accounts/account.ts';

/** Whether an account is challenged here and now. */
export const isChallenged = (account: Account, at: 'login' | 'call', device: string): boolean => {
  const plan = account.challenge;
  if (!plan || (at === 'call' && plan.on !== 'any')) return false;
  return plan.repeat !== 'each_device' || !account.clearedDevices.includes(device);
};

/** What passing a challenge leaves behind. `always` leaves nothing: the next login is challenged again. */
export const rememberPassed = (account: Account, device: string): void => {
  if (account.challenge?.repeat === 'once') account.challenge = null;
  if (!account.clearedDevices.includes(device)) account.clearedDevices.push(device);
};
