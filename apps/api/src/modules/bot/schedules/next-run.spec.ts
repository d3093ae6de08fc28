import { describe, expect, it } from '@jest/globals';
import { cronSchema, RECIPES, createJobSchema } from '@pacekeeper/contracts';
import fc from 'fast-check';
import { nextRun, runsOver, wrongWith } from './next-run.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

const runs = (cron: string, zone: string, from: string, count: number): string[] => {
  const found: string[] = [];
  let at: Date | null = new Date(from);
  while (at && found.length < count) {
    at = nextRun(cron, zone, at);
    if (at) found.push(at.toISOString().slice(0, 16));
  }
  return found;
};

describe('the next run of a pattern', () => {
  it.each([
    ['a plain day', '30 2 * * *', 'Europe/Berlin', '2026-01-10T12:00:00Z', ['2026-01-11T01:30', '2026-01-12T01:30']],
    // 02:00 to 03:00 does not exist on 29 March 2026 in Berlin; its end is 01:00 UTC.
    [
      'a skipped hour: at its end',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:00', '2026-03-30T00:30'],
    ],
    [
      'several times of a skipped hour: once, together with the time at its end',
      '*/20 1-3 * * *',
      'Europe/Berlin',
      '2026-03-29T00:00:00Z',
      ['2026-03-29T00:20', '2026-03-29T00:40', '2026-03-29T01:00', '2026-03-29T01:20', '2026-03-29T01:40'],
    ],
    // 02:00 to 03:00 comes twice on 25 October 2026 in Berlin, first at 00:00 UTC.
    [
      'a repeated hour: once',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'every half hour through a repeated hour: each time of the clock once',
      '*/30 * * * *',
      'Europe/Berlin',
      '2026-10-24T23:45:00Z',
      ['2026-10-25T00:00', '2026-10-25T00:30', '2026-10-25T02:00'],
    ],
    ['asked in the second of two hours', '30 2 * * *', 'Europe/Berlin', '2026-10-25T01:10:00Z', ['2026-10-26T01:30']],
    // Lord Howe Island moves by half an hour: 02:00 to 02:30 is skipped on 4 October 2026.
    [
      'half an hour is skipped',
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2026-10-03T12:00:00Z',
      ['2026-10-03T15:30', '2026-10-04T15:15'],
    ],
    // Samoa left out 30 December 2011.
    ['a whole day is skipped', '0 12 30 12 *', 'Pacific/Apia', '2011-12-29T12:00:00Z', ['2011-12-30T10:00']],
    [
      'west of Greenwich',
      '0 2 * * *',
      'America/New_York',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T07:00', '2026-03-09T06:00'],
    ],
    ['names of days', '0 9 * * mon-fri', 'UTC', '2026-01-09T10:00:00Z', ['2026-01-12T09:00']],
    [
      'day of the month or of the week, as cron has it',
      '0 0 13 * 5',
      'UTC',
      '2026-01-10T00:00:00Z',
      ['2026-01-13T00:00', '2026-01-16T00:00'],
    ],
  ])('%s', (_, cron, zone, from, expected) => {
    expect(runs(cron, zone, from, expected.length)).toEqual(expected);
  });

  it('is always later, and the first of all that are', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC');
    const cron = fc.constantFrom('0 */3 * * *', '*/15 * * * *', '30 2 * * *', '45 23 * * 1', '0 2 1 * *');
    const at = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(cron, zone, at, fc.nat({ max: 40 * 24 * 60 }), (pattern, timeZone, from, minutes) => {
        const next = nextRun(pattern, timeZone, from);
        if (!next) throw new Error('a pattern without an end has a next run');
        expect(next.getTime()).toBeGreaterThan(from.getTime());
        const between = new Date(Math.min(from.getTime() + minutes * 60_000, next.getTime() - 1));
        expect(nextRun(pattern, timeZone, between)).toEqual(next);
      }),
      { seed: 25, numRuns: 300 },
    );
  });

  it('counts the runs that are over, up to a limit', () => {
    const due = new Date('2026-01-01T00:00:00Z');
    const now = new Date('2026-01-01T07:00:00Z');
    expect(runsOver('0 */3 * * *', 'UTC', { due, now }, 100)).toBe(3);
    expect(runsOver('0 */3 * * *', 'UTC', { due, now }, 2)).toBe(2);
    expect(runsOver('0 */3 * * *', 'UTC', { due, now: new Date(due.getTime() - 1) }, 2)).toBe(0);
  });
});

describe('a pattern', () => {
  const problem = (cron: string): string | null => {
    const read = cronSchema.safeParse(cron);
    return read.success ? wrongWith(read.data, NOW) : (read.error.issues[0]?.message ?? '');
  };

  it.each([
    '0 */3 * * *',
    '*/15 * * * *',
    '50,5 * * * *',
    ' 0  2 * *  * ',
    '0 2 * * SUN',
    '0 0 29 2 *',
    '59 23 * * *',
    '7 * * jan-mar *',
  ])('%s is accepted', (cron) => expect(problem(cron)).toBeNull());

  it.each([
    ['0 2 * *', 'five fields'],
    ['0 0 2 * * *', 'five fields'],
    ['@daily', 'five fields'],
    ['0 0 L * *', 'five fields'],
    ['0 0 * * 1#2', 'five fields'],
    ['60 * * * *', 'not a pattern'],
    ['0 24 * * *', 'not a pattern'],
    ['*/0 * * * *', 'not a pattern'],
    ['0 0 30 2 *', 'never'],
    ['*/14 * * * *', '15 minutes'],
    ['0,10 3 * * *', '15 minutes'],
    ['* * * * *', '15 minutes'],
    ['0,50 * * * *', '15 minutes'],
    ['0,55 0,23 * * *', '15 minutes'],
  ])('%s is refused: %s', (cron, because) => expect(problem(cron)).toContain(because));
});

describe('every recipe', () => {
  it.each(RECIPES.map((recipe) => [recipe.id, recipe.schedule] as const))('%s can be posted', (_, { job, cron }) => {
    expect(createJobSchema.safeParse(job).success).toBe(true);
    expect(wrongWith(cronSchema.parse(cron), NOW)).toBeNull();
  });
});
