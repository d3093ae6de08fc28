import { describe, expect, it } from '@jest/globals';
import { leaseLock, type LeaseTools } from './lock.ts';

/** Tabs that share one storage and one clock, which moves only while a tab waits. */
const tabs = () => {
  let stored: string | null = null;
  let now = 0;
  const waiting: { until: number; done: () => void }[] = [];
  const store = {
    get: () => stored,
    set: (value: string) => void (stored = value),
    clear: () => void (stored = null),
  };
  const tools = (id: string): LeaseTools => ({
    store,
    id,
    now: () => now,
    wait: (ms) => new Promise((done) => void waiting.push({ until: now + ms, done })),
  });
  const run = async (until: () => boolean) => {
    while (!until()) {
      await new Promise(setImmediate);
      waiting.sort((a, b) => a.until - b.until);
      const next = waiting.shift();
      if (next) {
        now = next.until;
        next.done();
      }
    }
  };
  return { store, tools, run };
};

describe('the lease among tabs', () => {
  it('lets one work at a time, and each once', async () => {
    const { tools, run } = tabs();
    let inside = 0;
    let most = 0;
    const finished: string[] = [];
    const jobs = ['a', 'b', 'c', 'd', 'e'].map((id) =>
      leaseLock(tools(id))(async () => {
        inside += 1;
        most = Math.max(most, inside);
        await tools(id).wait(300);
        inside -= 1;
        finished.push(id);
      }),
    );
    await run(() => finished.length === jobs.length);
    await Promise.all(jobs);
    expect(most).toBe(1);
    expect(finished.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is given up after a failure', async () => {
    const { tools, run, store } = tabs();
    let failed = false;
    const work = leaseLock(tools('a'))(() => Promise.reject(new Error('no'))).catch(() => (failed = true));
    await run(() => failed);
    await work;
    expect(store.get()).toBeNull();
  });

  it('of a tab that died runs out by itself', async () => {
    const { tools, run, store } = tabs();
    store.set('dead 5000');
    let done = false;
    const work = leaseLock(tools('a'))(async () => void (done = true));
    await run(() => done);
    await work;
    expect(tools('a').now()).toBeGreaterThanOrEqual(5000);
  });
});
