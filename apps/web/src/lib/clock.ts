import { useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';
import { every, type CallOff } from './timers.ts';

/** One timer for all subscribers of the same beat; it stops without subscribers. */
const createTicker = (everyMs: number) => {
  const store = createStore(() => Date.now());
  const tick = () => store.setState(Date.now(), true);
  let watchers = 0;
  let stop: CallOff | null = null;
  const subscribe = (listener: () => void) => {
    if (watchers === 0) {
      tick();
      stop = every(everyMs, tick);
    }
    watchers += 1;
    const leave = store.subscribe(listener);
    return () => {
      leave();
      watchers -= 1;
      if (watchers > 0) return;
      stop?.();
      stop = null;
    };
  };
  const now = () => {
    if (!stop && Date.now() - store.getState() > everyMs) tick();
    return store.getState();
  };
  return () => useSyncExternalStore(subscribe, now);
};

/** The time in ms, updated each second: for countdowns. */
export const useSeconds = createTicker(1000);

/** The time in ms, updated each half minute: for "3 min ago". */
export const useHalfMinutes = createTicker(30_000);
