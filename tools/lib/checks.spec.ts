import { describe, expect, it } from '@jest/globals';
import { countReport } from './checks.ts';
import { gate } from './gate.ts';

const clean = {
  numPassedTests: 7,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

describe('what a report of jest counts to', () => {
  it.each([
    ['all passed', clean, 0, 0],
    ['tests that failed', { ...clean, numFailedTests: 2 }, 1, 2],
    ['a suite that does not load', { ...clean, numRuntimeErrorTestSuites: 1 }, 1, 1],
    ['a skipped test', { ...clean, numPendingTests: 1 }, 0, 1],
    ['a test that is still to be written', { ...clean, numTodoTests: 1 }, 0, 1],
    ['an end with a code that no test explains', clean, 1, 1],
    ['all of it', { ...clean, numFailedTests: 1, numRuntimeErrorTestSuites: 1, numPendingTests: 1 }, 1, 3],
  ])('%s', (_, report, code, failed) => expect(countReport(report, code)).toEqual({ passed: 7, failed }));
});

describe('a gate', () => {
  it('lets no more through at once than it has places, the lowest rank first, also behind one that fails', async () => {
    const take = gate(2);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const work = (number: number) => async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      order.push(number);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      if (number === 1) throw new Error('one that fails');
    };
    const all = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => take(number === 4 ? 0 : 1, work(number))));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect([most, order]).toEqual([2, [0, 1, 4, 2, 3]]);
  });
});
