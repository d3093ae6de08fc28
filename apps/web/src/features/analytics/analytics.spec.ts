import { describe, expect, it } from '@jest/globals';
import type { DailyStats } from '@pacekeeper/contracts';
import { columnsOf, isWorking, stepOf, totalsOf } from './figures.ts';
import { daysBetween, filtersOf, spanOf, todayIn } from './range.ts';

const row = (day: string, action: string, done: number, failed = 0): DailyStats['items'][number] => ({
  day,
  action,
  done,
  skipped: 0,
  failed,
  unknown: 0,
});

describe('the span of an address', () => {
  it.each([
    ['', { from: '2026-02-01', to: '2026-03-02' }],
    ['days=7', { from: '2026-02-24', to: '2026-03-02' }],
    ['days=8', { from: '2026-02-01', to: '2026-03-02' }],
    ['from=2026-01-05&to=2026-01-01', { from: '2026-01-01', to: '2026-01-05' }],
    ['from=2020-01-01&to=2026-01-01', { from: '2025-01-01', to: '2026-01-01' }],
    ['from=yesterday&to=2026-01-01', { from: '2026-02-01', to: '2026-03-02' }],
  ])('%j is %j', (search, span) => expect(spanOf(filtersOf(new URLSearchParams(search)), '2026-03-02')).toEqual(span));

  it('ends today as the person’s zone has it', () => {
    const late = Date.parse('2026-03-01T23:30:00Z');
    expect([todayIn(late, 'UTC'), todayIn(late, 'Europe/Berlin')]).toEqual(['2026-03-01', '2026-03-02']);
  });

  it('has each day once, over the end of summer time too', () =>
    expect(daysBetween('2026-10-24', '2026-10-26')).toEqual(['2026-10-24', '2026-10-25', '2026-10-26']));
});

describe('the columns of a span', () => {
  const items = [row('2026-03-01', 'follow', 2), row('2026-03-01', 'like', 3, 1), row('2026-03-03', 'follow', 0, 1)];
  const span = { from: '2026-03-01', to: '2026-03-04' };
  it('leave a day without data empty, which is not 0', () =>
    expect(columnsOf(items, span, undefined).map(({ counts }) => counts?.done ?? null)).toEqual([5, null, 0, null]));
  it('count one action alone', () =>
    expect(columnsOf(items, span, 'like').map(({ counts }) => counts?.done ?? null)).toEqual([3, null, null, null]));
  it('are weeks in a long span, and lose nothing', () => {
    const columns = columnsOf(items, { from: '2026-01-01', to: '2026-12-31' }, undefined);
    expect(columns.length).toBeLessThan(60);
    expect(columns.reduce((sum, { counts }) => sum + (counts?.done ?? 0), 0)).toBe(5);
    expect(columns.at(-1)?.to).toBe('2026-12-31');
  });
});

it('has no totals where nothing was done, instead of 0', () => {
  expect(totalsOf({ from: '', to: '', active_days: 0, actions: [] }, undefined)).toBeNull();
  const actions = [{ ...row('', 'follow', 4), done_before: 2 }];
  expect(totalsOf({ from: '', to: '', active_days: 1, actions }, undefined)).toMatchObject({ done: 4, before: 2 });
  expect(totalsOf({ from: '', to: '', active_days: 1, actions }, 'like')).toBeNull();
});

it.each([
  [0, 10, 0],
  [1, 100, 1],
  [50, 100, 3],
  [100, 100, 5],
  [0, 0, 0],
])('draws %d of %d in step %d', (value, most, step) => expect(stepOf(value, most)).toBe(step));

describe('working hours', () => {
  it.each([
    [{ from: '08:00', to: '22:00' }, 1, 7, false],
    [{ from: '08:00', to: '22:00' }, 1, 8, true],
    [{ from: '08:30', to: '22:00' }, 1, 8, true],
    [{ from: '08:00', to: '24:00' }, 1, 23, true],
    [{ from: '22:00', to: '02:00' }, 1, 1, true],
    [{ from: '22:00', to: '02:00' }, 1, 2, false],
    [{ from: '22:00', to: '02:00', days: [7] }, 1, 1, true],
    [{ from: '22:00', to: '02:00', days: [1] }, 1, 1, false],
    [{ from: '08:00', to: '22:00', days: [1] }, 2, 9, false],
  ])('%j on day %d at %d: %s', (hours, weekday, hour, works) => expect(isWorking(hours, weekday, hour)).toBe(works));
});
