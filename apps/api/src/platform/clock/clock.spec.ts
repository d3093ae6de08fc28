import { describe, expect, it } from '@jest/globals';
import { SystemClock } from './clock.ts';

describe('sleeping', () => {
  const warned = async (work: () => Promise<unknown>): Promise<string[]> => {
    const names: string[] = [];
    const note = (warning: Error) => names.push(warning.name);
    process.on('warning', note);
    await work();
    // Warnings come in a turn of the event loop of their own.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    return names;
  };
  const clock = new SystemClock();

  it.each([-1, -86_400_000, Number.NEGATIVE_INFINITY, 0])(
    'is over at once where the time has passed: %d',
    async (ms) => {
      expect(await warned(() => clock.sleep(ms))).toEqual([]);
    },
  );

  it.each([2 ** 31, 1e12, Number.POSITIVE_INFINITY])('does not end before it began: %d', async (ms) => {
    const waking = new AbortController();
    const names = await warned(async () => {
      let over = false;
      const sleep = clock.sleep(ms, waking.signal).then(() => (over = true));
      // A timer that overflows rings after one millisecond.
      await clock.sleep(20);
      expect(over).toBe(false);
      waking.abort();
      await sleep;
    });
    expect(names).toEqual([]);
  });

  it('ends with its signal, also one that was aborted before', async () => {
    await clock.sleep(60_000, AbortSignal.abort());
    const waking = new AbortController();
    const sleep = clock.sleep(60_000, waking.signal);
    waking.abort();
    await sleep;
  });
});
