import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EndFacts, expectedEnd } from './expected-end.ts';

const DAY = 24 * 3_600_000;
/** A Monday. */
const EIGHT = new Date('2026-06-08T08:00:00Z');
const OFFICE = { fromMinute: 8 * 60, toMinute: 22 * 60 };

const facts = (wanted: Partial<EndFacts>): EndFacts => ({
  action: 'follow',
  left: 10,
  others: [],
  first: EIGHT,
  quotaLeft: 50,
  quotaResetsAt: new Date('2026-06-09T00:00:00Z'),
  perDay: 50,
  hours: OFFICE,
  timeZone: 'UTC',
  speed: 1,
  ...wanted,
});
const dayOfEnd = (wanted: Partial<EndFacts>) => expectedEnd(facts(wanted))?.toISOString().slice(0, 10);

describe('when a job is expected to end', () => {
  it.each<[string, Partial<EndFacts>, string]>([
    ['500 with 50 a day take ten days', { left: 500 }, '2026-06-17'],
    ['and one more where one more is wanted', { left: 501 }, '2026-06-18'],
    [
      'a day is left out where today is used up',
      { left: 50, quotaLeft: 0, first: new Date('2026-06-09T08:00:00Z') },
      '2026-06-09',
    ],
    ['what is left of today counts', { left: 60, quotaLeft: 10 }, '2026-06-09'],
    ['Saturdays and Sundays can be left out', { left: 500, hours: { ...OFFICE, days: [1, 2, 3, 4, 5] } }, '2026-06-19'],
    ['one day a week', { left: 150, hours: { ...OFFICE, days: [1] } }, '2026-06-22'],
    ['the hourly cap may be what takes longest', { left: 40, hours: { fromMinute: 480, toMinute: 600 } }, '2026-06-09'],
    ['messages: 5 an hour and 10 a day', { action: 'dm', left: 30, perDay: 10, quotaLeft: 10 }, '2026-06-10'],
    ['an account may be slower', { left: 50, own: { gapMs: null, caps: { follow: 1 } } }, '2026-06-11'],
    ['other jobs of the same limit take turns', { left: 50, others: [10, 500] }, '2026-06-10'],
  ])('%s', (_, wanted, day) => expect(dayOfEnd(wanted)).toBe(day));

  it('is never where nothing is allowed', () => {
    expect(expectedEnd(facts({ quotaLeft: 0, perDay: 0 }))).toBeNull();
    expect(dayOfEnd({ left: 5, perDay: 0 })).toBe('2026-06-08');
  });

  it('all day, follows come as fast as the hour allows', () => {
    expect(expectedEnd(facts({ left: 50, hours: null }))).toEqual(new Date(EIGHT.getTime() + 4 * 3_600_000 + 180_000));
    expect(expectedEnd(facts({ left: 1, hours: null }))).toEqual(EIGHT);
  });

  it('falls into the hours, never earlier for more, and its days are those that the limit takes', () => {
    const wanted = fc.record({
      left: fc.integer({ min: 1, max: 1_000 }),
      perDay: fc.integer({ min: 1, max: 200 }),
      hours: fc.constantFrom(null, OFFICE, { fromMinute: 1_200, toMinute: 240 }, { ...OFFICE, days: [2, 4] }),
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe'),
      others: fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(wanted, (one) => {
        const given = facts({ ...one, quotaLeft: one.perDay, first: EIGHT });
        const end = expectedEnd(given);
        const more = expectedEnd({ ...given, left: given.left + 1 });
        expect(end && more && end.getTime() <= more.getTime() + 3_600_000).toBe(true);
        const days = Math.ceil(one.left / one.perDay);
        expect((end?.getTime() ?? 0) - EIGHT.getTime()).toBeGreaterThanOrEqual((days - 2) * DAY);
      }),
      { numRuns: 300 },
    );
  });
});
