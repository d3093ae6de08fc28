import { describe, expect, it } from '@jest/globals';
import { ACTIONS } from '@pacekeeper/contracts';
import fc from 'fast-check';
import { jitterOf, spreadOf } from './chance.ts';
import { type Clock, type ClockFacts, clockOf, earliest, isLimitAlone, nextCall } from './clock.ts';
import { hourlyCapOf, hourlyWindowMs } from './pace.ts';
import { clockFacts, type JobFacts, planJob } from './planner.ts';
import { readFacts } from './reads.ts';
import { nextMidnight } from './working-hours.ts';

const CANDIDATE = {
  interactionId: '1',
  pk: '2',
  username: null,
  object: '2',
  details: null,
  alreadyDone: false,
  outdated: null,
};

const NOW = new Date('2026-06-10T12:00:00Z');
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const OFFICE = { fromMinute: 8 * 60, toMinute: 22 * 60 };

const facts = (wanted: Partial<ClockFacts> = {}): ClockFacts => ({
  spends: 'follow',
  quotaLeft: 5,
  quotaResetsAt: new Date('2026-06-11T00:00:00Z'),
  pace: { now: NOW, lastActionAt: null, recent: [], hours: null, timeZone: 'UTC', speed: 1, chance: 0 },
  ...wanted,
});
const office = { ...facts().pace, hours: OFFICE };

describe('the clock', () => {
  it.each<[string, Partial<ClockFacts>, Date, string | null]>([
    ['nothing holds it back', {}, NOW, null],
    ['the gap', { pace: { ...facts().pace, lastActionAt: NOW } }, new Date(NOW.getTime() + 10_000), 'gap'],
    ['the quota of the day', { quotaLeft: 0 }, new Date('2026-06-11T00:00:00Z'), 'quota'],
    ['then the hours of the next', { quotaLeft: 0, pace: office }, new Date('2026-06-11T08:00:00Z'), 'working_hours'],
    ['a breaker', { breakerUntil: inMinutes(30) }, inMinutes(30), 'breaker'],
    ['a breaker that lets a try through', { breakerUntil: inMinutes(-1) }, NOW, null],
    ['a job that is tried again', { retryAt: inMinutes(3) }, inMinutes(3), 'breaker'],
    ['an account that was connected again', { quietUntil: inMinutes(200) }, inMinutes(200), 'quiet_after_reconnect'],
    ['the reads of the hour', { readsAgainAt: inMinutes(7) }, inMinutes(7), 'read_cap'],
    ['an outcome that must be known', { readBackAt: inMinutes(1) }, inMinutes(1), 'reading_back'],
    [
      'the latest of several',
      { breakerUntil: inMinutes(5), readsAgainAt: inMinutes(9), readBackAt: inMinutes(2) },
      inMinutes(9),
      'read_cap',
    ],
    [
      'a breaker that ends at night',
      { breakerUntil: inMinutes(11 * 60), pace: office },
      new Date('2026-06-11T08:00:00Z'),
      'working_hours',
    ],
  ])('tells %s', (_, wanted, at, reason) => expect(nextCall(facts(wanted))).toEqual({ at, reason }));

  it.each<[string, object, Clock | null]>([
    ['a bot that is stopped', { stopped: true, jobPaused: true }, { at: null, reason: 'bot_stopped' }],
    ['a plan that waits for approval', { approval: true }, { at: null, reason: 'approval' }],
    ['a job that a person paused', { jobPaused: true, fleet: { until: null } }, { at: null, reason: 'job_paused' }],
    ['all bots, until one tries', { fleet: { until: inMinutes(4) } }, { at: inMinutes(4), reason: 'fleet_paused' }],
    ['all bots, until a person decides', { fleet: { until: null } }, { at: null, reason: 'fleet_paused' }],
  ])('tells no time of its own for %s', (_, holds, clock) => expect(clockOf(facts(), holds)).toEqual(clock));

  it.each<[string, Partial<ClockFacts>, boolean]>([
    ['a limit that is used up', { quotaLeft: 0, pace: office }, true],
    ['a limit that is not', { quotaLeft: 1, pace: office }, false],
    ['a limit that is used up, at night', { quotaLeft: 0, pace: { ...office, now: inMinutes(11 * 60) } }, false],
  ])('knows where a higher limit would let it act: %s', (_, wanted, alone) =>
    expect(isLimitAlone(facts(wanted))).toBe(alone),
  );

  it('of a bot is that of the job that calls first', () => {
    const soon = { at: inMinutes(1), reason: 'gap' } as const;
    const late = { at: inMinutes(9), reason: 'quota' } as const;
    const held = { at: null, reason: 'job_paused' } as const;
    expect(earliest([late, held, soon])).toEqual(soon);
    expect(earliest([held])).toEqual(held);
    expect(earliest([])).toBeNull();
  });
});

