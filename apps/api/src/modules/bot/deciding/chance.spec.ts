import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chanceOf, jitterOf } from './chance.ts';

describe('what is drawn', () => {
  it('is the same for the same words, and another for others', () => {
    const at = new Date('2026-06-10T12:00:00Z');
    expect(jitterOf('a', at)).toBe(jitterOf('a', at));
    expect(jitterOf('a', at)).not.toBe(jitterOf('b', at));
    expect(jitterOf('a', at)).not.toBe(jitterOf('a', new Date(at.getTime() + 1)));
    expect(chanceOf('ab', 'c')).not.toBe(chanceOf('a', 'bc'));
    expect(jitterOf('a', null)).toBeGreaterThanOrEqual(0);
  });

  it('is spread evenly over its range', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 10_000; index += 1) {
      const at = Math.floor(chanceOf('seed', index) * 10);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });

  it('is never 1, whatever the words', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const chance = chanceOf(...words);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThan(1);
      }),
    );
  });
});
