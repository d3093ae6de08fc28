import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { errorEntry, type Job, type JobRequest, routes } from '@pacekeeper/contracts';
import { Client, eventually, PASSWORD } from '@pacekeeper/testing';
import { TestStack } from '../../../testing/test-stack.ts';

// Real jobs against the simulator.
jest.setTimeout(60_000);

const SECRET = 'willow-kettle-above-2291-stones';
const OVER: readonly Job['state'][] = ['completed', 'failed', 'cancelled'];
const HELLO = { action: 'dm', source: 'own_followers', amount: 1, template: 'Hello {username}' } as const;

let stack: TestStack;
let client: Client;
let userId: string;
let account: string;
let accountId: string;
let number = 0;

const control = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
  stack.simulator.control<T>(method, path, body);
const sql = <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
  stack.api.given.sql<Row>(text, values);
const create = (body: JobRequest) => client.call(routes.jobs.create, { body });
const read = async (id: string) => (await client.call(routes.jobs.read, { params: { id } })).job;
const ended = (id: string) =>
  eventually(async () => {
    const job = await read(id);
    return OVER.includes(job.state) && job;
  }, 'the job ends');
const run = async (body: JobRequest) => {
  const { job } = await create(body);
  return ended(job.id);
};
const targets = (id: string) =>
  sql<{ username: string; state: string; code: string | null; undone: boolean }>(
    `SELECT target_username AS username, state, error_code AS code, undone_by IS NOT NULL AS undone
     FROM interactions WHERE job_id = $1 ORDER BY id`,
    [id],
  );
const follows = async () =>
  (await control<{ items: Array<{ username: string }> }>('GET', `/follows?from=${account}`)).items.map(
    ({ username }) => username,
  );
const sumOf = ({ done, failed, unknown, remaining }: Job) => done + failed + unknown + remaining;
const limits = (likes: number) =>
  sql(
    `INSERT INTO daily_limits (user_id, follows_limit, unfollows_limit, likes_limit, dms_limit, story_views_limit,
       story_reactions_limit) VALUES ($1, 500, 500, $2, 500, 500, 500)`,
    [userId, likes],
  );

beforeAll(async () => {
  stack = await TestStack.start({ speed: 20_000 });
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  number += 1;
  const user = await stack.api.given.user();
  userId = user.id;
  account = `jobs_${number}`;
  await control('POST', '/accounts', { username: account, password: SECRET, followers: 12, following: 9 });
  client = new Client(stack.api.url);
  await client.signIn(user.username, PASSWORD);
  const connected = await client.call(routes.connections.start, { body: { username: account, password: SECRET } });
  accountId = connected.account.id;
});

