import { useSyncExternalStore } from 'react';

interface Ticker {
  readonly subscribe: (listener: () => void) => () => void;
  readonly now: () => number;
}

/** One timer for all who watch the same beat; it rests while nobody watches. */
const createTicker = (everyMs: number): Ticker => {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    now: () => {
      if (!timer && Date.now() - now > everyMs) now = Date.now();
      return now;
    },
    subscribe: (listener) => {
      if (listeners.size === 0) {
        now = Date.now();
        timer = setInterval(tick, everyMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
};

const seconds = createTicker(1000);
const halfMinutes = createTicker(30_000);

/** The time in ms, drawn anew each second: for countdowns. */
export const useSeconds = (): number => useSyncExternalStore(seconds.subscribe, seconds.now);

/** The time in ms, drawn anew each half minute: for "3 min ago". */
export const useHalfMinutes = (): number => useSyncExternalStore(halfMinutes.subscribe, halfMinutes.now);
