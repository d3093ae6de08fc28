/** Effects that were accepted and have not landed yet. */
export interface PendingEffects {
  /**
   * Runs `land` after a time, whatever happens to the connection that asked for it.
   * @returns a function that calls it off; false where it was too late.
   */
  schedule(afterMs: number, land: () => void): () => boolean;
  count(): number;
  /** Resolves when nothing is pending; false where that took longer than `timeoutMs`. */
  idle(timeoutMs: number): Promise<boolean>;
  /** Lands all of them now. */
  flush(): void;
  /** Forgets them. */
  drop(): void;
}

export const createPendingEffects = (): PendingEffects => {
  const pending = new Map<NodeJS.Timeout, () => void>();
  let waiting: Array<() => void> = [];
  const settle = () => {
    if (pending.size > 0) return;
    const resolved = waiting;
    waiting = [];
    for (const resolve of resolved) resolve();
  };
  return {
    schedule: (afterMs, land) => {
      const timer = setTimeout(() => {
        pending.delete(timer);
        land();
        settle();
      }, afterMs);
      pending.set(timer, land);
      return () => {
        clearTimeout(timer);
        const waited = pending.delete(timer);
        settle();
        return waited;
      };
    },
    count: () => pending.size,
    idle: (timeoutMs) => {
      if (pending.size === 0) return Promise.resolve(true);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), timeoutMs);
        waiting.push(() => {
          clearTimeout(timer);
          resolve(true);
        });
      });
    },
    flush: () => {
      const all = [...pending];
      pending.clear();
      for (const [timer, land] of all) {
        clearTimeout(timer);
        land();
      }
      settle();
    },
    drop: () => {
      for (const timer of pending.keys()) clearTimeout(timer);
      pending.clear();
      settle();
    },
  };
};
