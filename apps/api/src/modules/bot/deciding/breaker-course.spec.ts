import { describe, expect, it } from '@jest/globals';
import type { ErrorSymbol } from '@pacekeeper/contracts';
import { RULES, UNEXPECTED } from '../../instagram/classifier-rules.ts';
import type { Failure, Scope } from '../../instagram/index.ts';
import {
  type BreakerBefore,
  continued,
  openUntilOf,
  type Reach,
  reachOf,
  RELEASE_COUNTS_MS,
} from './breaker-course.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const HOUR = 3_600_000;
const failure = (symbol: ErrorSymbol, scope: Scope = 'action', more: Partial<Failure> = {}): Failure => ({
  symbol,
  scope,
  side: 'instagram',
  next: scope === 'action' ? 'stop_action' : 'retry_later',
  effect: 'none',
  ...more,
});
const before = (wanted: Partial<BreakerBefore> = {}): BreakerBefore => ({
  closedAt: null,
  releasedAt: null,
  reopened: 0,
  releases: 0,
  ...wanted,
});
const ago = (ms: number) => new Date(NOW.getTime() - ms);

describe('how far a breaker reaches', () => {
  it.each<[ErrorSymbol, Scope, boolean, Reach]>([
    ['ACTION_BLOCKED', 'action', true, 'action'],
    ['ACTION_NOT_APPLIED', 'action', true, 'action'],
    // Of what was claimed done, found out by a read.
    ['ACTION_NOT_APPLIED', 'action', false, 'action'],
    // Every job reads.
    ['ACTION_BLOCKED', 'action', false, 'account'],
    ['RATE_LIMITED', 'account', true, 'account'],
    ['INSTAGRAM_UNAVAILABLE', 'account', true, 'account'],
    ['INSTAGRAM_UNEXPECTED', 'account', false, 'account'],
    ['PROXY_FAILED', 'account', true, 'account'],
    ['CLIENT_OUTDATED', 'fleet', true, 'account'],
  ])('%s (%s), to an action: %p: %s', (symbol, scope, toAction, reach) =>
    expect(reachOf(failure(symbol, scope), toAction)).toBe(reach),
  );

  it('is the whole account for every answer that the classifier does not keep to an action', () => {
    const meanings = [...RULES.map(({ then }) => then), UNEXPECTED];
    const kept = new Set(meanings.filter((one) => reachOf(one, true) === 'action').map(({ symbol }) => symbol));
    expect([...kept]).toEqual(['ACTION_BLOCKED']);
    expect(meanings.every((one) => reachOf(one, true) === 'account' || one.next === 'stop_action')).toBe(true);
  });
});

describe('a breaker that opens', () => {
  it.each<[string, BreakerBefore | null, object]>([
    ['is the first', null, { reopened: 0, releases: 0 }],
    ['comes back when its try fails', before({ reopened: 1 }), { reopened: 2, releases: 0 }],
    [
      'is a new one after a try that succeeded',
      before({ closedAt: ago(HOUR), reopened: 4 }),
      { reopened: 0, releases: 0 },
    ],
    [
      'comes back after a release',
      before({ closedAt: ago(HOUR), releasedAt: ago(HOUR) }),
      { reopened: 1, releases: 1 },
    ],
    ['keeps its releases', before({ reopened: 2, releases: 1 }), { reopened: 3, releases: 1 }],
    [
      'is a new one long after a release',
      before({ closedAt: ago(RELEASE_COUNTS_MS), releasedAt: ago(RELEASE_COUNTS_MS), reopened: 3, releases: 1 }),
      { reopened: 0, releases: 0 },
    ],
  ])('%s', (_, last, course) => expect(continued(last, NOW)).toEqual(course));

  it.each<[string, { reopened: number; releases: number }, number]>([
    ['first', { reopened: 0, releases: 0 }, 24],
    ['after one try that failed', { reopened: 1, releases: 0 }, 48],
    ['after many', { reopened: 9, releases: 0 }, 72],
    ['after a release, twice as long', { reopened: 1, releases: 1 }, 48],
    ['after two releases', { reopened: 2, releases: 2 }, 96],
    ['after a release and a try that failed', { reopened: 2, releases: 1 }, 96],
    ['after no end of releases, a month', { reopened: 40, releases: 40 }, 30 * 24],
  ])('stays open %s', (_, course, hours) =>
    expect(openUntilOf(failure('ACTION_BLOCKED'), course, { now: NOW, inARow: null })).toEqual(
      new Date(NOW.getTime() + hours * HOUR),
    ),
  );

  it('stays open to the day that Instagram names, which a release does not change', () => {
    const named = failure('ACTION_BLOCKED', 'action', { blockedUntil: '2026-06-20' });
    const until = (releases: number) =>
      openUntilOf(named, { reopened: releases, releases }, { now: NOW, inARow: null });
    expect(until(0)).toEqual(new Date('2026-06-21T00:00:00Z'));
    expect(until(1)).toEqual(new Date('2026-06-21T00:00:00Z'));
  });

  it('of an account grows with its failures in a row', () => {
    const limited = failure('RATE_LIMITED', 'account');
    const minutes = (inARow: number, releases = 0) =>
      ((openUntilOf(limited, { reopened: releases, releases }, { now: NOW, inARow })?.getTime() ?? 0) - NOW.getTime()) /
      60_000;
    expect([minutes(0), minutes(1), minutes(0, 1)]).toEqual([15, 30, 30]);
  });
});
