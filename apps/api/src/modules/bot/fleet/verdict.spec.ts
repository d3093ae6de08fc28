import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS, type ErrorSymbol } from '@pacekeeper/contracts';
import fc from 'fast-check';
import {
  type Count,
  type FleetSignal,
  fleetSignalOf,
  isForgiven,
  isTrouble,
  LEAST_ACCOUNTS,
  LEAST_SHARE,
  type Trouble,
  verdict,
} from './verdict.ts';

const TROUBLES = ERROR_SYMBOLS.filter((symbol) => isTrouble(symbol)) as Trouble[];
const count = (symbol: Trouble, accounts: number, answered: number): Count => ({ symbol, accounts, answered });

describe('which answers count', () => {
  it('are those that may have another reason than the account', () => {
    expect([...TROUBLES].sort()).toEqual(['INSTAGRAM_UNAVAILABLE', 'INSTAGRAM_UNEXPECTED', 'RATE_LIMITED']);
  });

  it.each<[ErrorSymbol, 'target' | 'action' | 'account', string]>([
    ['INSTAGRAM_UNEXPECTED', 'account', 'INSTAGRAM_UNEXPECTED'],
    ['RATE_LIMITED', 'account', 'RATE_LIMITED'],
    ['SESSION_INVALID', 'account', 'own'],
    ['CHALLENGE_REQUIRED', 'account', 'own'],
    ['ACTION_BLOCKED', 'action', 'own'],
    ['PROXY_FAILED', 'account', 'own'],
    // A matter of the accounts that claim the same app version.
    ['CLIENT_OUTDATED', 'account', 'outdated'],
    // Instagram answers, and is understood.
    ['TARGET_NOT_FOUND', 'target', 'good'],
    ['TARGET_PRIVATE', 'target', 'good'],
  ])('%s to an account that tries means %s: %s', (symbol, scope, signal) => {
    expect(fleetSignalOf({ symbol, scope })).toBe(signal);
    // An account's own proxy may have made it up.
    expect(fleetSignalOf({ symbol, scope, viaProxy: true })).toBe('own');
  });

  it.each<[FleetSignal, boolean]>([
    ['INSTAGRAM_UNEXPECTED', true],
    ['INSTAGRAM_UNAVAILABLE', true],
    // Instagram asked this account to wait.
    ['RATE_LIMITED', false],
    ['outdated', false],
    ['own', false],
    ['good', false],
  ])('%s, while all are paused, is forgiven: %s', (signal, forgiven) => expect(isForgiven(signal)).toBe(forgiven));
});

describe('the verdict on the fleet', () => {
  it.each<[string, Count[], Trouble | null]>([
    ['nothing', [], null],
    ['four of four', [count('INSTAGRAM_UNEXPECTED', 4, 4)], null],
    ['five of five', [count('INSTAGRAM_UNEXPECTED', 5, 5)], 'INSTAGRAM_UNEXPECTED'],
    ['five of twenty-five', [count('INSTAGRAM_UNAVAILABLE', 5, 25)], 'INSTAGRAM_UNAVAILABLE'],
    ['five of twenty-six', [count('INSTAGRAM_UNAVAILABLE', 5, 26)], null],
    ['a fifth of a thousand', [count('RATE_LIMITED', 200, 1_000)], 'RATE_LIMITED'],
    ['less than a fifth of a thousand', [count('RATE_LIMITED', 199, 1_000)], null],
    [
      'several, none of them enough',
      [count('INSTAGRAM_UNEXPECTED', 4, 12), count('INSTAGRAM_UNAVAILABLE', 4, 12), count('RATE_LIMITED', 4, 12)],
      null,
    ],
    [
      'the one that more accounts got',
      [count('INSTAGRAM_UNEXPECTED', 6, 20), count('RATE_LIMITED', 9, 20), count('INSTAGRAM_UNAVAILABLE', 5, 20)],
      'RATE_LIMITED',
    ],
  ])('%s', (_, counts, symbol) => {
    expect(verdict(counts)?.symbol ?? null).toBe(symbol);
    expect(verdict([...counts].reverse())?.symbol ?? null).toBe(symbol);
  });

  it('never pauses for few, always for enough, and says whom it believes', () => {
    const some = fc.record({
      symbol: fc.constantFrom(...TROUBLES),
      accounts: fc.nat(200),
      healthy: fc.nat(1_000),
    });
    fc.assert(
      fc.property(fc.uniqueArray(some, { selector: ({ symbol }) => symbol }), (all) => {
        const counts = all.map(({ symbol, accounts, healthy }) => count(symbol, accounts, accounts + healthy));
        const enough = counts.filter(
          ({ accounts, answered }) => accounts >= LEAST_ACCOUNTS && accounts / answered >= LEAST_SHARE - 1e-9,
        );
        const found = verdict(counts);
        expect(found === null).toBe(enough.length === 0);
        if (found) expect(enough).toContainEqual(found);
      }),
    );
  });
});
