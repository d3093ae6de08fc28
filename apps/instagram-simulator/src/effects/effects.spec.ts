import { describe, expect, it, jest } from '@jest/globals';
import type { Account } from '../accounts/account.ts';
import { createRandom } from '../support/random.ts';
import type { Deed } from './actions.ts';
import { createCounters, totalOf } from './counters.ts';
import { createInFlight } from './in-flight.ts';
import { landingFor, type LandingRule } from './landing.ts';
import { createPendingEffects } from './pending.ts';
import { silenceFor, type SilenceRule } from './silence.ts';

const follow = (target: string): Deed => ({ action: 'follow', target, apply: () => true });

describe('counters', () => {
  it('count requests, acceptances, effects and changes of each target apart', () => {
    const landed = jest.fn();
    const counters = createCounters(() => 5, landed);
    counters.requested('1', [follow('7'), follow('8')]);
    counters.requested('1', [follow('7')]);
    counters.accepted('1', [follow('7')]);
    counters.applied('1', follow('7'), true);
    counters.applied('1', follow('7'), false);
    expect(counters.rows()).toEqual([
      { pk: '1', action: 'follow', target: '7', requests: 2, accepted: 1, applied: 2, changes: 1 },
      { pk: '1', action: 'follow', target: '8', requests: 1, accepted: 0, applied: 0, changes: 0 },
    ]);
    expect(totalOf(counters.rows())).toEqual({ requests: 3, accepted: 1, applied: 2, changes: 1 });
    expect(landed).toHaveBeenCalledWith({ at: 5, pk: '1', action: 'follow', target: '7', changed: true });
  });

  it('continue where they were saved', () => {
    const before = createCounters(
      () => 0,
      () => undefined,
    );
    before.requested('1', [follow('7')]);
    const after = createCounters(
      () => 0,
      () => undefined,
      before.dump(),
    );
    after.requested('1', [follow('7')]);
    expect(after.rows()).toEqual([expect.objectContaining({ requests: 2 })]);
    expect(before.rows()).toEqual([expect.objectContaining({ requests: 1 })]);
  });
});

describe('calls in flight', () => {
  it('are counted for each account, with the highest count and what overlapped', () => {
    const inFlight = createInFlight(() => 9);
    const one = inFlight.begin('1', '/a/');
    inFlight.begin('2', '/b/').end();
    const two = inFlight.begin('1', '/c/');
    expect([inFlight.current('1'), inFlight.most('1'), inFlight.most('2'), inFlight.mostOfAny()]).toEqual([2, 2, 1, 2]);
    expect(inFlight.overlaps()).toEqual([{ at: 9, pk: '1', paths: ['/c/', '/a/'] }]);
    one.end();
    one.end();
    two.end();
    expect([inFlight.current('1'), inFlight.most('1')]).toEqual([0, 2]);
  });

  it('stay counted when the record is cleared', () => {
    const inFlight = createInFlight(() => 0);
    inFlight.begin('1', '/a/').end();
    inFlight.begin('2', '/a/');
    inFlight.clear();
    expect([inFlight.most('1'), inFlight.most('2')]).toEqual([0, 1]);
  });
});

describe('when effects land', () => {
  const rule = (given: Partial<LandingRule>): LandingRule => ({
    id: 'r',
    account: null,
    action: 'any',
    path: null,
    when: 'client_gone',
    land_after_ms: 300,
    spread: 'exact',
    ...given,
  });
  const call = { username: 'lena', path: '/api/v1/friendships/create/1/', actions: ['follow'] as const };

  it.each<[string, Partial<LandingRule>, object | null]>([
    ['a rule for all', {}, { when: 'client_gone', afterMs: 300 }],
    ["the account's rule", { account: 'lena', when: 'after_answer' }, { when: 'after_answer', afterMs: 300 }],
    ["another's rule", { account: 'nils' }, null],
    ['a rule for the action', { action: 'follow' }, { when: 'client_gone', afterMs: 300 }],
    ['a rule for another action', { action: 'like' }, null],
    ['a rule for another path', { path: '/api/v1/media/**' }, null],
  ])('%s', (_what, given, landing) => {
    expect(landingFor([rule(given)], call, createRandom(1))).toEqual(landing);
  });

  it('may be any time up to the limit', () => {
    const random = createRandom(1);
    const times = Array.from(
      { length: 300 },
      () => landingFor([rule({ spread: 'up_to' })], call, random)?.afterMs ?? -1,
    );
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeLessThanOrEqual(300);
    expect(new Set(times).size).toBeGreaterThan(100);
  });
});

describe('pending effects', () => {
  it('land, are called off, flushed or dropped, and tell when nothing is left', async () => {
    const pending = createPendingEffects();
    const landed: string[] = [];
    pending.schedule(0, () => landed.push('soon'));
    expect(await pending.idle(1000)).toBe(true);
    const callOff = pending.schedule(60_000, () => landed.push('called off'));
    expect([callOff(), callOff()]).toEqual([true, false]);
    pending.schedule(60_000, () => landed.push('flushed'));
    expect(await pending.idle(1)).toBe(false);
    pending.flush();
    pending.schedule(60_000, () => landed.push('dropped'));
    pending.drop();
    expect([landed, pending.count(), await pending.idle(0)]).toEqual([['soon', 'flushed'], 0, true]);
  });
});

describe('silent refusals', () => {
  const account = { username: 'lena', silent: [] } as unknown as Account;
  const rule = (given: Partial<SilenceRule>): SilenceRule => ({
    id: 'r',
    account: null,
    action: 'any',
    target: null,
    answer: 'honest',
    ...given,
  });

  it.each<[string, Partial<SilenceRule>, string | null]>([
    ['everything', {}, 'honest'],
    ['the action', { action: 'follow' }, 'honest'],
    ['another action', { action: 'like' }, null],
    ['the target', { target: '7' }, 'honest'],
    ['another target', { target: '8' }, null],
    ["another's", { account: 'nils' }, null],
  ])('of %s', (_what, given, answer) => {
    expect(silenceFor([rule(given)], account, 'follow', ['7'])).toBe(answer);
  });

  it('may be a trait of the account', () => {
    expect(silenceFor([], { ...account, silent: ['follow'] }, 'follow', ['7'])).toBe('honest');
    expect(silenceFor([], { ...account, silent: ['any'] }, 'like', ['7'])).toBe('honest');
    expect(silenceFor([], { ...account, silent: ['follow'] }, 'like', ['7'])).toBeNull();
  });
});
