import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FairQueue, QueueFull } from './fair-queue.ts';

/** A queue whose works end when they are told to, and the lanes in the order in which their works began. */
const controlled = (limits: { atOnce: number; mostOfLane: number; most: number }) => {
  const queue = new FairQueue(limits);
  const began: string[] = [];
  const under: Array<() => void> = [];
  const refused: string[] = [];
  let ended = 0;
  const add = (lane: string): Promise<void> =>
    queue
      .run(lane, () => {
        began.push(lane);
        return new Promise<void>((resolve) => under.push(resolve));
      })
      .then(
        () => void (ended += 1),
        (error: unknown) => {
          expect(error).toBeInstanceOf(QueueFull);
          refused.push(lane);
        },
      );
  const settle = async (): Promise<void> => {
    for (let step = 0; step < 8; step++) await Promise.resolve();
  };
  return {
    queue,
    began,
    refused,
    add,
    settle,
    underWay: () => under.length,
    ended: () => ended,
    endOne: async () => {
      under.shift()?.();
      await settle();
    },
    drain: async () => {
      await settle();
      while (under.length > 0) {
        under.shift()?.();
        await settle();
      }
    },
  };
};

describe('a fair queue', () => {
  it('serves someone who comes behind three hundred of another’s works after one of them', async () => {
    const { add, began, drain, settle, endOne } = controlled({ atOnce: 1, mostOfLane: 400, most: 400 });
    for (let work = 0; work < 300; work++) void add('crowd');
    void add('ben');
    await settle();
    await endOne();
    await endOne();
    expect(began).toEqual(['crowd', 'crowd', 'ben']);
    await drain();
    expect(began).toHaveLength(301);
  });

  it('lets lanes take turns', async () => {
    const { add, began, drain } = controlled({ atOnce: 1, mostOfLane: 9, most: 99 });
    for (const lane of ['a', 'a', 'a', 'a', 'b', 'b', 'c']) void add(lane);
    await drain();
    expect(began.join('')).toBe('aabcaba');
  });

  it('refuses what a lane has too much of, and takes it again once there is room', async () => {
    const { add, refused, settle, drain, ended } = controlled({ atOnce: 1, mostOfLane: 2, most: 9 });
    for (let work = 0; work < 5; work++) void add('a');
    await settle();
    expect(refused).toEqual(['a', 'a']);
    void add('b');
    await drain();
    void add('a');
    await drain();
    expect(ended()).toBe(5);
  });

  it('has the longest lane give way where all places are taken', async () => {
    const { add, began, refused, settle, drain } = controlled({ atOnce: 1, mostOfLane: 9, most: 4 });
    for (const lane of ['a', 'a', 'a', 'a', 'b']) void add(lane);
    void add('c');
    await settle();
    expect(refused).toEqual(['a']);
    await drain();
    expect(began.toSorted()).toEqual(['a', 'a', 'a', 'b', 'c']);
  });

  it('continues after works that fail, also those that throw at once', async () => {
    const queue = new FairQueue({ atOnce: 1, mostOfLane: 9, most: 9 });
    const fails = queue.run('a', () => Promise.reject(new Error('no')));
    const throws = queue.run('a', () => {
      throw new Error('never');
    });
    await expect(fails).rejects.toThrow('no');
    await expect(throws).rejects.toThrow('never');
    expect(await queue.run('a', async () => 'yes')).toBe('yes');
    expect(queue.begun).toBe(3);
  });

  it('never has more under way, never loses a work, and keeps nobody waiting behind more than one of each other lane', async () => {
    const command = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd'), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        async (commands, atOnce) => {
          const { add, began, refused, settle, endOne, underWay, drain, ended } = controlled({
            atOnce,
            mostOfLane: 5,
            most: 9,
          });
          let added = 0;
          for (const lane of commands) {
            if (lane === null) await endOne();
            else {
              void add(lane);
              added += 1;
              await settle();
            }
            expect(underWay()).toBeLessThanOrEqual(atOnce);
          }
          void add('late');
          await settle();
          const from = began.length;
          await drain();
          expect(ended() + refused.length).toBe(added + 1);
          expect(refused).not.toContain('late');
          const before = began.slice(from, began.indexOf('late', from));
          if (began.indexOf('late') >= from) expect(new Set(before).size).toBe(before.length);
        },
      ),
    );
  });
});
