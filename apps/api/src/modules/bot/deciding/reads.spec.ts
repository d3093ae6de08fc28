import { describe, expect, it } from '@jest/globals';
import { readFacts, readsSince } from './reads.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

describe('what an account may read', () => {
  it('counts in a window of an hour, divided by the speed', () => {
    expect(readsSince(NOW, 1)).toEqual(minutesAgo(60));
    expect(readsSince(NOW, 60)).toEqual(minutesAgo(1));
  });

  it.each<[string, number, Date[], Date]>([
    ['a page may be read at once', 200, [], NOW],
    ['two reads are a page', 2, [minutesAgo(50), minutesAgo(40)], NOW],
    ['one read is not: the end of the oldest makes room', 1, [minutesAgo(50), minutesAgo(40)], minutesAgo(-10)],
    ['none is left: the end of the two oldest makes room', 0, [minutesAgo(50), minutesAgo(40)], minutesAgo(-20)],
  ])('%s', (_, left, oldest, againAt) =>
    expect(readFacts({ left, oldest }, { now: NOW, speed: 1 })).toEqual({ left, againAt }),
  );
});
