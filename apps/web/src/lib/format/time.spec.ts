import { describe, expect, it } from '@jest/globals';
import { calendarDay, clockTime, countdown, exactTime, relativeTime, timeOrDay } from './time.ts';

const ZONE = 'Europe/Berlin';
const NOON = Date.parse('2026-11-23T11:00:00Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('times', () => {
  it('are shown in the zone of the user, not of the browser', () => {
    expect(clockTime('2026-11-23T23:30:00Z', ZONE)).toBe('00:30');
    expect(clockTime('2026-11-23T23:30:00Z', 'America/New_York')).toBe('18:30');
    expect(calendarDay('2026-11-23T23:30:00Z', ZONE)).toBe('24 Nov 2026');
  });

  it('name their zone where they are exact', () => {
    expect(exactTime('2026-07-01T12:00:09Z', ZONE)).toBe('1 Jul 2026, 14:00:09 (Europe/Berlin)');
  });

  it('carry their day where it is another one', () => {
    expect(timeOrDay(NOON + HOUR, NOON, ZONE)).toBe('13:00');
    expect(timeOrDay(NOON + 20 * HOUR, NOON, ZONE)).toBe('24 Nov, 08:00');
  });
});

describe('relative times', () => {
  it.each([
    [-5 * MINUTE, 'just now'],
    [0, 'just now'],
    [44 * SECOND, 'just now'],
    [46 * SECOND, '1 min ago'],
    [3 * MINUTE, '3 min ago'],
    [59 * MINUTE, '59 min ago'],
    [5 * HOUR, '5 h ago'],
    [20 * HOUR, 'yesterday'],
    [60 * HOUR, '21 Nov 2026'],
  ])('say of %d ms ago: %s', (past, words) => expect(relativeTime(NOON - past, NOON, ZONE)).toBe(words));
});

describe('countdowns', () => {
  it.each([
    [-1, '0:00'],
    [0, '0:00'],
    [1, '0:01'],
    [42_000, '0:42'],
    [61_000, '1:01'],
    [3_599_000, '59:59'],
    [2 * HOUR, '2 h'],
    [3 * HOUR + 12 * MINUTE, '3 h 12 min'],
    [26 * HOUR, '1 day'],
    [50 * HOUR, '2 days'],
  ])('say of %d ms: %s', (left, words) => expect(countdown(left)).toBe(words));
});
