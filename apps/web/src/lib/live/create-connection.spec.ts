import { describe, expect, it } from '@jest/globals';
import { backOff, keepConnected, type ConnectionTools, type LiveStatus } from './create-connection.ts';

/** A stream that sends the text and ends. */
const stream = (text: string) => new Response(text);

const run = async (answers: (Response | Error)[], changes: Partial<ConnectionTools> = {}) => {
  const end = new AbortController();
  const seen = { statuses: [] as LiveStatus[], events: [] as string[], waits: [] as number[], gaps: 0 };
  await keepConnected(
    {
      open: async () => {
        const next = answers.shift();
        if (!next) {
          end.abort();
          throw new Error('over');
        }
        if (next instanceof Error) throw next;
        return next;
      },
      onEvent: ({ name, data }) => void seen.events.push(`${name} ${data}`),
      onStatus: (status) => void seen.statuses.push(status),
      onGap: () => void (seen.gaps += 1),
      isOffline: () => false,
      wait: async (ms) => void seen.waits.push(ms),
      chance: () => 1,
      ...changes,
    },
    end.signal,
  );
  return seen;
};

const down = () => new Error('down');

describe('the live connection', () => {
  it('hands on what comes, and opens again when the stream ends', async () => {
    const seen = await run([stream('event: job\ndata: 1\n\n'), stream('event: job\ndata: 2\n\n')]);
    expect(seen.events).toEqual(['job 1', 'job 2']);
    expect(seen.statuses).toEqual(['connecting', 'live', 'reconnecting', 'live', 'reconnecting']);
  });

  it('has everything read anew after a gap, and only then', async () => {
    expect((await run([stream('')])).gaps).toBe(0);
    expect((await run([stream(''), down(), stream('')])).gaps).toBe(1);
    expect((await run([down(), stream('')])).gaps).toBe(1);
  });

  it('waits longer from try to try, and short again after a success', async () => {
    const { waits } = await run([down(), down(), down(), stream(''), down()]);
    expect(waits).toEqual([1000, 2000, 4000, 1000, 2000]);
  });

  it('says offline after several vain tries, or at once where the browser knows', async () => {
    expect((await run([down(), down(), down(), down()])).statuses.at(-1)).toBe('offline');
    expect((await run([down()], { isOffline: () => true })).statuses).toEqual(['connecting', 'offline']);
  });
});

describe('the wait before a try', () => {
  it('is doubled up to half a minute, and spread', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map((tries) => backOff(tries, 1))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    expect(backOff(3, 0)).toBe(2000);
  });
});
