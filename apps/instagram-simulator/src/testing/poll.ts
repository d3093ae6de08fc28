const PAUSE_MS = 10;

/** Asks until the answer is there; rejects when that takes too long. For events of other processes only. */
export const poll = async <T>(ask: () => Promise<T | null>, deadlineMs = 10_000): Promise<T> => {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const found = await ask();
    if (found !== null) return found;
    if (performance.now() > end) throw new Error(`nothing after ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
};

/** The error that a promise rejects with. */
export const failureOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
};
