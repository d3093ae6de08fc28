import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';
import { planRounds } from './plan.ts';
import { faultsOf, type Row, tableOf } from './verdict.ts';

const kill = { kind: 'kill', processes: 1, inFlight: 5, jobs: 8, stuck: [], recoveryMs: 12_340 } as const;
const row = (more: Partial<Row> = {}): Row => ({
  design: 'product',
  workers: 1,
  kills: 1,
  freezes: 0,
  jobs: 8,
  actions: 400,
  twice: [],
  lost: [],
  faults: [],
  disturbed: [kill],
  ...more,
});
const caught = row({ design: 'retry', twice: ['a -> 1'] });

describe('the verdict', () => {
  it('finds nothing where the product did right and the broken design was caught', () => {
    expect(faultsOf([row(), caught])).toEqual([]);
  });

  it.each<[string, Row, RegExp]>([
    ['a follow done twice', row({ twice: ['a -> 1'] }), /one worker: done twice: a -> 1\.$/],
    ['a lost one', row({ lost: ['a -> 1'] }), /lost: a -> 1/],
    ['anything else', row({ faults: ['odd'], workers: 2 }), /2 workers: wrong: odd/],
    ['a slow recovery', row({ disturbed: [{ ...kill, recoveryMs: 30_100 }] }), /not within 30 s: kill, 30\.1 s/],
    ['a broken design that was not caught', row({ design: 'at-once' }), /at-once .* proves nothing/],
  ])('names %s', (_, wrong, sentence) => {
    expect(faultsOf([wrong])).toEqual([expect.stringMatching(sentence)]);
  });

  it('shows only the first of many', () => {
    const twice = Array.from({ length: 30 }, (_, index) => `a -> ${index}`);
    expect(faultsOf([row({ twice })])[0]).toMatch(/a -> 9; and 20 more\.$/);
  });

  it('is a table', () => {
    expect(tableOf([caught]).split('\n')).toEqual([
      '| design | workers | jobs | actions | kills | freezes | in flight | done twice | lost | slowest recovery |',
      '| ------ | ------- | ---- | ------- | ----- | ------- | --------- | ---------- | ---- | ---------------- |',
      '| retry  | 1       | 8    | 400     | 1     | 0       | 5         | 1          | 0    | 12.3 s           |',
    ]);
  });
});

describe('the options', () => {
  it('mean all designs and twenty kills, over one worker and two', () => {
    expect(planRounds(readOptions([]))).toEqual([
      { design: 'product', workers: 1, kills: 10, freezes: 2 },
      { design: 'product', workers: 2, kills: 10, freezes: 2 },
      { design: 'retry', workers: 2, kills: 20, freezes: 4 },
      { design: 'at-once', workers: 4, kills: 40, freezes: 8 },
    ]);
  });

  it('give a broken design enough kills to be caught, and every round a freeze if wanted', () => {
    const rounds = planRounds(readOptions(['--kills', '3', '--freeze']));
    expect(rounds.map(({ kills, freezes }) => [kills, freezes])).toEqual([
      [2, 1],
      [1, 1],
      [10, 2],
      [40, 8],
    ]);
  });

  it.each([
    [['--kills', '0'], /--kills must be a whole number from 1/],
    [['--kills', '1e3'], /--kills must be/],
    [['--accounts', '65'], /--accounts must be/],
    [['--design', 'none'], /no design none/],
    [['--fast'], /--fast/],
  ])('refuse %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