describe('asking for a job', () => {
  it('starts the bot where that is asked for, and is refused where it is not', async () => {
    const body = { action: 'follow', source: 'hashtag', hashtag: 'travel', amount: 1 } as const;
    expect(await create(body)).toMatchObject({ status: 409, error: 'BOT_NOT_RUNNING' });
    const { job } = await create({ ...body, start: true });
    expect((await client.call(routes.bots.status)).bot.bot_running).toBe(true);
    expect(await ended(job.id)).toMatchObject({ state: 'completed', done: 1 });
  });

  it('goes by the names of the routes too', async () => {
    await client.call(routes.bots.start);
    const { likeFollowing, viewFollowersStories, unfollow, followFollowers } = routes.jobs;
    const given = [
      await client.call(likeFollowing, { body: { amount: 1, likes_per_user: 1 } }),
      await client.call(likeFollowing, { body: { amount: 1, username: '@someone.else' } }),
      await client.call(viewFollowersStories, { body: { amount: 1 } }),
      await client.call(unfollow, { body: { amount: 1 } }),
      await client.call(followFollowers, { body: { amount: 1, username: 'https://instagram.com/someone.else/' } }),
    ];
    expect(given.map(({ status, job }) => [status, job])).toMatchObject([
      [202, { action: 'like', source: 'own_following', likes_per_user: 1 }],
      [202, { action: 'like', source: 'following_of', username: 'someone.else' }],
      [202, { action: 'story_view', source: 'own_followers' }],
      [202, { action: 'unfollow', source: 'followed_by_bot', older_than_days: 7 }],
      [202, { action: 'follow', source: 'followers_of', username: 'someone.else' }],
    ]);
    const jobs = await Promise.all(given.map(({ job }) => ended(job.id)));
    // Nobody has that name, and its source fails.
    expect(jobs.map(({ state }) => state)).toEqual(['completed', 'failed', 'completed', 'completed', 'failed']);
    expect(jobs[1]?.last_error).toMatchObject({ error: 'TARGET_NOT_FOUND' });
  });

  it('asks Instagram nothing while the account has to wait', async () => {
    const body = { action: 'unfollow', source: 'own_following', amount: 2, start: true } as const;
    await sql(
      `INSERT INTO breakers (user_id, account_id, opened_at, open_until, error_code, trigger)
       VALUES ($1, $2, now(), now() + interval '1 hour', $3, 'read')`,
      [userId, accountId, errorEntry('RATE_LIMITED').code],
    );
    const read = () => sql('SELECT 1 FROM account_reads WHERE account_id = $1', [accountId]);
    expect(await create(body)).toMatchObject({ status: 429, error: 'TOO_MANY_REQUESTS' });
    expect(await read()).toEqual([]);
  });

  it('asks twice before it unfollows from all, with the present number', async () => {
    await client.call(routes.bots.start);
    const body = { action: 'unfollow', source: 'own_following', amount: 2 } as const;
    const refused = await create(body);
    expect(refused).toMatchObject({
      status: 409,
      error: 'CONFIRMATION_REQUIRED',
      details: [{ path: 'confirm_count', message: 'must be 9' }],
    });
    expect(refused.message).toContain('9');
    expect(await create({ ...body, confirm_count: 8 })).toMatchObject({ status: 409 });
    expect(await run({ ...body, confirm_count: 9 })).toMatchObject({ state: 'completed', done: 2 });
    expect(await follows()).toHaveLength(7);
  });

  it('is refused where the account’s way to Instagram does not offer it', async () => {
    await client.call(routes.bots.start);
    await sql(`UPDATE instagram_credentials SET provider = 'official' WHERE id = $1`, [accountId]);
    expect(await create({ action: 'follow', source: 'hashtag', hashtag: 'travel', amount: 1 })).toMatchObject({
      status: 422,
      error: 'NOT_SUPPORTED_BY_PROVIDER',
    });
    await sql(`UPDATE instagram_credentials SET provider = 'private' WHERE id = $1`, [accountId]);
  });
});

