import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DailyFacts, dailyTestFrom, isDailyTestDue, PROOF_MS, QUIET_MS, SPREAD_MS } from './session-daily.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const before = (ms: number) => new Date(NOW.getTime() - ms);
const after = (ms: number) => new Date(NOW.getTime() + ms);
const HOUR = 3_600_000;

const facts = (more: Partial<DailyFacts> = {}): DailyFacts => ({
  accountId: '018f2f6e-7d3c-7c11-9a55-0123456789ab',
  provedAt: before(PROOF_MS + SPREAD_MS),
  botRunning: false,
  nextTurnAt: null,
  cooldownUntil: null,
  ...more,
});

describe('the daily test of a session', () => {
  it.each<[string, Partial<DailyFacts>, boolean]>([
    ['a stopped bot, proved long ago', {}, true],
    ['a stopped bot, proved this very moment', { provedAt: NOW }, false],
    ['a stopped bot, proved a moment less than a day ago', { provedAt: before(PROOF_MS - 1) }, false],
    ['a running bot with nothing to do', { botRunning: true }, true],
    ['a running bot whose turn is overdue', { botRunning: true, nextTurnAt: before(1) }, false],
    ['a running bot whose turn comes in a minute', { botRunning: true, nextTurnAt: after(60_000) }, false],
    ['a running bot whose turn is just far enough', { botRunning: true, nextTurnAt: after(QUIET_MS) }, true],
    ['a running bot outside its working hours', { botRunning: true, nextTurnAt: after(9 * HOUR) }, true],
    ['a stopped bot that still has a time for its turn', { nextTurnAt: after(1_000) }, true],
    ['an account that Instagram wants to be left alone', { cooldownUntil: after(1) }, false],
    ['an account whose pause is over', { cooldownUntil: before(1) }, true],
  ])('of %s', (_, more, due) => expect(isDailyTestDue(facts(more), NOW)).toBe(due));

  it('comes at least a day after the last proof, at most six hours later, and always at the same distance', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.date({ noInvalidDate: true, min: new Date(0), max: NOW }), (accountId, provedAt) => {
        const wait = dailyTestFrom({ accountId, provedAt }).getTime() - provedAt.getTime();
        expect(wait).toBeGreaterThanOrEqual(PROOF_MS);
        expect(wait).toBeLessThan(PROOF_MS + SPREAD_MS);
        expect(dailyTestFrom({ accountId, provedAt: NOW }).getTime() - NOW.getTime()).toBe(wait);
      }),
    );
  });

  it('is spread over accounts that were connected at once', () => {
    const hours = new Map<number, number>();
    for (let index = 0; index < 6_000; index += 1) {
      const wait = dailyTestFrom({ accountId: randomUUID(), provedAt: NOW }).getTime() - NOW.getTime() - PROOF_MS;
      hours.set(Math.floor(wait / HOUR), (hours.get(Math.floor(wait / HOUR)) ?? 0) + 1);
    }
    expect([...hours.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    for (const count of hours.values()) expect(Math.abs(count - 1_000)).toBeLessThan(250);
  });
});
