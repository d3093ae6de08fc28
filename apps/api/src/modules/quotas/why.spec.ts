import { describe, expect, it } from '@jest/globals';
import type { LimitRow } from './limits.repository.ts';
import { effectiveOf, whyOf } from './why.ts';

const row = (wanted: Partial<LimitRow>): LimitRow => ({
  action: 'follow',
  most: 50,
  standard: 50,
  wish: null,
  ramped: null,
  used: 0,
  own: false,
  reason: null,
  young: null,
  time_zone: 'UTC',
  resets_at: new Date(0),
  ...wanted,
});
const young = (...ramps: number[]) => ramps.map((ramp, index) => ({ name: `acc${index + 1}`, ramp }));

describe('what holds today, and why', () => {
  it.each<[string, Partial<LimitRow>, number, string | null]>([
    ['nothing but the default', {}, 50, null],
    ['an account with all of its limits', { ramped: 50 }, 50, null],
    [
      'a new account',
      { ramped: 10, young: young(0.2) },
      10,
      'Your account @acc1 is new: it starts at 20 % of its limits. Each day with actions and without a block earns 10 % more.',
    ],
    [
      'an account on its way',
      { ramped: 20, young: young(0.4) },
      20,
      'Your account @acc1 is at 40 % of its limits. Each day with actions and without a block earns 10 % more.',
    ],
    [
      'an account that was blocked',
      { ramped: 10, young: [{ name: 'acc1', ramp: 0.2, blocked: true }] },
      10,
      'Your account @acc1 is at 20 % of its limits, which a block by Instagram halves. Each day with actions and without a block earns 10 % more.',
    ],
    [
      'several accounts that are new together',
      { ramped: 30, young: young(0.2, 0.4) },
      30,
      'Your accounts may not use all of their limits yet: @acc1 at 20 %, @acc2 at 40 %. Each day with actions and without a block earns 10 % more.',
    ],
    [
      'more accounts than anyone would read',
      { ramped: 25, young: young(0.1, 0.1, 0.1, 0.1, 0.1) },
      25,
      'Your accounts may not use all of their limits yet: @acc1 at 10 %, @acc2 at 10 %, @acc3 at 10 % and 2 more. Each day with actions and without a block earns 10 % more.',
    ],
    ['new accounts that are enough together', { ramped: 60, young: young(0.2, 1) }, 50, null],
    ['a wish', { wish: 12 }, 12, 'You set your own limit to 12; you can change it at any time.'],
    ['a wish for nothing', { wish: 0 }, 0, 'You set your own limit to 0; you can change it at any time.'],
    ['a wish for more than is allowed', { wish: 80 }, 50, null],
    [
      'a wish below the ramp',
      { wish: 5, ramped: 10, young: young(0.2) },
      5,
      'You set your own limit to 5; you can change it at any time.',
    ],
    [
      'a ramp below the wish',
      { wish: 12, ramped: 10, young: young(0.2) },
      10,
      'Your account @acc1 is new: it starts at 20 % of its limits. Each day with actions and without a block earns 10 % more.',
    ],
    [
      'an administrator with a reason',
      { most: 20, own: true, reason: 'a quiet week' },
      20,
      'An administrator set this for you: a quiet week. Ask one if you need more.',
    ],
    [
      'an administrator without one',
      { most: 20, own: true },
      20,
      'An administrator set this for you. Ask one if you need more.',
    ],
    [
      'a wish below what an administrator set',
      { most: 20, own: true, reason: 'a quiet week', wish: 3 },
      3,
      'You set your own limit to 3; you can change it at any time.',
    ],
    [
      'a default with a reason',
      { most: 40, reason: 'Instagram is strict these days.' },
      40,
      'An administrator set this for everybody: Instagram is strict these days.',
    ],
  ])('%s', (_, wanted, effective, why) => {
    expect([effectiveOf(row(wanted)), whyOf(row(wanted))]).toEqual([effective, why]);
  });
});
