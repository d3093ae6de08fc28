import type { Account } from '../accounts/account.ts';
import type { Simulation } from '../simulation.ts';

/** Whether an account is challenged here and now. */
export const isChallenged = (account: Account, at: 'login' | 'call', device: string): boolean => {
  const plan = account.challenge;
  if (!plan || (at === 'call' && plan.on !== 'any')) return false;
  return plan.repeat !== 'each_device' || !account.clearedDevices.includes(device);
};

/** Confirmed in the app: the challenge is over without the client. */
export const confirm = (sim: Simulation, account: Account): void => {
  const open = sim.challenges.of(account.pk);
  if (open) rememberPassed(account, open.device);
  if (account.challenge?.repeat !== 'each_device') account.challenge = null;
  sim.challenges.close(account.pk);
};

/** If no person holds the phone, it confirms by itself some time after the challenge came up. */
export const confirmWhenDue = (sim: Simulation, account: Account): void => {
  const open = sim.challenges.of(account.pk);
  const after = account.challenge?.confirmsAfterS;
  if (open && after !== undefined && sim.clock.now() >= open.openedAt + after * 1000) confirm(sim, account);
};

/** What is remembered after a challenge is passed. `always`: nothing, so the next login is challenged again. */
export const rememberPassed = (account: Account, device: string): void => {
  if (account.challenge?.repeat === 'once') account.challenge = null;
  if (!account.clearedDevices.includes(device)) account.clearedDevices.push(device);
};
