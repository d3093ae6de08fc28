import { describe, expect, it } from '@jest/globals';
import { type Account, type Bot, type ErrorSymbol, type Job, JOB_STATES, type LastError } from '@pacekeeper/contracts';
import fc from 'fast-check';
import { aBot, aJob, aLimit, anAccount } from '../../testing/given.ts';
import { ACCOUNT_LOOKS, accountMark } from './account-state.ts';
import { botClock, jobClock } from './clock.ts';
import { isOver, jobLook, jobSums } from './job-state.ts';
import { needsOf } from './needs.ts';
import { isLowered, quotaParts } from './quota.ts';

const SOON = '2026-11-23T10:00:00Z';
const LATER = '2026-11-23T18:00:00Z';
const lost = (error: ErrorSymbol) => ({ error }) as LastError;

/** Every state of an account, and what each place that shows it is drawn from. */
interface State {
  readonly account?: Partial<Account>;
  readonly bot?: Partial<Bot>;
  readonly jobs?: readonly Partial<Job>[];
  readonly mark: string;
  readonly need: string | null;
  /** When the next action comes, and the symbol of the reason; null: no clock. */
  readonly clock: readonly [string | null, string] | null;
}

const stopped = { state: 'stopped' } as const;
const paused = { state: 'paused', until: SOON } as const;
const gone = { session_valid: false, state: 'stopped' } as const;
const waiting = (symbol: string, until?: string): Partial<Job> => ({
  state: 'waiting',
  reason: 'x',
  reason_symbol: symbol,
  ...(until && { until }),
});

const STATES: Readonly<Record<string, State>> = {
  'stopped, nothing to do': { account: stopped, bot: stopped, mark: 'stopped', need: null, clock: null },
  'stopped with an open job': {
    account: stopped,
    bot: stopped,
    jobs: [{}],
    mark: 'stopped',
    need: 'stopped',
    clock: [null, 'bot_stopped'],
  },
  'running, nothing to do': { mark: 'running', need: null, clock: null },
  'running a job': { bot: { next_action_at: SOON }, jobs: [{}], mark: 'running', need: null, clock: [SOON, 'gap'] },
  'waiting for the next hour': {
    jobs: [waiting('hourly_cap', SOON)],
    mark: 'running',
    need: null,
    clock: [SOON, 'hourly_cap'],
  },
  'waiting for the working hours': {
    jobs: [waiting('working_hours', LATER)],
    mark: 'running',
    need: null,
    clock: [LATER, 'working_hours'],
  },
  'waiting for tomorrow': { jobs: [waiting('quota', LATER)], mark: 'running', need: null, clock: [LATER, 'quota'] },
  'waiting for reads': { jobs: [waiting('read_cap', SOON)], mark: 'running', need: null, clock: [SOON, 'read_cap'] },
  'reading back': { jobs: [waiting('reading_back', SOON)], mark: 'running', need: null, clock: [SOON, 'reading_back'] },
  'waiting for a breaker': {
    jobs: [waiting('breaker', LATER)],
    mark: 'running',
    need: null,
    clock: [LATER, 'breaker'],
  },
  'quiet after a reconnect': {
    jobs: [waiting('quiet_after_reconnect', SOON)],
    mark: 'running',
    need: null,
    clock: [SOON, 'quiet_after_reconnect'],
  },
  'waiting for approval': { jobs: [waiting('approval')], mark: 'running', need: null, clock: [null, 'approval'] },
  'the first of several jobs to go on': {
    jobs: [waiting('quota', LATER), waiting('hourly_cap', SOON)],
    mark: 'running',
    need: null,
    clock: [SOON, 'hourly_cap'],
  },
  'its only job paused': { jobs: [{ state: 'paused' }], mark: 'running', need: null, clock: [null, 'job_paused'] },
  'paused by Instagram': {
    account: { state: 'paused' },
    bot: { ...paused, reason: 'x', reason_symbol: 'breaker' },
    jobs: [waiting('quota', LATER)],
    mark: 'paused',
    need: 'paused',
    clock: [SOON, 'breaker'],
  },
  'paused with all bots': {
    account: { state: 'paused' },
    bot: { ...paused, reason: 'x', reason_symbol: 'fleet_paused' },
    jobs: [waiting('fleet_paused', SOON)],
    mark: 'paused',
    need: null,
    clock: [SOON, 'fleet_paused'],
  },
  'stopped with nothing but a plan': {
    account: stopped,
    bot: stopped,
    jobs: [{ state: 'planned' }],
    mark: 'stopped',
    need: null,
    clock: null,
  },
  'stopped with a plan that says what it waits for': {
    account: stopped,
    bot: stopped,
    jobs: [{ ...waiting('approval'), state: 'planned' }],
    mark: 'stopped',
    need: null,
    clock: [null, 'approval'],
  },
  challenged: {
    account: gone,
    bot: { ...gone, last_error: lost('CHALLENGE_REQUIRED') },
    jobs: [{}],
    mark: 'session lost',
    need: 'challenge',
    clock: [null, 'bot_stopped'],
  },
  'session lost': {
    account: gone,
    bot: { ...gone, last_error: lost('SESSION_INVALID') },
    mark: 'session lost',
    need: 'session_lost',
    clock: null,
  },
  'disconnected by its person': { account: gone, bot: gone, mark: 'not connected', need: null, clock: null },
  'disconnected while a job is open': {
    account: gone,
    bot: gone,
    jobs: [{}],
    mark: 'not connected',
    need: 'not_connected',
    clock: [null, 'bot_stopped'],
  },
};