describe('the sums of a job', () => {
  beforeEach(() => client.call(routes.bots.start));

  it('add up, and what was refused is not replaced', async () => {
    const { items } = await control<{ items: Array<{ pk: string; username: string }> }>('GET', '/users?limit=4');
    const [first] = items;
    await control('POST', '/silences', { account, action: 'follow', target: first?.pk, answer: 'honest' });
    const job = await run({
      action: 'follow',
      source: 'list',
      amount: 3,
      usernames: ['nobody.at.all', ...items.map(({ username }) => username)],
    });
    expect(job).toMatchObject({
      state: 'completed',
      amount: 3,
      done: 2,
      failed: 1,
      unknown: 0,
      remaining: 0,
      skipped: 1,
    });
    expect(job).toMatchObject({ usernames_count: 5 });
    expect(job).not.toHaveProperty('short');
    expect(job).not.toHaveProperty('usernames');
    const [unnamed] = await targets(job.id);
    expect(unnamed).toMatchObject({
      username: 'nobody.at.all',
      state: 'skipped',
      code: errorEntry('TARGET_NOT_FOUND').code,
    });
    await control('DELETE', '/silences');
  });

  it('count what waits for a review, and the job ends when nothing else is left', async () => {
    expect(await run(HELLO)).toMatchObject({ state: 'completed', done: 0 });
    await control('POST', `/accounts/${account}/followers`, { gain: 1 });
    // It is sent, and its answer is lost.
    await control('POST', '/faults', {
      kind: 'reset',
      account,
      path: 'threads/broadcast',
      times: 1,
      effect: true,
    });
    const { job } = await create(HELLO);
    const lost = await eventually(async () => {
      const now = await read(job.id);
      return now.unknown === 1 && now;
    }, 'its outcome is not known');
    expect(sumOf(lost)).toBe(1);
    await sql(
      `UPDATE interactions SET deadline_at = now() - interval '1 minute', reconcile_at = now() WHERE job_id = $1 AND state = 'unknown'`,
      [job.id],
    );
    expect(await ended(job.id)).toMatchObject({ state: 'completed', done: 0, failed: 0, unknown: 1, remaining: 0 });
    expect((await targets(job.id)).filter(({ state }) => state === 'needs_review')).toHaveLength(1);
    // Nobody is written to twice.
    const again = await run(HELLO);
    expect(again).toMatchObject({ state: 'completed', done: 0, short: 1 });
    const effects = await control<{ total: { applied: number } }>('GET', `/effects?account=${account}&action=dm`);
    expect(effects.total.applied).toBe(1);
  });

  it('of a job that found nobody end with a warning and why', async () => {
    const job = await run({ action: 'unfollow', source: 'followed_by_bot', amount: 5 });
    expect(job).toMatchObject({
      state: 'completed',
      done: 0,
      remaining: 0,
      short: 5,
      reason_symbol: 'SOURCE_EXHAUSTED',
    });
    const told = await sql(
      `SELECT status, message_symbol AS symbol FROM activity_logs WHERE job_id = $1 AND action = 'job_finished'`,
      [job.id],
    );
    expect(told).toEqual([{ status: 'warning', symbol: 'job.finished_nobody' }]);
  });
});

describe('messages to new followers', () => {
  it('go to nobody who followed before, and to each of the others once', async () => {
    await client.call(routes.bots.start);
    const first = await run({ ...HELLO, amount: 5 });
    expect(first).toMatchObject({ done: 0, skipped: 12 });
    await control('POST', `/accounts/${account}/followers`, { gain: 3 });
    expect(await run({ ...HELLO, amount: 5 })).toMatchObject({ done: 3, short: 2 });
    expect(await run({ ...HELLO, amount: 5 })).toMatchObject({ done: 0, short: 5 });
    const { threads } = await control<{ threads: Array<{ messages: unknown[] }> }>(
      'GET',
      `/accounts/${account}/standing`,
    );
    expect(threads.map(({ messages }) => messages.length)).toEqual([1, 1, 1]);
  });
});

describe('what was taken back', () => {
  it('is not done again by itself, but for a name that a person gives', async () => {
    await client.call(routes.bots.start);
    const followed = await run({ action: 'follow', source: 'hashtag', hashtag: 'travel', amount: 1 });
    const [target] = (await targets(followed.id)).filter(({ state }) => state === 'confirmed');
    const name = target?.username ?? '';
    const undo = { action: 'unfollow', source: 'followed_by_bot', amount: 1, older_than_days: 0 } as const;
    expect(await run(undo)).toMatchObject({ done: 1 });
    expect((await targets(followed.id)).find(({ username }) => username === name)).toMatchObject({ undone: true });

    const again = await run({ action: 'follow', source: 'hashtag', hashtag: 'travel', amount: 1 });
    expect((await targets(again.id)).find(({ username }) => username === name)).toMatchObject({
      state: 'skipped',
      code: errorEntry('ALREADY_DONE').code,
    });
    const byName: JobRequest = { action: 'follow', source: 'list', usernames: [name], amount: 1 };
    expect(await run(byName)).toMatchObject({ done: 1 });
    expect(await run(byName)).toMatchObject({ done: 0, skipped: 1 });
    // The new follow can be taken back too.
    expect(await run({ ...undo, amount: 5 })).toMatchObject({ done: 2 });
    expect(await follows()).not.toContain(name);
  });
});

