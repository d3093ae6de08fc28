import { describe, expect, it } from '@jest/globals';
import { createClock } from './clock.ts';
import { matchesGlob } from './glob.ts';
import { idsOf, textOf, wholeOf } from './json.ts';
import { cursorOf, pageOf, positionOf } from './paging.ts';
import { createRandom } from './random.ts';
import { createRing } from './ring.ts';

describe('clock', () => {
  it('runs ahead of real time by what it was advanced', () => {
    let real = 1_000_000;
    const clock = createClock(() => real);
    clock.advance(5_000);
    clock.advance(500);
    real += 1;
    expect(clock.now()).toBe(1_005_501);
    expect(clock.seconds()).toBe(1005);
    expect(clock.offset()).toBe(5_500);
  });
});

describe('random', () => {
  it('repeats itself for the same seed, and differs for another', () => {
    const draw = (seed: number | string) => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => random.int(0, 1_000_000));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw('seven')).toEqual(draw('seven'));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('stays within its bounds and reaches both', () => {
    const random = createRandom(3);
    const drawn = new Set(Array.from({ length: 1000 }, () => random.int(2, 5)));
    expect([...drawn].sort()).toEqual([2, 3, 4, 5]);
  });

  it('refuses to pick from nothing', () => {
    expect(() => createRandom(1).pick([])).toThrow('empty');
  });
});

describe('ring', () => {
  it.each([
    [3, [1, 2], [1, 2]],
    [3, [1, 2, 3], [1, 2, 3]],
    [3, [1, 2, 3, 4, 5], [3, 4, 5]],
    [1, [1, 2], [2]],
    [0, [1, 2], []],
  ])('of %i keeps the last of %j', (capacity, pushed, kept) => {
    const ring = createRing<number>(capacity);
    pushed.forEach((item) => ring.push(item));
    expect(ring.items()).toEqual(kept);
    ring.clear();
    expect(ring.items()).toEqual([]);
  });
});

describe('glob', () => {
  it.each([
    ['/api/v1/friendships/create/*/', '/api/v1/friendships/create/12/', true],
    ['/api/v1/friendships/create/*/', '/api/v1/friendships/create/12/34/', false],
    ['/api/v1/**', '/api/v1/a/b/c/', true],
    ['**/like/', '/api/v1/media/1_2/like/', true],
    ['**/like/', '/api/v1/media/1_2/unlike/', false],
    ['/api/v1/a.b/', '/api/v1/axb/', false],
    ['friendships', '/api/v1/friendships/show/1/', true],
    ['/friendships', '/api/v1/friendships/show/1/', false],
  ])('%s against %s', (pattern, text, matches) => {
    expect(matchesGlob(pattern, text)).toBe(matches);
  });
});

describe('fields', () => {
  it('reads scalars as text and everything else as nothing', () => {
    const fields = { a: 'x', b: 7, c: true, d: null, e: ['x'], f: { x: 1 } };
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => textOf(fields, key))).toEqual([
      'x',
      '7',
      'true',
      '',
      '',
      '',
      '',
    ]);
  });

  it.each([
    ['12', 12],
    [12, 12],
    ['-3', -3],
    ['1.5', null],
    ['', null],
    ['9'.repeat(16), null],
  ])('reads %j as the whole number %j', (value, whole) => {
    expect(wholeOf({ value }, 'value')).toBe(whole);
  });

  it.each([
    ['[["12"]]', ['12']],
    ['[12,"13"]', ['12', '13']],
    ['[17841400000000001]', ['17841400000000001']],
    [
      [12, '13'],
      ['12', '13'],
    ],
    ['nonsense', []],
    ['{"a":1}', []],
    [undefined, []],
  ])('finds the ids in %j', (value, ids) => {
    expect(idsOf(value)).toEqual(ids);
  });
});

describe('paging', () => {
  it('walks a list to its end without gap or repetition', () => {
    const all = Array.from({ length: 25 }, (_, i) => i);
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: number[]; next: string | null } = pageOf(all, cursor, 10);
      seen.push(...page.items);
      cursor = page.next;
    }
    expect(seen).toEqual(all);
  });

  it('takes a foreign cursor as the beginning', () => {
    expect(positionOf(cursorOf(42))).toBe(42);
    expect(positionOf('something else')).toBe(0);
  });
});
