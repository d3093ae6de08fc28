import { expect, it } from '@jest/globals';
import type { Failure } from '../../instagram/index.ts';
import { consequenceOf } from './breaker.ts';
import { isLeftToPerson, MOST_DOUBTS } from './doubts.ts';

const HOUR = 3_600_000;
const doubted: Failure = {
  symbol: 'RATE_LIMITED',
  side: 'instagram',
  scope: 'account',
  next: 'retry_later',
  effect: 'possible',
  doubt: 'session',
};

it.each([
  [0, false],
  [1, false],
  [MOST_DOUBTS - 1, false],
  [MOST_DOUBTS, true],
  [MOST_DOUBTS + 1, true],
])('%d answers in a row that leave it open: left to the person: %p', (doubts, left) =>
  expect(isLeftToPerson(doubts)).toBe(left),
);

it('is said after a few hours, and within a day', () => {
  let now = 0;
  for (let before = 0; before < MOST_DOUBTS - 1; before += 1) {
    const consequence = consequenceOf(doubted, before, new Date(now));
    now = consequence.bot === 'pauses' ? consequence.until.getTime() : Number.NaN;
  }
  expect(now).toBeGreaterThan(3 * HOUR);
  expect(now).toBeLessThan(12 * HOUR);
});