describe('several jobs of an account', () => {
  it('take turns, and one that waits for tomorrow keeps none of the others waiting', async () => {
    await limits(1);
    await client.call(routes.bots.start);
    const ids: string[] = [];
    for (const body of [
      { action: 'like', source: 'hashtag', hashtag: 'travel', amount: 5 },
      { action: 'follow', source: 'hashtag', hashtag: 'travel', amount: 8 },
      { action: 'follow', source: 'hashtag', hashtag: 'food', amount: 8 },
      { action: 'story_view', source: 'own_following', amount: 2 },
    ] as const)
      ids.push((await create(body)).job.id);
    const [waiting = '', ...others] = ids;
    for (const id of others) expect(await ended(id)).toMatchObject({ state: 'completed' });
    const still = await eventually(async () => {
      const job = await read(waiting);
      return job.state === 'waiting' && job;
    }, 'the first waits');
    expect(still).toMatchObject({ done: 1, remaining: 4, reason_symbol: 'quota' });
    const order = await sql<{ job_id: string }>(
      `SELECT job_id FROM interactions WHERE job_id = ANY ($1::uuid[]) AND intended_at IS NOT NULL ORDER BY intended_at, id`,
      [others.slice(0, 2)],
    );
    const [one] = others;
    const half = order.slice(0, 8).filter(({ job_id: id }) => id === one).length;
    expect(half).toBeGreaterThanOrEqual(3);
    expect(half).toBeLessThanOrEqual(5);
  });
});

describe('whom a job leaves out', () => {
  const reasons = async (id: string) =>
    Object.fromEntries((await targets(id)).map(({ username, state, code }) => [username, code ?? state]));
  const names = async (count: number) => {
    const { items } = await control<{ items: Array<{ username: string; is_private: boolean; followers: number }> }>(
      'GET',
      '/users?limit=60',
    );
    return items.filter((one) => !one.is_private).slice(0, count);
  };
  const codeOf = (symbol: Parameters<typeof errorEntry>[0]) => errorEntry(symbol).code;

  it('is told for each: by the lists, and by filters that read their page', async () => {
    await client.call(routes.bots.start);
    const people = (await names(5)).toSorted((a, b) => a.followers - b.followers);
    const [least, , middle, blocked, optedOut] = people.map(({ username }) => username);
    await sql('INSERT INTO block_list (user_id, username) VALUES ($1, $2)', [userId, blocked]);
    await sql('INSERT INTO opt_outs (username) VALUES ($1)', [optedOut]);
    const job = await run({
      action: 'follow',
      source: 'list',
      usernames: people.map(({ username }) => username),
      amount: 5,
      filters: { followers_min: (people[0]?.followers ?? 0) + 1 },
    });
    const told = await reasons(job.id);
    expect(told).toMatchObject({
      [String(least)]: codeOf('FILTERED_FOLLOWERS'),
      [String(blocked)]: codeOf('ON_BLOCK_LIST'),
      [String(optedOut)]: codeOf('OPTED_OUT'),
    });
    expect(told[String(middle)]).toBe('confirmed');
    expect(job).toMatchObject({ state: 'completed', done: 2, skipped: 3, short: 3 });
    await sql('DELETE FROM opt_outs');
  });

  it('is also who was put on a list after the job had found them', async () => {
    await limits(1);
    await client.call(routes.bots.start);
    const { job } = await create({ action: 'like', source: 'hashtag', hashtag: 'travel', amount: 4 });
    await eventually(async () => (await read(job.id)).done === 1, 'the limit is reached');
    const found = await targets(job.id);
    const first = found.find(({ state }) => state === 'confirmed')?.username;
    const [blocked, optedOut] = [...new Set(found.map(({ username }) => username))].filter((name) => name !== first);
    await sql('INSERT INTO block_list (user_id, username) VALUES ($1, $2)', [userId, blocked]);
    await sql('INSERT INTO opt_outs (username) VALUES ($1)', [optedOut]);
    await sql('UPDATE daily_limits SET likes_limit = 500 WHERE user_id = $1', [userId]);
    await client.call(routes.bots.start);
    expect(await ended(job.id)).toMatchObject({ state: 'completed', done: 4 });
    expect(await reasons(job.id)).toMatchObject({
      [String(blocked)]: codeOf('ON_BLOCK_LIST'),
      [String(optedOut)]: codeOf('OPTED_OUT'),
    });
    await sql('DELETE FROM opt_outs');
  });

  it('of an unfollow is who is on the allow list, by name or by id', async () => {
    await client.call(routes.bots.start);
    const followed = (
      await control<{ items: Array<{ pk: string; username: string }> }>('GET', `/follows?from=${account}`)
    ).items;
    const [byName, byId, other] = followed;
    await sql('INSERT INTO allow_list (user_id, account_id, username) VALUES ($1, $2, $3)', [
      userId,
      accountId,
      byName?.username,
    ]);
    await sql('INSERT INTO allow_list (user_id, pk) VALUES ($1, $2)', [userId, byId?.pk]);
    const usernames = [byName, byId, other].map((one) => String(one?.username));
    const job = await run({ action: 'unfollow', source: 'list', usernames, amount: 3 });
    expect(await reasons(job.id)).toEqual({
      [String(byName?.username)]: codeOf('ON_ALLOW_LIST'),
      [String(byId?.username)]: codeOf('ON_ALLOW_LIST'),
      [String(other?.username)]: 'confirmed',
    });
  });

  it('of posts is by their owners', async () => {
    await client.call(routes.bots.start);
    const job = await run({
      action: 'like',
      source: 'hashtag',
      hashtag: 'travel',
      amount: 2,
      filters: { posts_min: 1, last_post_within_days: 3_650 },
    });
    expect(job).toMatchObject({ state: 'completed', done: 2 });
  });
});

