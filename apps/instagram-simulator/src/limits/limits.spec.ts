import { describe, expect, it } from '@jest/globals';
import { createRateLimits, type LimitRule } from './rate-limits.ts';
import { appVersionOf, isVersionRefused } from './version-policy.ts';

const rule = (given: Partial<LimitRule>): LimitRule => ({
  id: 'r',
  account: null,
  action: 'follow',
  per: 'account',
  window_s: 60,
  soft: null,
  hard: null,
  challenge_after: null,
  block_s: 600,
  ...given,
});

const attempt = (username = 'lena', actions: readonly LimitRule['action'][] = ['follow', 'any', 'call']) => ({
  username,
  actions,
  proxyUser: null,
  address: '127.0.0.1',
});

/** Limits under one rule, on a clock that can be set. */
const limited = (given: Partial<LimitRule>) => {
  const clock = { now: 1_000_000 };
  const limits = createRateLimits(() => clock.now);
  limits.add(rule(given));
  const kinds = (count: number) => Array.from({ length: count }, () => limits.check(attempt())?.kind ?? null);
  return { limits, clock, kinds };
};

describe('rate limits', () => {
  it('refuse the attempt after the limit', () => {
    expect(limited({ hard: 2 }).kinds(4)).toEqual([null, null, 'wait', 'wait']);
    expect(limited({ soft: 2 }).kinds(4)).toEqual([null, null, 'feedback', 'feedback']);
    expect(limited({ hard: 0 }).kinds(1)).toEqual(['wait']);
  });

  it('refuse softly first, then hard, then with a challenge', () => {
    const { kinds } = limited({ soft: 1, hard: 3, challenge_after: 3 });
    expect(kinds(6)).toEqual([null, 'feedback', 'feedback', 'wait', 'challenge', 'challenge']);
  });

  it('forget attempts that left the window, and do not count those above the hard limit', () => {
    const { kinds, clock } = limited({ hard: 2 });
    kinds(2);
    clock.now += 30_000;
    expect(kinds(5)).toEqual(['wait', 'wait', 'wait', 'wait', 'wait']);
    clock.now += 30_000;
    expect(kinds(3)).toEqual([null, null, 'wait']);
  });

  it('block until the end that they name, then begin again', () => {
    const { limits, kinds, clock } = limited({ soft: 1 });
    kinds(1);
    expect(limits.check(attempt())).toEqual({ kind: 'feedback', until: 1_600_000 });
    clock.now = 1_599_999;
    expect(limits.check(attempt())).toEqual({ kind: 'feedback', until: 1_600_000 });
    clock.now = 1_600_000;
    expect(kinds(2)).toEqual([null, 'feedback']);
  });

  it('count each account for itself, and an action only where they are meant for it', () => {
    const { limits } = limited({ hard: 1 });
    expect(limits.check(attempt('lena'))).toBeNull();
    expect(limits.check(attempt('nils'))).toBeNull();
    expect(limits.check(attempt('lena', ['like', 'any', 'call']))).toBeNull();
    expect(limits.check(attempt('lena'))).toEqual({ kind: 'wait' });
  });

  it('count by address together', () => {
    const { limits } = limited({ hard: 1, per: 'address' });
    expect([limits.check(attempt('lena')), limits.check(attempt('nils'))]).toEqual([null, { kind: 'wait' }]);
  });

  it('continue where they were saved', () => {
    const { limits, kinds } = limited({ hard: 2 });
    kinds(2);
    const after = createRateLimits(() => 1_000_000, limits.dump());
    after.add(rule({ hard: 2 }));
    expect(after.check(attempt())).toEqual({ kind: 'wait' });
  });

  it('are gone when they are removed', () => {
    const { limits } = limited({ hard: 0 });
    expect([limits.remove('r'), limits.remove('r'), limits.check(attempt())]).toEqual([true, false, null]);
  });
});

describe('version policy', () => {
  it.each([
    ['Instagram 222.0.0.13.114 Android (26/8.0.0; 480dpi)', '222.0.0.13.114'],
    ['Mozilla/5.0', ''],
    [undefined, ''],
  ])('reads %s', (agent, version) => {
    expect(appVersionOf(agent)).toBe(version);
  });

  it.each([
    ['222.0.0.13.114', { refused_versions: ['222.0.0.13.114'], minimum_version: null }, true],
    ['222.0.0.13.115', { refused_versions: ['222.0.0.13.114'], minimum_version: null }, false],
    ['222.0.0.13.115', { refused_versions: ['222.'], minimum_version: null }, true],
    ['2222.0', { refused_versions: ['222.'], minimum_version: null }, false],
    ['299.9.9', { refused_versions: [], minimum_version: '300.0' }, true],
    ['300', { refused_versions: [], minimum_version: '300.0' }, false],
    ['1000.0', { refused_versions: [], minimum_version: '300.0' }, false],
    ['', { refused_versions: [], minimum_version: '300.0' }, true],
  ])('%s under %j: %s', (version, policy, refused) => {
    expect(isVersionRefused(version, policy)).toBe(refused);
  });
});
