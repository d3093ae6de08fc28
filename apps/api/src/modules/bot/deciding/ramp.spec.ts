import { describe, expect, it } from '@jest/globals';
import { RAMP_FIRST, RAMP_LEAST } from '@pacekeeper/contracts';
import fc from 'fast-check';
import { afterDay, halved, type RampDay, shareOf } from './ramp.ts';

const CLEAN: RampDay = { done: 1, blocked: false };

describe('the share of its limits that an account may use', () => {
  it('starts at a fifth where accounts are real, and reaches the whole after eight clean days', () => {
    const shares: number[] = [RAMP_FIRST.live];
    for (let day = 0; day < 9; day += 1) shares.push(afterDay(shares.at(-1) ?? 0, CLEAN));
    expect(shares).toEqual([0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1]);
    expect(RAMP_FIRST.simulator).toBe(1);
  });

  it.each<[string, RampDay, number]>([
    ['earns a tenth of the limits on a clean day', { done: 3, blocked: false }, 0.5],
    ['earns nothing on a day without an action', { done: 0, blocked: false }, 0.4],
    ['earns nothing on a day with a block', { done: 40, blocked: true }, 0.4],
  ])('%s', (_, day, after) => expect(afterDay(0.4, day)).toBe(after));

  it.each([
    [1, 0.5],
    [0.5, 0.25],
    [0.25, 0.12],
    [0.2, 0.1],
    [0.1, 0.05],
    [0.07, 0.05],
    [0.05, 0.05],
  ])('is %p before a block and %p after it', (before, after) => expect(halved(before)).toBe(after));

  it.each([
    [50, 0.2, 10],
    [50, 0.05, 3],
    [100, 0.07, 7],
    [10, 0.05, 1],
    [0, 0.5, 0],
    [200, 1, 200],
  ])('of a limit of %p at %p is %p', (limit, ramp, share) => expect(shareOf(limit, ramp)).toBe(share));

  it('stays between its least and the whole, in hundredths, whatever the days bring', () => {
    const day = fc.record({ done: fc.nat(50), blocked: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 100 }), fc.array(day, { maxLength: 60 }), (start, days) => {
        let ramp = start / 100;
        for (const one of days) {
          const before = ramp;
          if (one.blocked) ramp = halved(ramp);
          ramp = afterDay(ramp, one);
          expect(ramp).toBeGreaterThanOrEqual(RAMP_LEAST);
          expect(ramp).toBeLessThanOrEqual(1);
          expect(Math.abs(ramp * 100 - Math.round(ramp * 100))).toBeLessThan(1e-9);
          if (one.blocked) expect(ramp).toBeLessThanOrEqual(before);
        }
      }),
    );
  });
});
