import { describe, expect, it } from '@jest/globals';
import { simulatedAccount } from './account.ts';
import { quotaDayAt } from './calendar-of.ts';
import { busiestDay, drawDay } from './drawing.ts';
import { Figures } from './figures.ts';
import { brokenRules, type Rule } from './rules.ts';
import { runAccount, type SimulatedCall } from './run.ts';

const START = Date.parse('2026-03-07T00:00:00Z');
const DAY = 24 * 3_600_000;
const run = (seed: number, accounts: number, days: number): Figures => {
  const figures = new Figures();
  for (let number = 0; number < accounts; number += 1) {
    const account = simulatedAccount(seed, number, START);
    figures.add(account, runAccount(account, START, START + days * DAY));
  }
  return figures;
};

describe('thirty simulated days', () => {
  it.each([1, 2, 3])('keep every rule, over clock changes and zone changes: seed %p', (seed) => {
    const figures = run(seed, 12, 30);
    expect(figures.lines().filter((line) => line.includes('broken'))).toEqual([]);
    expect(figures.held).toBe(true);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(run(7, 3, 5).lines()).toEqual(run(7, 3, 5).lines());
    expect(run(7, 3, 5).lines()).not.toEqual(run(8, 3, 5).lines());
  });

  it('spread what an account does over its hours', () => {
    const account = {
      ...simulatedAccount(1, 1, START),
      zones: [{ from: 0, timeZone: 'UTC' }],
      own: { gapMs: null, caps: {} },
    };
    const office = {
      ...account,
      hours: { fromMinute: 480, toMinute: 1_320 },
      actions: ['like', 'dm'] as const,
      ramp: 1,
    };
    const { calls } = runAccount(office, START, START + DAY);
    const quarters = (action: string) => {
      const counts = [0, 0, 0, 0];
      for (const { at } of calls.filter((one) => one.action === action)) {
        const quarter = Math.min(3, Math.floor((at - START - 8 * 3_600_000) / (3.5 * 3_600_000)));
        counts[quarter] = (counts[quarter] ?? 0) + 1;
      }
      return counts;
    };
    for (const count of quarters('like')) expect(count).toBeGreaterThanOrEqual(35);
    for (const count of quarters('dm')) expect(count).toBeGreaterThanOrEqual(1);
  });

  it('can be drawn', () => {
    const account = simulatedAccount(7, 0, START);
    const { calls } = runAccount(account, START, START + 3 * DAY);
    const day = busiestDay(account, calls);
    const svg = drawDay(account, day.date, day.calls);
    expect(svg).toMatch(/^<svg [\s\S]+<\/svg>\n$/);
    expect(svg.match(/width="1.6"/g)).toHaveLength(day.calls.length);
  });
});

describe('the rules', () => {
  const account = {
    id: 'a',
    zones: [{ from: 0, timeZone: 'UTC' }],
    hours: { fromMinute: 480, toMinute: 1_320, days: [1, 2, 3, 4, 5] },
    own: { gapMs: 20_000, caps: { like: 2 } },
    actions: ['like'] as const,
    ramp: 1,
  };
  /** A Tuesday. */
  const NOON = Date.parse('2026-03-10T12:00:00Z');
  const call = (at: number, more: Partial<SimulatedCall> = {}): SimulatedCall => ({
    at,
    action: 'like',
    blocked: false,
    until: null,
    share: 200,
    day: '2026-03-10',
    ...more,
  });

  it.each<[Rule, SimulatedCall[]]>([
    ['hours', [call(Date.parse('2026-03-10T22:00:00Z'))]],
    ['hours', [call(Date.parse('2026-03-14T12:00:00Z'))]],
    ['gap', [call(NOON), call(NOON + 19_999)]],
    ['hourly_cap', [call(NOON), call(NOON + 60_000), call(NOON + 3_599_999)]],
    ['share', [call(NOON, { share: 1 }), call(NOON + 60_000, { share: 1 })]],
    ['breaker', [call(NOON, { blocked: true, until: NOON + DAY }), call(NOON + 7_200_000)]],
  ])('catch what breaks %s', (rule, calls) =>
    expect(brokenRules(account, calls).map((one) => one.rule)).toEqual([rule]),
  );

  it('are kept by what they allow', () => {
    const calls = [call(NOON), call(NOON + 20_000), call(NOON + 3_600_000)];
    expect(brokenRules(account, calls)).toEqual([]);
  });
});

describe('the day of a quota', () => {
  it('stays with the zone before until its day has ended there', () => {
    const moved = Date.parse('2026-03-10T12:00:00Z');
    const zones = [
      { from: 0, timeZone: 'UTC' },
      { from: moved, timeZone: 'Pacific/Kiritimati' },
    ];
    expect(quotaDayAt(zones, moved + 1).date).toBe('2026-03-10');
    expect(quotaDayAt(zones, Date.parse('2026-03-10T23:59:59Z')).date).toBe('2026-03-10');
    expect(quotaDayAt(zones, Date.parse('2026-03-11T00:00:00Z')).date).toBe('2026-03-11');
    expect(quotaDayAt(zones, Date.parse('2026-03-11T10:00:00Z')).date).toBe('2026-03-12');
  });
});
