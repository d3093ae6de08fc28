import { describe, expect, it } from '@jest/globals';
import { MOST_FAILURES, retryAfter } from './job-trouble.ts';

const NOW = new Date('2026-06-10T12:00:00Z');

describe('a job that fails', () => {
  it.each([
    [1, 15],
    [2, 30],
    [3, 60],
    [MOST_FAILURES - 1, 240],
  ])('after %p in a row is tried again after %p s', (failures, seconds) =>
    expect(retryAfter(failures, NOW)).toEqual(new Date(NOW.getTime() + seconds * 1000)),
  );

  it.each([MOST_FAILURES, MOST_FAILURES + 1, 1_000])('after %p in a row is not tried again', (failures) =>
    expect(retryAfter(failures, NOW)).toBeNull(),
  );
});