describe('one truth: an account that is', () => {
  it.each(Object.entries(STATES))('%s', (_, { account: changes, bot: more, jobs: some = [], mark, need, clock }) => {
    const account = anAccount(changes);
    const bot = aBot(more);
    const jobs = some.map((one, at) => aJob({ ...one, id: `0198c0de-0000-7000-8000-00000000010${at}` }));
    expect(accountMark(account, bot)).toBe(mark);
    expect(Object.keys(ACCOUNT_LOOKS)).toContain(mark);
    const needs = needsOf({ accounts: [account], bots: new Map([[account.id, bot]]), openJobs: jobs, pending: [] });
    expect(needs.map(({ kind }) => kind)).toEqual(need ? [need] : []);
    const shown = botClock(bot, jobs);
    expect(shown && [shown.at, shown.why.reason_symbol]).toEqual(clock);
    // The page of a job tells no other time than the frame does.
    const [only, ...others] = jobs;
    if (only && others.length === 0) expect(jobClock(only, bot)).toEqual(shown);
  });
});

describe('what needs its person', () => {
  it('is counted once for each account, a sign-in that waits before all else of that account', () => {
    const pending = [
      { instagram_username: 'mia.travels', expires_at: SOON },
      { instagram_username: 'new.one', expires_at: SOON },
    ];
    const needs = needsOf({
      accounts: [anAccount(gone)],
      bots: new Map([[anAccount().id, aBot({ ...gone, last_error: lost('CHALLENGE_REQUIRED') })]]),
      openJobs: [],
      pending,
    });
    expect(needs.map(({ kind, username, accountId }) => [kind, username, accountId])).toEqual([
      ['verification', 'mia.travels', anAccount().id],
      ['verification', 'new.one', null],
    ]);
  });
});

describe('a job', () => {
  it.each(JOB_STATES)('that is %s looks as what it is', (state) => {
    const { look } = jobLook({ state, done: 3 });
    expect(look === 'running').toBe(state === 'running' || state === 'completed');
    expect(isOver({ state })).toBe(['completed', 'failed', 'cancelled'].includes(state));
  });

  it('that ended without one action is a warning, never green', () =>
    expect(jobLook({ state: 'completed', done: 0 })).toEqual({
      look: 'paused',
      word: 'completed, nothing done',
      icon: 'alert',
    }));

  it('has numbers that add up to its amount', () => {
    const counts = fc.record({
      amount: fc.integer({ min: 1, max: 1000 }),
      parts: fc.tuple(fc.nat(), fc.nat(), fc.nat()),
      skipped: fc.nat({ max: 5000 }),
    });
    fc.assert(
      fc.property(counts, ({ amount, parts: [a, b, c], skipped }) => {
        const done = a % (amount + 1);
        const failed = b % (amount - done + 1);
        const unknown = c % (amount - done - failed + 1);
        const sums = jobSums({ state: 'running', amount, done, failed, unknown, skipped });
        expect(sums.done + sums.failed + sums.unknown + sums.remaining).toBe(amount);
      }),
    );
  });
});

describe('a limit', () => {
  it.each([
    ['as it is', aLimit(), 0, { whole: 50, used: 12, wanted: 0, closed: 0, full: false }],
    ['with a new job', aLimit(), 20, { whole: 50, used: 12, wanted: 20, closed: 0, full: false }],
    ['with more than is left', aLimit(), 100, { whole: 50, used: 12, wanted: 38, closed: 0, full: false }],
    [
      'of a young account',
      aLimit({ effective: 20, remaining: 8 }),
      0,
      { whole: 50, used: 12, wanted: 0, closed: 30, full: false },
    ],
    ['used up', aLimit({ used: 50, remaining: 0 }), 5, { whole: 50, used: 50, wanted: 0, closed: 0, full: true }],
    [
      'lowered below what was used',
      aLimit({ limit: 12, effective: 12, used: 50, remaining: 0 }),
      5,
      { whole: 12, used: 12, wanted: 0, closed: 0, full: true },
    ],
  ])('%s fits its bar', (_, limit, wanted, parts) => {
    expect(quotaParts(limit, wanted)).toEqual(parts);
    expect(parts.used + parts.wanted + parts.closed).toBeLessThanOrEqual(parts.whole);
    expect(isLowered(limit)).toBe(limit.used > limit.effective);
  });
});
