import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdOf, type RefusedVersion, waitOfVersion } from './version-verdict.ts';

const NOW = new Date('2026-11-30T12:00:00Z');
const MINUTE = 60_000;
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE);

const seen = (refused: number, running: number, more: Partial<RefusedVersion> = {}): RefusedVersion => ({
  client: '385.0.0.47.74 378906843',
  refused,
  running,
  heldUntil: null,
  failed: 0,
  ...more,
});

describe('a refused app version', () => {
  it.each<[string, RefusedVersion, number | null]>([
    ['nobody', seen(0, 20), null],
    ['one of twenty: its own breaker is enough', seen(1, 20), null],
    ['the only account that claims it', seen(1, 1), 60],
    ['two of two', seen(2, 2), 60],
    ['two of a thousand', seen(2, 1_000), 60],
    ['many, while they are paused', seen(9, 10, { heldUntil: ago(-30) }), null],
    ['the first that tries after the pause', seen(1, 10, { heldUntil: ago(0) }), 120],
    ['the same, long in vain', seen(1, 10, { heldUntil: ago(1), failed: 5 }), 360],
    ['one, long after the pause', seen(1, 10, { heldUntil: ago(16), failed: 5 }), null],
    ['two, long after the pause', seen(2, 10, { heldUntil: ago(16), failed: 5 }), 60],
  ])('%s', (_, version, minutes) => {
    const hold = holdOf(version, NOW);
    expect(hold && (hold.until.getTime() - NOW.getTime()) / MINUTE).toBe(minutes);
    if (hold) expect(hold.client).toBe(version.client);
  });

  it('waits longer each time, from an hour to six', () => {
    expect([0, 1, 2, 3, 4].map((failed) => waitOfVersion(failed) / MINUTE)).toEqual([60, 120, 240, 360, 360]);
  });

  it('never pauses for nobody or while paused, and always for two', () => {
    const version = fc.record({
      client: fc.string(),
      refused: fc.nat(50),
      running: fc.integer({ min: 1, max: 50 }),
      heldUntil: fc.option(fc.integer({ min: -600, max: 600 }).map(ago)),
      failed: fc.nat(40),
    });
    fc.assert(
      fc.property(version, (one) => {
        const hold = holdOf(one, NOW);
        const paused = one.heldUntil !== null && one.heldUntil > NOW;
        if (paused || one.refused === 0) expect(hold).toBeNull();
        else if (one.refused >= 2) expect(hold).not.toBeNull();
        if (hold) expect(hold.until.getTime() - NOW.getTime()).toBeLessThanOrEqual(360 * MINUTE);
      }),
    );
  });
});
