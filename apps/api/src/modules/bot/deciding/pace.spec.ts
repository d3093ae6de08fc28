import { describe, expect, it } from '@jest/globals';
import { ACTIONS } from '@pacekeeper/contracts';
import fc from 'fast-check';
import { GAP_MS, HOURLY_CAPS, hourlyWindowMs, leastDurationMs, nextDue, type PaceFacts } from './pace.ts';

const NOON = new Date('2026-06-10T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOON.getTime() - minutes * 60_000);

const facts = (changes: Partial<PaceFacts> = {}): PaceFacts => ({
  now: NOON,
  action: 'follow',
  lastActionAt: null,
  recent: [],
  leftToday: 50,
  hours: null,
  timeZone: 'UTC',
  speed: 1,
  chance: 0,
  ...changes,
});

describe('the pace', () => {
  it('lets the first action of an account happen at once', () => {
    expect(nextDue(facts())).toEqual({ at: NOON, reason: null });
  });

  it.each([
    [0, 10_000],
    [0.5, 20_000],
    [0.999999, 30_000],
  ])('with chance %p keeps about %p ms between two actions', (chance, gap) => {
    const due = nextDue(facts({ lastActionAt: NOON, chance }));
    expect(due.reason).toBe('gap');
    expect(due.at.getTime() - NOON.getTime()).toBeCloseTo(gap, -2);
  });

  it('holds the eleventh follow back until the first is an hour old', () => {
    const recent = Array.from({ length: 10 }, (_, index) => minutesAgo(5 + index));
    const due = nextDue(facts({ recent, lastActionAt: recent[0] ?? null }));
    expect(due).toEqual({ at: new Date(minutesAgo(14).getTime() + 3_600_000), reason: 'hourly_cap' });
  });

  it('divides gaps and the hourly window by the speed', () => {
    expect(nextDue(facts({ lastActionAt: NOON, speed: 60 })).at.getTime() - NOON.getTime()).toBe(167);
    expect(hourlyWindowMs(60)).toBe(60_000);
  });

  it.each([
    ['before they open', '2026-06-10T05:00:00Z', '2026-06-10T06:00:00.000Z'],
    ['after they close', '2026-06-10T20:30:00Z', '2026-06-11T06:00:00.000Z'],
    ['while they are open', '2026-06-10T06:00:00Z', '2026-06-10T06:00:00.000Z'],
  ])('keeps to working hours in the zone of the user: %s', (_, now, at) => {
    const hours = { fromMinute: 8 * 60, toMinute: 22 * 60 };
    expect(nextDue(facts({ now: new Date(now), hours, timeZone: 'Europe/Berlin' })).at.toISOString()).toBe(at);
  });

  it('spreads what is left over what is left of the working day', () => {
    const hours = { fromMinute: 8 * 60, toMinute: 22 * 60 };
    const due = nextDue(facts({ hours, leftToday: 10, lastActionAt: NOON, chance: 0.5 }));
    expect(due.at.getTime() - NOON.getTime()).toBe(60 * 60_000);
  });

  it.each<[string, Partial<PaceFacts>, number]>([
    ['a longer gap', { lastActionAt: NOON, own: { gapMs: 60_000, caps: {} } }, 60_000],
    ['never a shorter one', { lastActionAt: NOON, own: { gapMs: 1_000, caps: {} } }, 10_000],
    [
      'a lower hourly cap',
      { recent: [minutesAgo(5), minutesAgo(10)], own: { gapMs: null, caps: { follow: 2 } } },
      50 * 60_000,
    ],
    [
      'never a higher one',
      { recent: Array.from({ length: 10 }, () => minutesAgo(5)), own: { gapMs: null, caps: { follow: 99 } } },
      55 * 60_000,
    ],
    ['a cap of another action', { recent: [minutesAgo(5)], own: { gapMs: null, caps: { like: 1 } } }, 0],
  ])('may be slower for an account: %s', (_, given, waits) =>
    expect(nextDue(facts(given)).at.getTime() - NOON.getTime()).toBe(waits),
  );

  it('spreads each kind of action by its own last one, so that a rare one is not put off by others', () => {
    const hours = { fromMinute: 8 * 60, toMinute: 22 * 60 };
    const rare = { hours, action: 'dm', leftToday: 5, lastActionAt: NOON } as const;
    const due = nextDue(facts({ ...rare, spread: { lastAt: minutesAgo(180), chance: 0.5 } }));
    expect(due).toEqual({ at: new Date(NOON.getTime() + 10_000), reason: 'gap' });
    const first = nextDue(facts({ ...rare, spread: { lastAt: null, chance: 0.5 } }));
    expect(first.at).toEqual(new Date(NOON.getTime() + 10_000));
  });

  it('keeps the last action of a day within its hours', () => {
    const hours = { fromMinute: 8 * 60, toMinute: 22 * 60 };
    const { at } = nextDue(facts({ hours, leftToday: 1, lastActionAt: NOON, chance: 0.99 }));
    expect(at.getTime()).toBeLessThan(Date.parse('2026-06-10T22:00:00Z'));
  });

  it('is the same however often it is asked for before it is due', () => {
    const hours = { fromMinute: 8 * 60, toMinute: 22 * 60 };
    const at = (minutes: number) =>
      nextDue(facts({ hours, leftToday: 10, lastActionAt: NOON, chance: 0.5, now: minutesAgo(-minutes) })).at;
    expect([at(0), at(20), at(59)]).toEqual([at(60), at(60), at(60)]);
  });

  it('never comes before now, within the least gap, or above the hourly cap', () => {
    fc.assert(
      fc.property(
        fc.record({
          action: fc.constantFrom(...ACTIONS),
          ago: fc.array(fc.integer({ min: 0, max: 7_200_000 }), { maxLength: 80 }),
          chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
          speed: fc.constantFrom(1, 60, 1000),
          hours: fc.constantFrom(null, { fromMinute: 480, toMinute: 1320 }),
          leftToday: fc.integer({ min: 0, max: 500 }),
        }),
        ({ ago, ...rest }) => {
          const times = ago.sort((a, b) => a - b).map((ms) => new Date(NOON.getTime() - ms));
          const window = hourlyWindowMs(rest.speed);
          const recent = times
            .filter((at) => NOON.getTime() - at.getTime() < window)
            .slice(0, HOURLY_CAPS[rest.action]);
          const given = facts({ ...rest, recent, lastActionAt: times[0] ?? null });
          const { at } = nextDue(given);
          expect(at.getTime()).toBeGreaterThanOrEqual(NOON.getTime());
          if (times[0]) expect(at.getTime() - times[0].getTime()).toBeGreaterThanOrEqual(GAP_MS.least / rest.speed);
          const inWindow = times.filter((time) => at.getTime() - time.getTime() < window - 1).length;
          if (times.length <= HOURLY_CAPS[rest.action]) expect(inWindow).toBeLessThanOrEqual(HOURLY_CAPS[rest.action]);
          if (recent.length === HOURLY_CAPS[rest.action])
            expect(at.getTime()).toBeGreaterThanOrEqual((recent.at(-1)?.getTime() ?? 0) + window - 1);
        },
      ),
    );
  });

  it('expects fifty follows to take four hours and a little', () => {
    expect(leastDurationMs('follow', 50, 1)).toBe(4 * 3_600_000 + 9 * 20_000);
    expect(leastDurationMs('follow', 1, 1)).toBe(0);
  });
});
