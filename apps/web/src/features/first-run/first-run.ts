import type { Job } from '@pacekeeper/contracts';

/** After this many jobs without a single action, the guide is no longer shown. */
const TRIES = 3;

/** True until the first action was done: with one account at most, and only a few jobs without an action. */
export const isFirstRun = (accounts: number, jobs: readonly Pick<Job, 'done'>[]): boolean =>
  accounts <= 1 && jobs.length <= TRIES && jobs.every(({ done }) => done === 0);
