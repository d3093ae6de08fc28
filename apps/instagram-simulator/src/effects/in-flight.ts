/** Two calls of one account at the same time. */
export interface Overlap {
  readonly at: number;
  readonly pk: string;
  /** The call that came, and those that were not answered yet. */
  readonly paths: readonly string[];
}

export interface Flight {
  end(): void;
}

/**
 * How many calls of an account are in flight: from their arrival until the first byte of the answer is about to be
 * written, or the connection is gone.
 */
export interface InFlight {
  begin(pk: string, path: string): Flight;
  current(pk: string): number;
  most(pk: string): number;
  /** The highest count of any account. */
  mostOfAny(): number;
  accounts(): string[];
  overlaps(): readonly Overlap[];
  /** Forgets the highest counts and the overlaps; calls in flight stay counted. */
  clear(): void;
}

const OVERLAPS_KEPT = 200;

export const createInFlight = (now: () => number): InFlight => {
  const flying = new Map<string, Set<{ readonly path: string }>>();
  const highest = new Map<string, number>();
  let overlaps: Overlap[] = [];
  return {
    begin: (pk, path) => {
      let calls = flying.get(pk);
      if (!calls) flying.set(pk, (calls = new Set()));
      if (calls.size > 0 && overlaps.length < OVERLAPS_KEPT) {
        overlaps.push({ at: now(), pk, paths: [path, ...[...calls].map((call) => call.path)] });
      }
      const call = { path };
      calls.add(call);
      if (calls.size > (highest.get(pk) ?? 0)) highest.set(pk, calls.size);
      return { end: () => void calls.delete(call) };
    },
    current: (pk) => flying.get(pk)?.size ?? 0,
    most: (pk) => highest.get(pk) ?? 0,
    mostOfAny: () => {
      let most = 0;
      for (const count of highest.values()) if (count > most) most = count;
      return most;
    },
    accounts: () => [...highest.keys()],
    overlaps: () => overlaps,
    clear: () => {
      overlaps = [];
      highest.clear();
      for (const [pk, calls] of flying) if (calls.size > 0) highest.set(pk, calls.size);
    },
  };
};
