import { describe, expect, it } from '@jest/globals';
import { areaUnderCurve } from './area-under-curve.ts';

describe('the area under the curve', () => {
  it.each([
    ['all of the first are longer', [3, 4], [1, 2], 1],
    ['all of the first are shorter', [1, 2], [3, 4], 0],
    ['both are the same', [1, 2, 3], [1, 2, 3], 0.5],
    ['half of them are longer', [1, 4], [2, 3], 0.5],
    ['one of three pairs is a tie', [2], [1, 2, 3], 0.5],
    ['three of four pairs are won', [2, 4], [1, 3], 0.75],
  ])('where %s', (_, ones, others, area) => expect(areaUnderCurve(ones, others)).toBe(area));
});