/** A situation, as facts at any later moment follow from it. */
interface Situation {
  readonly action: (typeof ACTIONS)[number];
  readonly ago: readonly number[];
  readonly reads: readonly number[];
  readonly knows: boolean;
  readonly used: number;
  readonly hours: JobFacts['pace']['hours'];
  readonly timeZone: string;
  readonly breaker: number | null;
  readonly quiet: number | null;
  readonly retry: number | null;
  /** Minutes until the outcome of the last wanted action is read back, without effect. */
  readonly readBack: number | null;
  readonly number: number;
}

const LIMIT = 20;
const READS = 200;

const jobAt = (situation: Situation, now: Date): JobFacts => {
  const { action, timeZone } = situation;
  const began = nextMidnight(NOW, timeZone);
  const done = situation.ago.map((ms) => new Date(NOW.getTime() - ms)).sort((a, b) => b.getTime() - a.getTime());
  const since = now.getTime() - hourlyWindowMs(1);
  const reads = situation.reads.map((ms) => new Date(NOW.getTime() - ms)).filter((at) => at.getTime() > since);
  const oldest = [...reads].sort((a, b) => a.getTime() - b.getTime());
  const minutes = (one: number | null) => (one === null ? null : inMinutes(one));
  const readBackAt = minutes(situation.readBack);
  const open = readBackAt && now < readBackAt ? 1 : 0;
  const lastAt = done[0] ?? null;
  return {
    jobId: 'a',
    action,
    spends: action,
    amount: 1,
    done: 0,
    failed: 0,
    inReview: 0,
    open,
    reconcileAt: open ? readBackAt : null,
    candidate: situation.knows ? CANDIDATE : null,
    upcoming: [],
    people: [],
    preparation: null,
    sourceExhausted: false,
    retryAt: minutes(situation.retry),
    reads: readFacts({ left: READS - reads.length, oldest }, { now, speed: 1 }),
    quotaLeft: LIMIT - (now < began ? situation.used : 0),
    quotaResetsAt: nextMidnight(now, timeZone),
    breakerUntil: minutes(situation.breaker),
    quietUntil: minutes(situation.quiet),
    pace: {
      now,
      lastActionAt: lastAt,
      recent: done.filter((at) => at.getTime() > since).slice(0, hourlyCapOf(action)),
      hours: situation.hours,
      timeZone,
      speed: 1,
      chance: jitterOf(`account ${situation.number}`, lastAt),
      spread: spreadOf(`account ${situation.number}`, action, lastAt),
    },
  };
};

/** When the planner acts that is asked at `NOW`, and again whenever it told to. */
const actsAt = (situation: Situation): Date => {
  let now = NOW;
  for (let turns = 0; turns < 100; turns += 1) {
    const step = planJob(jobAt(situation, now));
    if (step.kind === 'act' || step.kind === 'read_source') return now;
    if (step.kind !== 'wait') throw new Error(`it did ${step.kind}`);
    now = new Date(Math.max(step.until.getTime(), now.getTime() + 1));
  }
  throw new Error('it waits forever');
};

describe('next_action_at', () => {
  it('is when the planner acts, within two seconds, in a hundred situations', () => {
    const minutes = (most: number) => fc.option(fc.integer({ min: -60, max: most }), { nil: null, freq: 3 });
    const situation = fc.record({
      action: fc.constantFrom(...ACTIONS),
      ago: fc.array(fc.integer({ min: 0, max: 3_700_000 }), { maxLength: 40 }),
      reads: fc.array(fc.integer({ min: 0, max: 3_700_000 }), { minLength: 0, maxLength: 210 }),
      knows: fc.boolean(),
      used: fc.integer({ min: 0, max: LIMIT }),
      hours: fc.constantFrom(
        null,
        OFFICE,
        { fromMinute: 20 * 60, toMinute: 4 * 60 },
        { fromMinute: 0, toMinute: 1_440, days: [5, 6] },
        { fromMinute: 9 * 60, toMinute: 12 * 60, days: [1, 3] },
      ),
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu'),
      breaker: minutes(3_000),
      quiet: minutes(360),
      retry: minutes(60),
      readBack: minutes(10),
      number: fc.nat(1_000_000),
    });
    fc.assert(
      fc.property(situation, (one) => {
        const told = nextCall(clockFacts(jobAt(one, NOW))).at;
        expect(Math.abs(actsAt(one).getTime() - told.getTime())).toBeLessThanOrEqual(2_000);
      }),
      { numRuns: 1_000 },
    );
  });
});
