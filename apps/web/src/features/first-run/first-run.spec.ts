import { describe, expect, it } from '@jest/globals';
import { isFirstRun } from './first-run.ts';

const vain = { done: 0 };

describe('the guide', () => {
  it.each([
    ['nothing is connected', 0, [], true],
    ['the first account has no job yet', 1, [], true],
    ['the first job has done nothing yet', 1, [vain], true],
    ['the first follow is done', 1, [{ done: 1 }], false],
    ['something was done earlier', 1, [vain, { done: 7 }], false],
    ['several jobs were tried in vain', 1, [vain, vain, vain, vain], false],
    ['there are several accounts', 2, [], false],
  ] as const)('%s', (_, accounts, jobs, shown) => expect(isFirstRun(accounts, jobs)).toBe(shown));
});
