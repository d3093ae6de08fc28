import { describe, expect, it } from '@jest/globals';
import type { Limits } from '@pacekeeper/contracts';
import { amountHelp } from './components/amount-help.ts';
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

describe('what an amount means today', () => {
  const limits = (remaining: number) =>
    ({
      time_zone: 'Europe/Berlin',
      resets_at: '2026-11-23T23:00:00Z',
      actions: { follow: { remaining } },
    }) as Limits;

  it.each([
    ['while the limits are not known', 20, undefined, '1 to 1,000 follows.'],
    ['with enough left', 20, limits(38), '1 to 1,000 follows. 38 follows left today.'],
    [
      'with fewer left',
      40,
      limits(38),
      '1 to 1,000 follows. Only 38 follows left today; the rest waits until 00:00 (Europe/Berlin).',
    ],
    [
      'with none left',
      40,
      limits(0),
      '1 to 1,000 follows. None is left today; the limit resets at 00:00 (Europe/Berlin).',
    ],
  ] as const)('%s', (_, amount, known, words) => expect(amountHelp(amount, known)).toBe(words));
});
