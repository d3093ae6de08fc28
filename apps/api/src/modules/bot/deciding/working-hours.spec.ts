import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leftToday, nextMidnight, openFrom, openUntil, type WorkingHours } from './working-hours.ts';

const HOURS = { fromMinute: 8 * 60, toMinute: 22 * 60 };
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
];

describe('working hours', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28T23:30:00Z', '2026-03-29T22:00:00.000Z'], // the day of 23 hours
    ['Europe/Berlin', '2026-10-24T22:30:00Z', '2026-10-25T23:00:00.000Z'], // the day of 25 hours
    ['Pacific/Kiritimati', '2026-01-01T09:00:00Z', '2026-01-01T10:00:00.000Z'],
  ])('knows when the day ends in %s', (zone, now, midnight) => {
    expect(nextMidnight(new Date(now), zone).toISOString()).toBe(midnight);
  });

  it('opens an hour later where the clocks skip the hour of opening', () => {
    const hours = { fromMinute: 150, toMinute: 600 };
    expect(openFrom(new Date('2026-03-29T00:00:00Z'), hours, 'Europe/Berlin').toISOString()).toBe(
      '2026-03-29T01:30:00.000Z',
    );
  });

  it('has what is left of a day of 23 hours', () => {
    expect(leftToday(new Date('2026-03-28T23:00:00Z'), null, 'Europe/Berlin')).toBe(23 * 3_600_000);
  });

  it('opens now or later, within a day and two hours, and is open then', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.constantFrom(...ZONES),
        (now, zone) => {
          const at = openFrom(now, HOURS, zone);
          expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime());
          expect(at.getTime() - now.getTime()).toBeLessThan(26 * 3_600_000);
          expect(openFrom(at, HOURS, zone)).toEqual(at);
          expect(leftToday(at, HOURS, zone)).toBeGreaterThan(0);
        },
      ),
    );
  });

  // 2026-06-12 is a Friday.
  const NIGHT: WorkingHours = { fromMinute: 20 * 60, toMinute: 4 * 60, days: [1, 2, 3, 4, 5] };
  it.each([
    ['in the evening', '2026-06-12T21:00:00Z', '2026-06-12T21:00:00.000Z'],
    ['after midnight of a day on which they began', '2026-06-13T03:59:59Z', '2026-06-13T03:59:59.000Z'],
    ['when they have closed', '2026-06-12T04:00:00Z', '2026-06-12T20:00:00.000Z'],
    ['on days that are left out', '2026-06-13T04:00:00Z', '2026-06-15T20:00:00.000Z'],
    ['after midnight of a day that is left out', '2026-06-15T02:00:00Z', '2026-06-15T20:00:00.000Z'],
  ])('may cross midnight and leave days out: %s', (_, now, opens) =>
    expect(openFrom(new Date(now), NIGHT, 'UTC').toISOString()).toBe(opens),
  );

  it.each([
    ['both parts of a day', '2026-06-12T01:00:00Z', 7, '2026-06-12T04:00:00.000Z'],
    ['the second part, to midnight', '2026-06-12T22:00:00Z', 2, '2026-06-13T00:00:00.000Z'],
    ['nothing of a day that is left out', '2026-06-14T12:00:00Z', 0, '2026-06-14T12:00:00.000Z'],
  ])('have left %s', (_, now, hours, until) => {
    expect(leftToday(new Date(now), NIGHT, 'UTC')).toBe(hours * 3_600_000);
    expect(openUntil(new Date(now), NIGHT, 'UTC').toISOString()).toBe(until);
  });

  it('may be whole days of a week', () => {
    const weekend: WorkingHours = { fromMinute: 0, toMinute: 1440, days: [6, 7] };
    expect(openFrom(new Date('2026-06-12T10:00:00Z'), weekend, 'UTC').toISOString()).toBe('2026-06-13T00:00:00.000Z');
    expect(leftToday(new Date('2026-06-13T10:00:00Z'), weekend, 'UTC')).toBe(14 * 3_600_000);
  });

  it('are open when they open, close when they close, and never count more than a day, whatever they are', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const hours = fc
      .record({
        fromMinute: minute,
        toMinute: fc.integer({ min: 1, max: 1440 }),
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      })
      .filter(({ fromMinute, toMinute }) => fromMinute !== toMinute);
    const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, hours, fc.constantFrom(...ZONES), (now, given, zone) => {
        const opens = openFrom(now, given, zone);
        expect(opens.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(openFrom(opens, given, zone)).toEqual(opens);
        const closes = openUntil(opens, given, zone);
        // A day on which the clocks skip all of the hours has none of them.
        expect(closes.getTime()).toBeGreaterThanOrEqual(opens.getTime());
        expect(leftToday(opens, given, zone)).toBeGreaterThanOrEqual(closes.getTime() - opens.getTime());
        expect(leftToday(now, given, zone)).toBeLessThanOrEqual(25 * 3_600_000);
        const local = Temporal.Instant.fromEpochMilliseconds(opens.getTime()).toZonedDateTimeISO(zone);
        const began = [local, local.subtract({ days: 1 })].map(({ dayOfWeek }) => dayOfWeek);
        expect(given.days.some((day) => began.includes(day))).toBe(true);
      }),
    );
  });
});
