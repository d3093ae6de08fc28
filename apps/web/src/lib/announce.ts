import { create } from 'zustand';

const useStore = create(() => ({ message: '' }));

/** Says something to people who use a screen reader; the same words twice are said twice. */
export const announce = (words: string): void =>
  // A no-break space makes a repeated message a new one.
  useStore.setState(({ message }) => ({ message: words === message ? `${words}\u00a0` : words }));

export const useAnnouncement = (): string => useStore(({ message }) => message);
