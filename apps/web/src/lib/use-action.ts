import { useState } from 'react';

/** The state of an action. `count` tells one failure from the next. */
interface Standing {
  readonly busy: boolean;
  readonly error: unknown;
  readonly count: number;
}

/** Runs one action and tracks its state: for the pages before the sign-in, which have no query cache. */
export const useAction = <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) => {
  const [standing, setStanding] = useState<Standing>({ busy: false, error: null, count: 0 });
  const run = async (...args: Args): Promise<Result> => {
    setStanding(({ count }) => ({ busy: true, error: null, count: count + 1 }));
    try {
      const result = await act(...args);
      setStanding((before) => ({ ...before, busy: false }));
      return result;
    } catch (error) {
      setStanding((before) => ({ ...before, busy: false, error }));
      throw error;
    }
  };
  return { ...standing, run };
};
