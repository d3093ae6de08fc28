import type { Job } from '@pacekeeper/contracts';

/** Jobs without a single action after which nobody needs a guide any more. */
const TRIES = 3;

/** True until the first action was done: with one account at most, and no more than a few vain jobs. */
export const isFirstRun = (accounts: number, jobs: readonly Pick<Job, 'done'>[]): boolean =>
  accounts <= 1 && jobs.length <= TRIES && jobs.every(({ done }) => done === 0);
