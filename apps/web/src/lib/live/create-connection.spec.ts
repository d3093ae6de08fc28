import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backOff, keepConnected, type ConnectionTools, type LiveStatus } from './create-connection.ts';

/** A stream that sends the text and ends. */
const stream = (text: string) => new Response(text);

const run = async (answers: (Response | Error)[], changes: Partial<ConnectionTools> = {}) => {
  const end = new AbortController();
  const seen = {
    statuses: [] as LiveStatus[],
    events: [] as string[],
    waits: [] as (number | null)[],
    gaps: 0,
    beats: 0,
  };
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
      onAlive: () => void (seen.beats += 1),
      isOffline: () => false,
      isOneTooMany: ({ data }) => data === 'one too many',
      wait: async (ms) => void seen.waits.push(ms),
      chance: () => 1,
      ...changes,
    },
    end.signal,
  );
  return seen;
};

const down = () => new Error('down');

/** A stream that sends the text in pieces and ends. */
const pieces = (...texts: string[]) =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        const bytes = new TextEncoder();
        for (const text of texts) controller.enqueue(bytes.encode(text));
        controller.close();
      },
    }),
  );

describe('the live connection', () => {
  it('hands on what comes, and opens again when the stream ends', async () => {
    const seen = await run([stream('event: job\ndata: 1\n\n'), stream('event: job\ndata: 2\n\n')]);
    expect(seen.events).toEqual(['job 1', 'job 2']);
    expect(seen.statuses).toEqual(['connecting', 'live', 'reconnecting', 'live', 'reconnecting']);
  });

  it('refetches everything after a gap, and only then', async () => {
    expect((await run([stream('')])).gaps).toBe(0);
    expect((await run([stream(''), down(), stream('')])).gaps).toBe(1);
    expect((await run([down(), stream('')])).gaps).toBe(1);
  });

  it('refetches from the start where another stream was read before', async () => {
    const seen = await run([stream('')], { resumes: true });
    expect(seen.gaps).toBe(1);
    expect(seen.statuses).toEqual(['reconnecting', 'live', 'reconnecting']);
  });

  it('hears that the server is there, also from a comment', async () => {
    const seen = await run([pieces(': still here\n\n', ': still here\n\n')]);
    expect(seen).toMatchObject({ beats: 2, events: [] });
  });

  it('is not opened again by itself where it was one too many', async () => {
    const seen = await run([stream('data: 1\n\ndata: one too many\n\n'), stream('data: 2\n\n')]);
    expect(seen.events).toEqual(['message 1', 'message 2']);
    expect(seen.statuses).toEqual(['connecting', 'live', 'crowded', 'reconnecting', 'live', 'reconnecting']);
    expect([seen.waits, seen.gaps]).toEqual([[null, 1000], 1]);
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

describe('a stream of events', () => {
  const events = async (text: string) => (await run([stream(text)])).events;

  it.each([
    ['name, id and data', 'event: job\nid: 7\ndata: {"a":1}\n\n', ['job {"a":1}']],
    ['a comment between', 'data: x\n: still here\ndata: y\n\n', ['message x\ny']],
    ['no blank after the colon', 'event:bot\ndata:x\n\n', ['bot x']],
    ['an event without data', 'event: bot\n\ndata: x\n\n', ['message x']],
    ['an unknown field', 'retry: 5\nother\ndata: x\n\n', ['message x']],
    ['an event that is not finished', 'data: x\n', []],
    ['other line ends', 'data: x\r\n\r\ndata: y\r\n\r\n', ['message x', 'message y']],
  ])('is read with %s', async (_, text, found) => expect(await events(text)).toEqual(found));

  it('is read the same wherever it is cut', async () => {
    const text = ': hi\r\n\r\nevent: job\r\nid: 1\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: bot\ndata: zwölf ☕\n\n';
    const whole = await events(text);
    expect(whole).toHaveLength(2);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length)), async (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const parts = at.slice(1).map((end, i) => text.slice(at[i], end));
        expect((await run([pieces(...parts)])).events).toEqual(whole);
      }),
    );
  });

  it('ends where one event has no end, and is opened again', async () => {
    const seen = await run([
      pieces('data: ', ...Array.from({ length: 20 }, () => 'x'.repeat(100_000))),
      stream('data: y\n\n'),
    ]);
    expect(seen.events).toEqual(['message y']);
    expect(seen.gaps).toBe(1);
  });
});
