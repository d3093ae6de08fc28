const NAME = 'pacekeeper-mode';

/** The mode this browser saw last; only a guess of how much room the banner will need. */
export const lastMode = {
  get: (): string | null => {
    try {
      return localStorage.getItem(NAME);
    } catch {
      return null;
    }
  },
  set: (mode: string) => {
    try {
      localStorage.setItem(NAME, mode);
    } catch {
      // Then the next page guesses again.
    }
  },
};
