/** Runs a piece of work when there is a place; of those that wait, the lowest rank comes first. */
export type Take = <T>(rank: number, work: () => Promise<T>) => Promise<T>;

/** Lets `atOnce` pieces of work run at once. */
export const gate = (atOnce: number): Take => {
  const waiting: Array<{ readonly rank: number; readonly enter: () => void }> = [];
  let free = atOnce;
  return async (rank, work) => {
    if (free > 0) free -= 1;
    else {
      await new Promise<void>((enter) => {
        waiting.push({ rank, enter });
        waiting.sort((a, b) => a.rank - b.rank);
      });
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next.enter();
      else free += 1;
    }
  };
};
