import { describe, expect, it } from '@jest/globals';
import type { ErrorSymbol } from '@pacekeeper/contracts';
import fc from 'fast-check';
import type { Failure, NextStep } from '../../instagram/index.ts';
import { consequenceOf, isAskedOfAccount } from './breaker.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const failure = (symbol: ErrorSymbol, next: NextStep, extra: Partial<Failure> = {}): Failure => ({
  symbol,
  next,
  side: 'instagram',
  scope: 'account',
  effect: 'none',
  ...extra,
});
const inMinutes = (minutes: number) => ({ bot: 'pauses', until: new Date(NOW.getTime() + minutes * 60_000) });

describe('the breaker', () => {
  it.each<[ErrorSymbol, NextStep, number, object]>([
    ['TARGET_NOT_FOUND', 'skip_target', 0, { bot: 'goes_on' }],
    ['SESSION_INVALID', 'ask_person', 0, { bot: 'stops' }],
    ['ACCOUNT_DISABLED', 'stop_account', 3, { bot: 'stops' }],
    ['RATE_LIMITED', 'retry_later', 0, inMinutes(15)],
    ['RATE_LIMITED', 'retry_later', 1, inMinutes(30)],
    ['RATE_LIMITED', 'retry_later', 30, inMinutes(360)],
    ['ACTION_BLOCKED', 'stop_action', 0, inMinutes(24 * 60)],
    ['INSTAGRAM_UNAVAILABLE', 'retry_later', 0, { bot: 'retries', at: new Date(NOW.getTime() + 2_000) }],
    ['INSTAGRAM_UNAVAILABLE', 'retry_later', 1, { bot: 'retries', at: new Date(NOW.getTime() + 6_000) }],
    ['INSTAGRAM_UNAVAILABLE', 'retry_later', 2, inMinutes(0.25)],
    ['INSTAGRAM_UNAVAILABLE', 'retry_later', 3, inMinutes(0.5)],
    ['INSTAGRAM_UNAVAILABLE', 'retry_later', 100, inMinutes(60)],
    ['CLIENT_OUTDATED', 'stop_fleet', 0, inMinutes(60)],
  ])('%s (%s), after %p in a row', (symbol, next, inARow, expected) => {
    expect(consequenceOf(failure(symbol, next), inARow, NOW)).toEqual(expected);
  });

  it('tries soon again after a cut connection, and later each time', () => {
    const cut = failure('INSTAGRAM_UNAVAILABLE', 'retry_later', { cut: true });
    expect(consequenceOf(cut, 0, NOW)).toEqual({ bot: 'retries', at: new Date(NOW.getTime() + 2_000) });
    expect(consequenceOf(cut, 1, NOW)).toEqual({ bot: 'retries', at: new Date(NOW.getTime() + 6_000) });
    expect(consequenceOf(cut, 2, NOW)).toEqual(inMinutes(0.25));
    expect(consequenceOf(cut, 100, NOW)).toEqual(inMinutes(60));
  });

  it.each<[ErrorSymbol, NextStep, boolean]>([
    ['ACTION_BLOCKED', 'stop_action', true],
    ['ACTION_NOT_APPLIED', 'stop_action', true],
    ['RATE_LIMITED', 'retry_later', true],
    ['INSTAGRAM_UNAVAILABLE', 'retry_later', false],
    ['INSTAGRAM_UNEXPECTED', 'retry_later', false],
    ['PROXY_FAILED', 'retry_later', false],
    ['CLIENT_OUTDATED', 'stop_fleet', false],
  ])('knows whether a pause for %s (%s) stays with the Instagram account: %s', (symbol, next, stays) => {
    expect(isAskedOfAccount(failure(symbol, next))).toBe(stays);
  });

  it('waits for the day that Instagram names, where that is later', () => {
    const blocked = failure('ACTION_BLOCKED', 'stop_action', { blockedUntil: '2026-06-20' });
    expect(consequenceOf(blocked, 0, NOW)).toEqual({ bot: 'pauses', until: new Date('2026-06-21T00:00:00Z') });
    const past = failure('ACTION_BLOCKED', 'stop_action', { blockedUntil: '2020-01-01' });
    expect(consequenceOf(past, 0, NOW)).toEqual(inMinutes(24 * 60));
  });

  it('waits as long as Instagram asks, where that is longer', () => {
    const asked = (retryAfterSeconds: number) => failure('RATE_LIMITED', 'retry_later', { retryAfterSeconds });
    expect(consequenceOf(asked(60), 0, NOW)).toEqual(inMinutes(15));
    expect(consequenceOf(asked(3_600), 0, NOW)).toEqual(inMinutes(60));
    expect(consequenceOf(asked(3_600), 5, NOW)).toEqual(inMinutes(360));
  });

  it('waits as long as it is asked to, also for an outage that began in this moment', () => {
    const asked = failure('INSTAGRAM_UNAVAILABLE', 'retry_later', { retryAfterSeconds: 120 });
    expect(consequenceOf(asked, 0, NOW)).toEqual(inMinutes(2));
  });

  it('does not wait for the end of a block in years', () => {
    const blocked = failure('ACTION_BLOCKED', 'stop_action', { blockedUntil: '2099-12-31' });
    expect(consequenceOf(blocked, 0, NOW)).toEqual(inMinutes(30 * 24 * 60));
  });

  it('never pauses for less after more failures', () => {
    const symbols: ErrorSymbol[] = [
      'RATE_LIMITED',
      'ACTION_BLOCKED',
      'ACTION_NOT_APPLIED',
      'INSTAGRAM_UNAVAILABLE',
      'INSTAGRAM_UNEXPECTED',
      'PROXY_FAILED',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...symbols), fc.nat(200), (symbol, inARow) => {
        const one = consequenceOf(failure(symbol, 'retry_later'), inARow, NOW);
        const next = consequenceOf(failure(symbol, 'retry_later'), inARow + 1, NOW);
        const end = (of: typeof one) => {
          if (of.bot === 'retries') return of.at.getTime();
          if (of.bot !== 'pauses') throw new Error('a failure to wait out must wait');
          return of.until.getTime();
        };
        expect(end(next)).toBeGreaterThanOrEqual(end(one));
        expect(end(one)).toBeGreaterThan(NOW.getTime());
      }),
    );
  });
});