describe('a message from a saved text', () => {
  it('keeps the text as it was', async () => {
    await client.call(routes.bots.start);
    const [text] = await sql<{ id: string }>(
      `INSERT INTO dm_templates (user_id, name, text) VALUES ($1, 'hello', 'Hello {username}') RETURNING id`,
      [userId],
    );
    const body = { action: 'dm', source: 'own_followers', amount: 1, template_id: text?.id } as const;
    expect((await create(body)).job).toMatchObject({ template_id: text?.id, template: 'Hello {username}' });
    const missing = { ...body, template_id: '018f2f6e-7d3c-7c11-9a55-0123456789ab' };
    expect(await create(missing)).toMatchObject({ status: 404, error: 'NOT_FOUND' });
  });
});

describe('changing a job', () => {
  const change = (id: string, body: object) =>
    client.call(routes.jobs.change, { params: { id }, body: body as { amount?: number } });

  it('changes what has not run: its amount and its filters', async () => {
    await limits(2);
    await client.call(routes.bots.start);
    const { job } = await create({ action: 'like', source: 'hashtag', hashtag: 'travel', amount: 50 });
    await eventually(async () => (await read(job.id)).done === 2, 'the limit is reached');
    expect(await change(job.id, { amount: 1 })).toMatchObject({ status: 409, error: 'CONFLICT' });
    expect(await change(job.id, {})).toMatchObject({ status: 400 });
    const changed = await change(job.id, { amount: 40, filters: { skip_verified: true } });
    expect(changed.job).toMatchObject({ amount: 40, done: 2, remaining: 38, filters: { skip_verified: true } });
    expect((await targets(job.id)).map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
    expect((await change(job.id, { amount: 2 })).job).toMatchObject({ amount: 2, remaining: 0 });
    expect(await ended(job.id)).toMatchObject({ state: 'completed', done: 2 });
    expect(await change(job.id, { amount: 9 })).toMatchObject({ status: 409, error: 'CONFLICT' });
  });

  it('is for its owner alone', async () => {
    const { job } = await create({ action: 'follow', source: 'hashtag', hashtag: 'travel', amount: 1, start: true });
    const other = await stack.api.given.user();
    await client.signIn(other.username, PASSWORD);
    expect(await change(job.id, { amount: 3 })).toMatchObject({ status: 404, error: 'NOT_FOUND' });
  });
});
