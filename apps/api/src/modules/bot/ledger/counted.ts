import type { StatChange } from '../../stats/index.ts';
import type { Outcome } from './outcome.ts';

/** What the statistics count an outcome as; what waits for a review is not known. */
const COUNTED = {
  confirmed: 'done',
  refused: 'failed',
  unknown: 'unknown',
  needs_review: 'unknown',
} as const satisfies Record<Outcome['state'], keyof StatChange>;

/** Pure: what an outcome adds to the statistics, after `before`: an outcome that was not known was counted as such. */
export const countedAs = (state: Outcome['state'], before: 'intended' | 'unknown' = 'intended'): StatChange => {
  const as = COUNTED[state];
  if (before === 'intended') return { [as]: 1 };
  return as === 'unknown' ? {} : { unknown: -1, [as]: 1 };
};
