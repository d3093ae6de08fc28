import { useSyncExternalStore } from 'react';

let message = '';
const listeners = new Set<() => void>();

/** Says something to people who listen instead of look; the same words twice are said twice. */
export const announce = (words: string): void => {
  // A no-break space makes a repeated message another one.
  message = words === message ? `${words}\u00a0` : words;
  for (const listener of listeners) listener();
};

export const useAnnouncement = (): string =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => message,
  );
