export interface BrokenDesign {
  readonly script: string;
  readonly workers: number;
  /** How long it waits for a silent worker before giving up on it, milliseconds. */
  readonly patienceMs: number;
  /** Minimum number of kills, whatever the product gets: fewer might catch nothing, by luck. */
  readonly leastKills: number;
}

/** The designs that are broken on purpose; what each does is said in its file. */
export const BROKEN = {
  // Every kill repeats what was in flight.
  retry: { script: 'retry.ts', workers: 2, patienceMs: 2_000, leastKills: 10 },
  // One worker must survive a kill to read back before the effect lands, and three in ten kills are seen to do harm.
  'at-once': { script: 'at-once.ts', workers: 4, patienceMs: 0, leastKills: 40 },
} as const satisfies Record<string, BrokenDesign>;
