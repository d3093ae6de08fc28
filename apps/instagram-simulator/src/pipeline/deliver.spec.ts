import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IgApiClient } from 'instagram-private-api';
import { type Harness, startHarness } from '../testing/harness.ts';
import { failureOf, poll } from '../testing/poll.ts';
import { type CountView, effectsOf, userLike } from '../testing/world.ts';

let simulated: Harness;
let ig: IgApiClient;
let username: string;
let target: string;
beforeAll(async () => {
  simulated = await startHarness();
  target = (await userLike(simulated.control, (user) => !user.is_private)).pk;
});
beforeEach(async () => {
  ({ ig, username } = await simulated.newAccount());
});
afterEach(async () => {
  await simulated.control.delete('/late-effects');
  await simulated.control.delete('/silences');
  await simulated.control.patch('/settings', { latency_ms: 0 });
});
afterAll(() => simulated.close());

const follow = async (): Promise<CountView | undefined> => (await effectsOf(simulated.control, username))[0];
const idle = () => simulated.control.get<{ idle: boolean }>('/idle?timeout_ms=5000');

/** A client that gives up long before the answer. */
const impatient = () => simulated.impatient(username, 60);

describe('an effect', () => {
  it('lands although the client left before the answer', async () => {
    const client = await impatient();
    await simulated.control.patch('/settings', { latency_ms: 1000 });
    await failureOf(client.friendship.create(target));
    expect(await follow()).toMatchObject({ accepted: 1, applied: 0 });
    expect(await idle()).toEqual({ idle: true, pending_effects: 0 });
    expect(await follow()).toMatchObject({ accepted: 1, applied: 1, changes: 1 });
  });

  it('lands a while after the client left, and at once while it waits', async () => {
    await simulated.control.post('/late-effects', { land_after_ms: 150, account: username });
    const client = await impatient();
    await expect(ig.friendship.create(target)).resolves.toHaveProperty('following', true);
    expect(await follow()).toMatchObject({ applied: 1 });
    await simulated.control.patch('/settings', { latency_ms: 5000 });
    await failureOf(client.friendship.create(target));
    const left = performance.now();
    await idle();
    // Far from the latency of 5 s: the leaving decides.
    expect(performance.now() - left).toBeLessThan(2500);
    expect(await follow()).toMatchObject({ accepted: 2, applied: 2 });
  });

  it('of a hung call lands after the client gave up', async () => {
    await simulated.control.post('/late-effects', { land_after_ms: 30 });
    await simulated.control.post('/faults', { kind: 'hang', path: '**/create/*/', effect: true });
    const client = await impatient();
    await failureOf(client.friendship.create(target));
    await simulated.control.delete('/faults');
    await poll(async () => ((await follow())?.applied === 1 ? true : null));
    expect(await follow()).toMatchObject({ requests: 1, accepted: 1, applied: 1, changes: 1 });
  });

  it('lands a while after the answer', async () => {
    await simulated.control.post('/late-effects', { land_after_ms: 800, when: 'after_answer' });
    await expect(ig.friendship.create(target)).resolves.toHaveProperty('following', true);
    await expect(ig.friendship.show(target)).resolves.toHaveProperty('following', false);
    await idle();
    await expect(ig.friendship.show(target)).resolves.toHaveProperty('following', true);
  });

  it.each(['claims', 'honest'] as const)('never lands where it is silently refused (%s)', async (answer) => {
    await simulated.control.post('/silences', { action: 'follow', answer });
    await expect(ig.friendship.create(target)).resolves.toHaveProperty('following', answer === 'claims');
    await expect(ig.friendship.show(target)).resolves.toHaveProperty('following', false);
    expect(await follow()).toMatchObject({ requests: 1, accepted: 1, applied: 0, changes: 0 });
  });
});

describe('calls in flight', () => {
  const flying = async () => {
    const { items, overlaps } = await simulated.control.get<{
      items: { account: string; most: number }[];
      overlaps: { account: string; paths: string[] }[];
    }>('/in-flight');
    return {
      most: items.find((item) => item.account === username)?.most,
      overlaps: overlaps.filter((overlap) => overlap.account === username).map((overlap) => overlap.paths),
    };
  };

  it('of one account, one after the other, are one', async () => {
    await simulated.control.patch('/settings', { latency_ms: 5 });
    for (let i = 0; i < 10; i++) await ig.friendship.show(target);
    expect(await flying()).toEqual({ most: 1, overlaps: [] });
  });

  it('of one account at once are told with their paths', async () => {
    await simulated.control.patch('/settings', { latency_ms: 200 });
    await Promise.all([ig.friendship.show(target), ig.friendship.create(target)]);
    const { most, overlaps } = await flying();
    expect(most).toBe(2);
    expect(overlaps).toHaveLength(1);
    expect(overlaps[0]?.join()).toContain('/friendships/create/');
  });

  it('of many accounts at once do not mix', async () => {
    await simulated.control.patch('/settings', { latency_ms: 30 });
    const others = await Promise.all([simulated.newAccount(), simulated.newAccount()]);
    await Promise.all(others.map((other) => other.ig.friendship.show(target)));
    expect((await flying()).overlaps).toEqual([]);
  });

  it('end when the client leaves', async () => {
    const client = await impatient();
    await simulated.control.patch('/settings', { latency_ms: 3000 });
    await failureOf(client.friendship.show(target));
    const current = async () =>
      (await simulated.control.get<{ items: { account: string; current: number }[] }>('/in-flight')).items.find(
        (item) => item.account === username,
      )?.current;
    await expect(poll(async () => ((await current()) === 0 ? true : null))).resolves.toBe(true);
  });
});
