import { describe, expect, it } from '@jest/globals';
import type { Limits } from '@pacekeeper/contracts';
import { amountHelp } from './amount-help.ts';

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
      '1 to 1,000 follows. None left today; the limit resets at 00:00 (Europe/Berlin).',
    ],
  ] as const)('%s', (_, amount, known, words) => expect(amountHelp(amount, known)).toBe(words));
});
