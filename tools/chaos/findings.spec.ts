import { describe, expect, it } from '@jest/globals';
import { compare, type Facts } from './findings.ts';

const follow = (target: string, more: object = {}) => ({ account: 'kite', target, accepted: 1, applied: 1, ...more });
const job = (more: object = {}) => ({ account: 'kite', asked: 2, done: 2, failed: 0, ended: true, ...more });
const right: Facts = {
  jobs: [job()],
  effects: [follow('1'), follow('2')],
  books: { confirmed: [follow('1'), follow('2')], open: 0, quotaUsed: new Map([['kite', 2]]) },
  mostInFlight: 1,
};

describe('what a design believes against what Instagram knows', () => {
  it('finds nothing where both agree', () => {
    expect(compare(right)).toEqual({ actions: 2, twice: [], lost: [], faults: [] });
  });

  it('passes over a call that was never accepted', () => {
    const effects = [...right.effects, follow('3', { accepted: 0, applied: 0 })];
    expect(compare({ ...right, effects })).toEqual(compare(right));
  });

  it('takes one that was refused for settled', () => {
    const [first] = right.effects;
    const books = { ...right.books, confirmed: [follow('1')], quotaUsed: new Map([['kite', 1]]) };
    const facts = { ...right, jobs: [job({ done: 1, failed: 1 })], effects: first ? [first] : [], books };
    expect(compare(facts)).toEqual({ actions: 1, twice: [], lost: [], faults: [] });
  });

  it.each<[string, Partial<Facts>, object]>([
    ['accepted twice', { effects: [follow('1', { accepted: 2 }), follow('2')] }, { twice: ['kite -> 1'] }],
    [
      'carried out twice',
      { effects: [follow('1', { applied: 2 }), follow('2')] },
      { twice: ['kite -> 1'], actions: 3, faults: ['2 follows are called done, and Instagram has 3'] },
    ],
    [
      'unknown here',
      { books: { confirmed: [follow('1')], open: 0, quotaUsed: null } },
      { lost: ['kite -> 2 (only Instagram knows it)'], faults: [] },
    ],
    [
      'unknown there',
      { effects: [follow('1')] },
      {
        lost: ['kite -> 2 (Instagram does not know it)'],
        faults: ['2 follows are called done, and Instagram has 1'],
      },
    ],
    [
      'short',
      { jobs: [job({ done: 1 }), job({ asked: 0, done: 0, ended: false })] },
      {
        faults: [
          'a job of kite ended at 1 of 2',
          'a job of kite stands at 0 of 0',
          '1 follows are called done, and Instagram has 2',
        ],
      },
    ],
    [
      'called refused and carried out all the same',
      { jobs: [job({ done: 1, failed: 1 })] },
      { faults: ['1 follows are called done, and Instagram has 2'] },
    ],
    [
      'spent wrongly',
      { books: { ...right.books, quotaUsed: new Map([['kite', 3]]) } },
      { faults: ['kite has 2 follows, and a quota of 3 spent'] },
    ],
    ['open', { books: { ...right.books, open: 1 } }, { faults: ['the outcome of 1 follows was never found out'] }],
    ['two at once', { mostInFlight: 2 }, { faults: ['one account had 2 calls in flight at once'] }],
  ])('finds what is %s', (_, wrong, found) => {
    expect(compare({ ...right, ...wrong })).toMatchObject(found);
  });
});
