import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LiveSink, LiveStatus } from './create-connection.ts';
import { shareStream } from './share-stream.ts';

let count = 0;
const open: Tab[] = [];

/** A tab with a real lock and a real channel, and a stream that the test writes into. */
class Tab {
  readonly events: string[] = [];
  readonly statuses: LiveStatus[] = [];
  gaps = 0;
  hurries = 0;
  beats = 0;
  /** Of the streams that this tab opened: whether it went on from another. */
  readonly streams: boolean[] = [];
  stream: LiveSink | null = null;
  attend = () => {};
  private readonly end = new AbortController();
  private readonly channel: BroadcastChannel;
  readonly over: Promise<void>;

  constructor(name: string) {
    this.channel = new BroadcastChannel(name);
    this.over = shareStream(
      {
        name,
        channel: this.channel,
        locks: navigator.locks,
        onEvent: ({ data }) => void this.events.push(data),
        onRelayed: ({ data }) => void this.events.push(`relayed ${data}`),
        onStatus: (status) => void this.statuses.push(status),
        onGap: () => void (this.gaps += 1),
        onAlive: () => void (this.beats += 1),
        onHurry: () => void (this.hurries += 1),
        onAttention: (hurry) => {
          this.attend = hurry;
        },
        connect: (sink, signal, resumes) =>
          new Promise((done) => {
            this.stream = sink;
            this.streams.push(resumes);
            if (resumes) sink.onGap();
            sink.onStatus('live');
            signal.addEventListener('abort', () => {
              this.stream = null;
              done();
            });
          }),
      },
      this.end.signal,
    ).finally(() => this.channel.close());
    open.push(this);
  }

  async close(): Promise<void> {
    this.end.abort();
    await this.over;
  }
}

/** Waits until it is so; what never comes fails by the time limit of the test. */
const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((next) => setImmediate(next));
};

const fresh = () => `tabs ${(count += 1)}`;
const leaders = (tabs: readonly Tab[]) => tabs.filter(({ stream }) => stream !== null);
const live = (tab: Tab) => tab.statuses.at(-1) === 'live';

afterEach(async () => {
  await Promise.all(open.splice(0).map((tab) => tab.close()));
});

describe('several tabs', () => {
  it('have one stream, and all hear what it brings', async () => {
    const name = fresh();
    const tabs = Array.from({ length: 8 }, () => new Tab(name));
    await until(() => tabs.every(live));
    const [leader, ...none] = leaders(tabs);
    expect(none).toEqual([]);
    leader?.stream?.onEvent({ name: 'job', data: '1' });
    leader?.stream?.onGap();
    await until(() => tabs.every(({ gaps }) => gaps === 1));
    expect(tabs.map(({ events }) => events)).toEqual(tabs.map((tab) => [tab === leader ? '1' : 'relayed 1']));
  });

  it('hand the stream over at once when the one that reads it closes, and refetch what may be missing', async () => {
    const name = fresh();
    const tabs = [new Tab(name), new Tab(name), new Tab(name)];
    await until(() => tabs.every(live));
    const [first] = leaders(tabs);
    const rest = tabs.filter((tab) => tab !== first);
    await first?.close();
    await until(() => leaders(rest).length === 1);
    await until(() => rest.every(({ gaps }) => gaps === 1));
    expect(leaders(rest)[0]?.streams).toEqual([true]);
    expect(first?.gaps).toBe(0);
  });

  it('tell one that comes later how it is', async () => {
    const name = fresh();
    const first = new Tab(name);
    await until(() => live(first));
    first.stream?.onStatus('offline');
    const second = new Tab(name);
    await until(() => second.statuses.length > 0);
    expect(second.statuses).toEqual(['offline']);
    first.stream?.onStatus('live');
    await until(() => live(second));
    expect(second.streams).toEqual([]);
  });

  it('do not mix two people', async () => {
    const one = new Tab(fresh());
    const other = new Tab(fresh());
    await until(() => live(one) && live(other));
    one.stream?.onEvent({ name: 'job', data: 'secret' });
    other.stream?.onEvent({ name: 'job', data: 'own' });
    await until(() => other.events.length > 0);
    expect([one.streams, other.streams, other.events]).toEqual([[false], [false], ['own']]);
  });

  it('have the one that reads try again when another is looked at', async () => {
    const name = fresh();
    const first = new Tab(name);
    await until(() => live(first));
    const second = new Tab(name);
    await until(() => live(second));
    second.attend();
    await until(() => first.hurries === 1);
    first.attend();
    expect([first.hurries, second.hurries]).toEqual([2, 0]);
  });
});

describe('a tab that hangs', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => void jest.useRealTimers());

  it('keeps the stream while it says that it is alive, then loses it and follows', async () => {
    const name = fresh();
    const hung = new Tab(name);
    await until(() => live(hung));
    const other = new Tab(name);
    await until(() => live(other));
    for (let beats = 1; beats <= 5; beats += 1) {
      jest.advanceTimersByTime(40_000);
      hung.stream?.onAlive();
      await until(() => other.beats === beats);
    }
    expect(other.streams).toEqual([]);
    jest.advanceTimersByTime(50_000);
    await until(() => other.stream !== null && hung.stream === null);
    expect(other.streams).toEqual([true]);
    other.stream?.onEvent({ name: 'job', data: '1' });
    await until(() => hung.events.includes('relayed 1'));
  });

  it('keeps the stream where the server ended it as one too many', async () => {
    const name = fresh();
    const first = new Tab(name);
    await until(() => live(first));
    const other = new Tab(name);
    await until(() => live(other));
    first.stream?.onStatus('crowded');
    await until(() => other.statuses.at(-1) === 'crowded');
    jest.advanceTimersByTime(600_000);
    other.attend();
    await until(() => first.hurries === 1);
    expect(other.streams).toEqual([]);
  });

  it('takes the stream back where the other one says nothing either', async () => {
    const name = fresh();
    const tabs = [new Tab(name), new Tab(name)];
    await until(() => tabs.every(live));
    for (let turns = 0; turns < 3; turns += 1) {
      const [before] = leaders(tabs);
      jest.advanceTimersByTime(50_000);
      await until(() => leaders(tabs).length === 1 && leaders(tabs)[0] !== before);
    }
    expect(tabs.flatMap(({ streams }) => streams)).toEqual([false, true, true, true]);
  });
});
