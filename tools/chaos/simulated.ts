import type { Simulator } from '@pacekeeper/testing';

/** How Instagram behaves while processes die: every answer takes a while, and what was cut off still takes effect. */
const LATENCY_MS = 40;
const JITTER_MS = 40;
const LANDS_WITHIN_MS = 300;

export interface Effect {
  readonly account: string;
  readonly target: string;
  readonly accepted: number;
  readonly applied: number;
}

/** A world with enough people in it, in which a call whose client dies lands up to 300 ms later. */
export const arrange = async (simulator: Simulator, people: number): Promise<void> => {
  await simulator.control('POST', '/reset', { users: people, recording: 0, demo_accounts: false });
  await simulator.control('POST', '/late-effects', {
    action: 'follow',
    when: 'client_gone',
    land_after_ms: LANDS_WITHIN_MS,
    spread: 'up_to',
  });
};

/** Called when all accounts are connected, which needs no patience. */
export const slowDown = async (simulator: Simulator): Promise<void> => {
  await simulator.control('PATCH', '/settings', { latency_ms: LATENCY_MS, latency_jitter_ms: JITTER_MS });
  await simulator.control('DELETE', '/in-flight');
};

/** Calls that are on their way at this moment. */
export const inFlight = async (simulator: Simulator): Promise<number> => {
  const { items } = await simulator.control<{ items: Array<{ current: number }> }>('GET', '/in-flight');
  return items.reduce((sum, { current }) => sum + current, 0);
};

/** The most calls that one account ever had in flight at once. */
export const mostInFlight = async (simulator: Simulator): Promise<number> =>
  (await simulator.control<{ most: number }>('GET', '/in-flight')).most;

/** What became of every follow, once everything that was accepted has landed. */
export const follows = async (simulator: Simulator): Promise<Effect[]> => {
  await simulator.control('GET', '/idle');
  return (await simulator.control<{ items: Effect[] }>('GET', '/effects?action=follow&limit=1000000')).items;
};
