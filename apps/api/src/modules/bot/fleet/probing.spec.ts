import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { failedBefore, type LastPause, waitOfProbe } from './probing.ts';
import type { Trouble } from './verdict.ts';

const MINUTE = 60_000;
const NOW = new Date('2026-06-10T12:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE);

describe('the wait until an account tries', () => {
  it.each<[Trouble, number[]]>([
    ['INSTAGRAM_UNEXPECTED', [1, 2, 4, 8, 16, 32, 60, 60]],
    ['INSTAGRAM_UNAVAILABLE', [1, 2, 4, 8, 16, 32, 60, 60]],
    ['RATE_LIMITED', [15, 30, 60, 120, 240, 360, 360]],
  ])('%s: %j minutes', (symbol, minutes) => {
    expect(minutes.map((_, failed) => waitOfProbe(symbol, failed) / MINUTE)).toEqual(minutes);
  });

  it('never shrinks, whatever the number', () => {
    fc.assert(
      fc.property(fc.integer(), (failed) => {
        const wait = waitOfProbe('RATE_LIMITED', failed);
        expect(waitOfProbe('RATE_LIMITED', failed + 1)).toBeGreaterThanOrEqual(wait);
        expect(wait).toBeGreaterThanOrEqual(15 * MINUTE);
        expect(wait).toBeLessThanOrEqual(360 * MINUTE);
      }),
    );
  });
});

describe('a new pause', () => {
  it.each<[string, LastPause, number]>([
    ['begins at the first wait', { symbol: null, failed: 0, resumedAt: null }, 0],
    ['goes on where it was, when it comes back at once', { symbol: 'RATE_LIMITED', failed: 3, resumedAt: ago(1) }, 4],
    ['goes on where it was, within a quarter of an hour', { symbol: 'RATE_LIMITED', failed: 0, resumedAt: ago(14) }, 1],
    ['begins anew after that', { symbol: 'RATE_LIMITED', failed: 3, resumedAt: ago(15) }, 0],
    ['begins anew for another answer', { symbol: 'INSTAGRAM_UNEXPECTED', failed: 3, resumedAt: ago(1) }, 0],
    ['begins anew where nothing was resumed', { symbol: 'RATE_LIMITED', failed: 3, resumedAt: null }, 0],
  ])('%s', (_, last, failed) => {
    expect(failedBefore('RATE_LIMITED', last, NOW)).toBe(failed);
  });
});
