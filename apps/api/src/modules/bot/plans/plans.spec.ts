import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Job, type JobRequest, type PlanQuery, routes } from '@pacekeeper/contracts';
import { Client, eventually, type GivenUser, PASSWORD } from '@pacekeeper/testing';
import { TestStack } from '../../../testing/test-stack.ts';
import { PlanRounds } from './plan.rounds.ts';

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
const inState = (id: string, state: Job['state']): Promise<Job> =>
  eventually(async () => {
    const job = await read(id);
    if (job.state !== state && ['completed', 'failed', 'cancelled'].includes(job.state)) {
      throw new Error(`the job is ${job.state}: ${JSON.stringify(job.last_error ?? job)}`);
    }
    return job.state === state && job;
  }, `the job is ${state}`);

beforeAll(async () => {
  stack = await TestStack.start({ speed: 20_000 });
  await stack.simulator.control('POST', '/accounts', { username: 'plans_star', password: SECRET, followers: 70 });
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

/** What this account has done at the other side, in its own order. */
const follows = async (): Promise<string[]> =>
  (await stack.simulator.control<{ items: Array<{ username: string }> }>('GET', `/follows?from=${account}`)).items.map(
    ({ username }) => username,
  );
/** Of private accounts a follow is only a request, which the other side does not list. */
const BODY = {
  action: 'follow',
  source: 'followers_of',
  username: 'plans_star',
  amount: 30,
  filters: { skip_private: true },
} as const;
/** A job whose plan is ready. */
const planned = async (body: object = {}, as: Client = client): Promise<Job> => {
  const made = await as.call(routes.jobs.create, { body: { ...BODY, dry_run: true, ...body } as JobRequest });
  expect(made).toMatchObject({ status: 202, job: { state: 'planning' } });
  return inState(made.job.id, 'planned');
};
const planOf = (id: string, query: Partial<PlanQuery> = {}, as: Client = client) =>
  as.call(routes.jobs.readPlan, { params: { id }, query: { limit: 100, ...query } });
const approve = (job: Job, start = true, as: Client = client) =>
  as.call(routes.jobs.approve, { params: { id: job.id }, body: { version: job.plan_version ?? 0, start } });

describe('a plan', () => {
  it('is made for a stopped bot and changes nothing at the other side; exactly what is left of it is done, and undone', async () => {
    const before = await follows();
    const job = await planned();
    expect(job).toMatchObject({ plan_version: 1, done: 0, reason_symbol: 'approval', amount: 30 });
    expect(await follows()).toEqual(before);
    expect((await client.call(routes.bots.status)).bot.bot_running).toBe(false);

    const { items, summary } = await planOf(job.id, { decision: 'act' });
    expect(summary).toMatchObject({ version: 1, acts: 30 });
    expect(items).toHaveLength(30);
    const times = items.map(({ expected_at: at }) => new Date(at ?? 0).getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect([summary.first_at, summary.last_at]).toEqual([items[0]?.expected_at, items[29]?.expected_at]);

    const strike = items.slice(3, 9).map(({ target }) => target.pk);
    await client.call(routes.jobs.changePlan, { params: { id: job.id }, body: { strike } });
    const body = { restore: strike.slice(5) };
    const changed = (await client.call(routes.jobs.changePlan, { params: { id: job.id }, body })).job;
    expect(changed.plan_version).toBe(3);
    const skips = await planOf(job.id, { decision: 'skip' });
    expect(skips.items.filter(({ symbol }) => symbol === 'PLAN_STRUCK').map(({ target }) => target.pk)).toEqual(
      strike.slice(0, 5),
    );
    expect(await approve(job)).toMatchObject({ status: 409, error: 'CONFLICT' });
    expect(await approve(changed, false)).toMatchObject({ status: 409, error: 'BOT_NOT_RUNNING' });
    expect(await approve(changed)).toMatchObject({ status: 200, job: { amount: 25 } });
    expect(await inState(job.id, 'completed')).toMatchObject({ done: 25, failed: 0, unknown: 0, remaining: 0 });
    const left = items.filter(({ target }) => !strike.slice(0, 5).includes(target.pk));
    const names = left.map(({ target }) => target.username);
    expect((await follows()).toSorted()).toEqual([...before, ...names].toSorted());

    const undone = await client.call(routes.jobs.undo, { params: { id: job.id }, body: {} });
    expect(undone).toMatchObject({
      status: 202,
      job: { action: 'unfollow', source: 'job', job_id: job.id, amount: 25 },
      not_undone: [],
    });
    const again = await client.call(routes.jobs.undo, { params: { id: job.id }, body: {} });
    expect(again).toMatchObject({ status: 409, error: 'CONFLICT' });
    expect(await inState(undone.job.id, 'completed')).toMatchObject({ done: 25, failed: 0, unknown: 0 });
    expect((await follows()).toSorted()).toEqual(before.toSorted());
    const order = await sql<{ target_pk: string }>(
      `SELECT target_pk FROM interactions WHERE job_id = $1 ORDER BY intended_at, id`,
      [undone.job.id],
    );
    expect(order.map((row) => row.target_pk)).toEqual(left.map(({ target }) => target.pk));
    expect(await client.call(routes.jobs.undo, { params: { id: job.id }, body: {} })).toMatchObject({ status: 409 });
  });

  it('leaves out what was done before, shows its pages in order, and can only be made smaller', async () => {
    await client.call(routes.bots.start);
    const first = await client.call(routes.jobs.create, { body: { ...BODY, amount: 4 } });
    await inState(first.job.id, 'completed');
    const job = await planned({ amount: 6 });
    const whole = await planOf(job.id);
    expect(whole.summary.acts).toBe(6);
    // Beside those whom the account followed by hand.
    const already = whole.summary.skips.find(({ symbol }) => symbol === 'ALREADY_DONE');
    expect(already?.count).toBeGreaterThanOrEqual(4);
    const page = await planOf(job.id, { limit: 3 });
    const rest = await planOf(job.id, { cursor: page.next_cursor ?? '' });
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
    const params = { id: job.id };
    expect(await client.call(routes.jobs.change, { params, body: { amount: 7 } })).toMatchObject({ status: 409 });
    const smaller = (await client.call(routes.jobs.change, { params, body: { amount: 2 } })).job;
    expect(smaller).toMatchObject({ amount: 2, plan_version: 2 });
    const acts = (await planOf(job.id, { decision: 'act' })).items.map(({ id }) => id);
    expect(acts).toEqual(
      whole.items
        .filter(({ decision }) => decision === 'act')
        .slice(0, 2)
        .map(({ id }) => id),
    );
  });

  it('keeps its strikes when it is planned anew, and asks again', async () => {
    const job = await planned({ amount: 5 });
    const [first] = (await planOf(job.id, { decision: 'act' })).items;
    const params = { id: job.id };
    await client.call(routes.jobs.changePlan, { params, body: { strike: [first?.target.pk ?? ''] } });
    await client.call(routes.jobs.change, { params, body: { filters: { skip_verified: true } } });
    const anew = await eventually(async () => {
      const now = await read(job.id);
      return now.state === 'planned' && (now.plan_version ?? 0) > 2 && now;
    }, 'the job is planned anew');
    const struck = (await planOf(job.id)).items.filter(({ symbol }) => symbol === 'PLAN_STRUCK');
    expect(struck.map(({ target }) => target.pk)).toEqual([first?.target.pk]);
    expect((await planOf(job.id)).summary.acts).toBe(5);
    expect(await approve(job)).toMatchObject({ status: 409 });
    expect(await approve(anew)).toMatchObject({ status: 200 });
  });

  it('looks at each target again: what is so by now is skipped', async () => {
    const job = await planned({ amount: 3 });
    const [first] = (await planOf(job.id, { decision: 'act' })).items;
    // By hand, in the app.
    await stack.simulator.control('POST', '/follows', { from: account, to: first?.target.username });
    await approve(job);
    expect(await inState(job.id, 'completed')).toMatchObject({ done: 2, failed: 0 });
    const now = await planOf(job.id);
    expect(now.items.find(({ id }) => id === first?.id)).toMatchObject({ decision: 'skip', symbol: 'ALREADY_DONE' });
  });

  it('expires after 48 hours', async () => {
    const job = await planned({ amount: 2 });
    await sql(`UPDATE bot_jobs SET planned_at = now() - interval '49 hours' WHERE id = $1`, [job.id]);
    expect(await approve(job)).toMatchObject({ status: 409, error: 'PLAN_EXPIRED' });
    await stack.worker?.get(PlanRounds).run();
    expect(await read(job.id)).toMatchObject({ state: 'cancelled', last_error: { error: 'PLAN_EXPIRED' } });
  });

  it('fails with the code of a source that is not there', async () => {
    const made = await client.call(routes.jobs.create, {
      body: { ...BODY, username: 'no.such.person', dry_run: true },
    });
    expect(await inState(made.job.id, 'failed')).toMatchObject({ last_error: { error: 'TARGET_NOT_FOUND' } });
  });
});

describe('undoing', () => {
  const undo = (id: string, start = false) => client.call(routes.jobs.undo, { params: { id }, body: { start } });

  it('takes likes back, also of a person who was put on the block list since', async () => {
    await client.call(routes.bots.start);
    const body = { action: 'like', source: 'hashtag', hashtag: 'travel', amount: 3 } as const;
    const { job } = await client.call(routes.jobs.create, { body });
    expect(await inState(job.id, 'completed')).toMatchObject({ done: 3 });
    await sql(
      `INSERT INTO block_list (user_id, username)
       SELECT user_id, target_username FROM interactions WHERE job_id = $1 AND state = 'confirmed' ORDER BY id LIMIT 1`,
      [job.id],
    );
    const made = await undo(job.id);
    expect(made).toMatchObject({ status: 202, job: { action: 'unlike', source: 'job', amount: 3 }, not_undone: [] });
    expect(await inState(made.job.id, 'completed')).toMatchObject({ done: 3, failed: 0 });
    const taken = await sql<{ taken: number }>(
      `SELECT count(*)::int AS taken FROM interactions WHERE job_id = $1 AND undone_by IS NOT NULL`,
      [job.id],
    );
    expect(taken).toEqual([{ taken: 3 }]);
  });

  it('is refused for a job that is open, for one that cannot be taken back, and for a stopped bot', async () => {
    await client.call(routes.bots.start);
    const body = { ...BODY, amount: 3 };
    const { job } = await client.call(routes.jobs.create, { body });
    await inState(job.id, 'completed');
    const stories = await client.call(routes.jobs.create, {
      body: { action: 'story_view', source: 'own_followers', amount: 1 },
    });
    expect(await undo(stories.job.id)).toMatchObject({ status: 409, error: 'CONFLICT' });
    const open = await client.call(routes.jobs.create, { body: { ...BODY, amount: 2 } });
    await client.call(routes.jobs.pause, { params: { id: open.job.id } });
    await sql(`UPDATE bot_jobs SET state = 'paused', finished_at = NULL WHERE id = $1`, [open.job.id]);
    expect(await undo(open.job.id)).toMatchObject({ status: 409, error: 'CONFLICT' });
    await client.call(routes.bots.stop);
    expect(await undo(job.id)).toMatchObject({ status: 409, error: 'BOT_NOT_RUNNING' });
    // One of them was asked about and has no answer yet.
    await sql(
      `UPDATE interactions SET state = 'needs_review' WHERE id = (
         SELECT min(id) FROM interactions WHERE job_id = $1 AND state = 'confirmed')`,
      [job.id],
    );
    const both = await Promise.all([undo(job.id, true), undo(job.id, true)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    const made = both.find(({ status }) => status === 202);
    expect(made).toMatchObject({ job: { amount: 2 }, not_undone: [{ symbol: 'OUTCOME_UNKNOWN' }] });
  });
});

describe('a user whose jobs an administrator approves', () => {
  let admin: Client;
  let adminId: string;

  beforeEach(async () => {
    const person = await stack.api.given.user({ role: 'admin' });
    adminId = person.id;
    admin = await clientOf(person);
    const changed = await admin.call(routes.users.update, { params: { id: user.id }, body: { needs_approval: true } });
    expect(changed.user.needs_approval).toBe(true);
    await client.call(routes.bots.start);
  });

  it('has every job planned, may not approve it, and is told who did', async () => {
    const own = await client.call(routes.users.update, { params: { id: user.id }, body: { needs_approval: false } });
    expect(own).toMatchObject({ status: 403 });
    await sql(
      `INSERT INTO notification_channels (id, user_id, position, kind, events)
       VALUES (gen_random_uuid(), $1, 0, 'mail', '{approval_needed}')`,
      [adminId],
    );
    const job = await planned({ dry_run: false, amount: 2 });
    await eventually(async () => {
      const told = await sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM outgoing_notifications
         WHERE user_id = $1 AND message_symbol = 'plan.needs_approval' AND params ->> 'user' = $2`,
        [adminId, user.username],
      );
      return told[0]?.n === 1;
    }, 'administrators are told');
    expect(await approve(job)).toMatchObject({ status: 403, error: 'FORBIDDEN' });
    const { items } = await admin.call(routes.jobs.list, { query: { user_id: user.id, state: 'planned' } });
    expect(items.map(({ id }) => id)).toEqual([job.id]);
    expect((await planOf(job.id, {}, admin)).summary.acts).toBe(2);
    expect(await approve(job, false, admin)).toMatchObject({ status: 200 });
    expect(await inState(job.id, 'completed')).toMatchObject({ done: 2 });
    const [entry] = (await admin.call(routes.audit.list, { query: { action: 'job_approved' } })).items;
    expect(entry).toMatchObject({ subject: { id: user.id }, details: { job_id: job.id } });
    const lines = (await client.call(routes.activity.list)).items.map(({ message }) => message);
    expect(lines.join(' ')).toContain('An administrator approved the plan');

    const undone = await client.call(routes.jobs.undo, { params: { id: job.id }, body: {} });
    expect(undone).toMatchObject({ status: 202, job: { state: 'planned', plan_version: 1, amount: 2 } });
    expect(await approve(undone.job)).toMatchObject({ status: 403 });
    await approve(undone.job, false, admin);
    expect(await inState(undone.job.id, 'completed')).toMatchObject({ done: 2 });
  });

  it('is told why a plan was rejected', async () => {
    const job = await planned({ amount: 2 });
    const params = { id: job.id };
    const body = { reason: 'too many at once' };
    expect(await client.call(routes.jobs.reject, { params, body })).toMatchObject({ status: 403 });
    expect(await admin.call(routes.jobs.reject, { params, body })).toMatchObject({ job: { state: 'cancelled' } });
    const lines = (await client.call(routes.activity.list)).items.map(({ message }) => message);
    expect(lines[0]).toContain('too many at once');
    expect(await approve(job, false, admin)).toMatchObject({ status: 409 });
  });

  it('has jobs that administrators may pause and cancel, and nobody else', async () => {
    const job = await planned({ amount: 2 });
    const other = await clientOf(await stack.api.given.user());
    expect(await planOf(job.id, {}, other)).toMatchObject({ status: 404 });
    expect(await other.call(routes.jobs.cancel, { params: { id: job.id } })).toMatchObject({ status: 404 });
    expect(await other.call(routes.jobs.list, { query: { user_id: user.id } })).toMatchObject({ status: 404 });
    expect(await admin.call(routes.jobs.cancel, { params: { id: job.id } })).toMatchObject({
      job: { state: 'cancelled' },
    });
    const [entry] = (await admin.call(routes.audit.list, { query: { action: 'job_cancelled' } })).items;
    expect(entry).toMatchObject({ subject: { id: user.id }, details: { job_id: job.id } });
  });
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
