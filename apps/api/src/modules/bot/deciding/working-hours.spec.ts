import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leftToday, nextMidnight, openFrom } from './working-hours.ts';

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
});
