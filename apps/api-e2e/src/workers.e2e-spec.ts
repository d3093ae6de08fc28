import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { Client, eventually, Stack } from '@pacekeeper/testing';

const PASSWORD = 'a-quiet-afternoon-with-12-magpies';

interface Effects {
  readonly total: { readonly accepted: number; readonly applied: number; readonly targets: number };
  readonly items: ReadonlyArray<{ readonly accepted: number; readonly target: string }>;
}

let stack: Stack;
let admin: Client;

const personWithBot = async (username: string, instagram: string): Promise<Client> => {
  const { one_time_password } = await admin.call(routes.users.create, { body: { username } });
  const person = new Client(stack.url);
  await person.signInFirst(username, one_time_password, PASSWORD);
  const connected = await person.call(routes.connections.start, { body: { username: instagram, password: PASSWORD } });
  expect(connected).toMatchObject({ success: true });
  expect(await person.call(routes.bots.start)).toMatchObject({ status: 200 });
  return person;
};

beforeAll(async () => {
  stack = await Stack.start({ PACE_SPEED: '20000', WORKERS: '2' });
  admin = new Client(stack.url);
  await admin.signInFirst('admin', readFileSync(join(stack.dataDir, 'first-admin-password'), 'utf8').trim(), PASSWORD);
  await stack.simulator.control('POST', '/accounts/batch', { prefix: 'pair', count: 20, password: PASSWORD });
  await stack.simulator.control('POST', '/accounts', { username: 'killed', password: PASSWORD });
  // Calls take a while, and one whose client died takes effect later all the same.
  await stack.simulator.control('PATCH', '/settings', { latency_ms: 40, latency_jitter_ms: 40 });
  await stack.simulator.control('POST', '/late-effects', { action: 'follow', when: 'client_gone', land_after_ms: 300 });
});
afterAll(() => stack?.remove());

describe('two workers', () => {
  it('never have two calls of one account under way', async () => {
    const people: Client[] = [];
    for (let index = 1; index <= 20; index += 1) {
      people.push(await personWithBot(`pair-${index}`, `pair${String(index).padStart(2, '0')}`));
    }
    // Each asks for two jobs at once, and tests the session meanwhile.
    await Promise.all(
      people.flatMap((person) => [
        person.call(routes.jobs.followHashtag, { body: { hashtag: 'ceramics', amount: 5 } }),
        person.call(routes.jobs.followHashtag, { body: { hashtag: 'ryebread', amount: 5 } }),
      ]),
    );
    const me = await Promise.all(people.map((person) => person.call(routes.auth.me)));
    const tests = await Promise.all(
      people.map((person, index) =>
        person.call(routes.accounts.testSession, { params: { id: me[index]?.user.id ?? '' } }),
      ),
    );
    expect(tests.map(({ session_valid }) => session_valid)).toEqual(people.map(() => true));
    for (const person of people) {
      await eventually(
        async () => {
          const { limits } = await person.call(routes.limits.own);
          return limits.actions.follow.used === 10;
        },
        'ten follows each',
        { withinMs: 60_000 },
      );
    }
    await stack.simulator.control('GET', '/idle');
    const flights = await stack.simulator.control<{ most: number; overlaps: unknown[] }>('GET', '/in-flight');
    expect(flights).toMatchObject({ most: 1, overlaps: [] });
    const { total } = await stack.simulator.control<Effects>('GET', '/effects?action=follow');
    expect(total).toMatchObject({ accepted: 200, applied: 200 });
  });
});

describe('a worker that is killed', () => {
  it('leaves fifty follows done, none twice, and the job goes on by itself within thirty seconds', async () => {
    const person = await personWithBot('killed', 'killed');
    const { job } = await person.call(routes.jobs.followHashtag, { body: { hashtag: 'ceramics', amount: 50 } });
    const read = async () => (await person.call(routes.jobs.read, { params: { id: job.id } })).job;
    for (const progress of [8, 20, 35]) {
      await eventually(async () => (await read()).done >= progress, `${progress} are done`, { withinMs: 60_000 });
      for (const pid of stack.workerPids) process.kill(pid, 'SIGKILL');
      const before = (await read()).done;
      await eventually(async () => (await read()).done > before, 'the job goes on', { withinMs: 30_000 });
    }
    const done = await eventually(
      async () => {
        const now = await read();
        return now.state === 'completed' && now;
      },
      'the job ends',
      { withinMs: 60_000 },
    );
    expect(done).toMatchObject({ done: 50, remaining: 0 });
    await stack.simulator.control('GET', '/idle');
    const { total, items } = await stack.simulator.control<Effects>(
      'GET',
      '/effects?account=killed&action=follow&limit=200',
    );
    expect(items.filter(({ accepted }) => accepted > 1)).toEqual([]);
    expect(total).toMatchObject({ applied: 50, targets: 50 });
  });
});

describe('an account whose follows Instagram drops', () => {
  const accepted = async (account: string) =>
    (await stack.simulator.control<Effects>('GET', `/effects?account=${account}&action=follow&limit=1`)).total;
  /** Only follows stop; the bot goes on with everything else. */
  const stopped = (person: Client) =>
    eventually(
      async () => {
        const { bot } = await person.call(routes.bots.status);
        return bot.state === 'running' && bot.reason_symbol === 'breaker' && bot;
      },
      'follows stop',
      { withinMs: 60_000 },
    );

  it('stops following after three that had no effect, with nothing of its limit spent', async () => {
    await stack.simulator.control('POST', '/accounts', { username: 'unheard', password: PASSWORD, silent: ['follow'] });
    const person = await personWithBot('unheard', 'unheard');
    const { job } = await person.call(routes.jobs.followHashtag, { body: { hashtag: 'ceramics', amount: 20 } });
    expect(await stopped(person)).toMatchObject({ last_error: { error: 'ACTION_NOT_APPLIED' } });
    expect((await person.call(routes.jobs.read, { params: { id: job.id } })).job).toMatchObject({
      state: 'waiting',
      done: 0,
      failed: 3,
    });
    expect((await person.call(routes.limits.own)).limits.actions.follow.used).toBe(0);
    expect(await accepted('unheard')).toMatchObject({ accepted: 3, applied: 0 });
  });

  it('is found out before the job ends where every answer claims that it worked', async () => {
    await stack.simulator.control('POST', '/accounts', { username: 'lied_to', password: PASSWORD });
    await stack.simulator.control('POST', '/silences', { account: 'lied_to', action: 'follow', answer: 'claims' });
    const person = await personWithBot('lied-to', 'lied_to');
    const me = (await person.call(routes.auth.me)).user;
    await admin.call(routes.limits.setOfUser, { params: { id: me.id }, body: { follows_limit: 500 } });
    const { job } = await person.call(routes.jobs.followHashtag, { body: { hashtag: 'photography', amount: 120 } });
    expect(await stopped(person)).toMatchObject({ last_error: { error: 'ACTION_NOT_APPLIED' } });
    const { done, failed, state } = (await person.call(routes.jobs.read, { params: { id: job.id } })).job;
    expect({ state, all: done + failed }).toEqual({ state: 'waiting', all: 120 });
    expect(failed).toBeGreaterThan(10);
    // They were accepted, so they stay spent: never more than allowed.
    expect((await person.call(routes.limits.own)).limits.actions.follow.used).toBe(120);
  });
});
