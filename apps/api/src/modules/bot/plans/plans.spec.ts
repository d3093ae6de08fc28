import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { Client, type GivenUser, PASSWORD } from '@pacekeeper/testing';
import { TestStack } from '../../../testing/test-stack.ts';

// Real jobs against the simulator.
jest.setTimeout(90_000);

const SECRET = 'willow-kettle-above-2291-stones';

let stack: TestStack;
let client: Client;
let user: GivenUser;
let account: string;
let accountId: string;
let number = 0;

const sql = <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
  stack.api.given.sql<Row>(text, values);
const clientOf = async ({ username }: GivenUser): Promise<Client> => {
  const one = new Client(stack.api.url);
  await one.signIn(username, PASSWORD);
  return one;
};
const read = async (id: string) => (await client.call(routes.jobs.read, { params: { id } })).job;
beforeAll(async () => {
  stack = await TestStack.start({ speed: 20_000 });
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  number += 1;
  user = await stack.api.given.user();
  await sql(
    `INSERT INTO daily_limits (user_id, follows_limit, unfollows_limit, likes_limit, dms_limit, story_views_limit,
       story_reactions_limit) VALUES ($1, 500, 500, 500, 500, 500, 500)`,
    [user.id],
  );
  account = `plans_${number}`;
  await stack.simulator.control('POST', '/accounts', {
    username: account,
    password: SECRET,
    followers: 12,
    following: 9,
  });
  client = await clientOf(user);
  const connected = await client.call(routes.connections.start, { body: { username: account, password: SECRET } });
  accountId = connected.account.id;
});

describe('a review', () => {
  /** A message whose answer was lost, in a job that has ended. */
  const lostMessage = async (): Promise<{ id: string; jobId: string }> => {
    const [job] = await sql<{ id: string }>(
      `INSERT INTO bot_jobs (id, user_id, account_id, action, source, params, filters, amount, state, done, finished_at)
       VALUES (gen_random_uuid(), $1, $2, 'dm', 'own_followers', '{}', '{}', 2, 'completed', 1, now()) RETURNING id`,
      [user.id, accountId],
    );
    const [row] = await sql<{ id: string }>(
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id, target_username, details, state,
         error_code, fence, quota_day, intended_at, deadline_at, reconcile_at)
       VALUES ($1, $2, $3, 'dm', '77', '77', 'carla', '{"text":"Hello carla"}', 'needs_review', 'E-IG-W-0000', 1,
         current_date, now(), now(), now()) RETURNING id`,
      [user.id, accountId, job?.id],
    );
    await sql(
      `INSERT INTO quota_usage (user_id, action, day, used) VALUES ($1, 'dm', current_date, 2)
       ON CONFLICT DO NOTHING`,
      [user.id],
    );
    return { id: row?.id ?? '', jobId: job?.id ?? '' };
  };
  const used = async () =>
    (
      await sql<{ used: number }>(
        `SELECT sum(used)::int AS used FROM quota_usage WHERE user_id = $1 AND action = 'dm'`,
        [user.id],
      )
    )[0]?.used;

  it('asks in plain words, with what was sent and when', async () => {
    const { id, jobId } = await lostMessage();
    const { items, next_cursor: next } = await client.call(routes.reviews.list);
    expect(next).toBeNull();
    expect(items).toMatchObject([
      {
        id,
        interaction: {
          id,
          job_id: jobId,
          action: 'dm',
          target: { pk: '77', username: 'carla' },
          state: 'needs_review',
        },
        question: { message_symbol: 'review.question', params: { action: 'dm', target: 'carla' } },
        sent: 'Hello carla',
        options: ['done', 'not_done'],
      },
    ]);
    expect(items[0]?.question.message).toContain('@carla');
  });

  it.each([
    ['done', { state: 'confirmed' }, { done: 2, failed: 0, unknown: 0 }, 2],
    ['not_done', { state: 'refused', error: 'ACTION_NOT_APPLIED' }, { done: 1, failed: 1, unknown: 0 }, 1],
  ] as const)(
    'answered with %s moves the sum of its job, also of one that has ended',
    async (answer, is, sums, left) => {
      const { id, jobId } = await lostMessage();
      expect(await read(jobId)).toMatchObject({ done: 1, failed: 0, unknown: 1 });
      const params = { id };
      const answered = await client.call(routes.reviews.resolve, { params, body: { answer } });
      expect(answered.interaction).toMatchObject({ id, ...is });
      expect(await read(jobId)).toMatchObject(sums);
      expect(await used()).toBe(left);
      expect((await client.call(routes.reviews.list)).items).toEqual([]);
      const again = await client.call(routes.reviews.resolve, { params, body: { answer: 'done' } });
      expect(again).toMatchObject({ status: 409, error: 'CONFLICT' });
      expect(await used()).toBe(left);
    },
  );

  it('is settled once of two answers at the same time', async () => {
    const { id, jobId } = await lostMessage();
    const both = await Promise.all(
      (['not_done', 'done'] as const).map((answer) =>
        client.call(routes.reviews.resolve, { params: { id }, body: { answer } }),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { done, failed } = await read(jobId);
    expect(done + failed).toBe(2);
  });

  it('is its owner’s alone', async () => {
    const { id } = await lostMessage();
    const admin = await clientOf(await stack.api.given.user({ role: 'admin' }));
    expect((await admin.call(routes.reviews.list)).items).toEqual([]);
    const refused = await admin.call(routes.reviews.resolve, { params: { id }, body: { answer: 'done' } });
    expect(refused).toMatchObject({ status: 404, error: 'NOT_FOUND' });
  });
});
