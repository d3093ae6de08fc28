import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RECIPES, routes, type Schedule, type ScheduleRequest } from '@pacekeeper/contracts';
import { Client, eventually, PASSWORD } from '@pacekeeper/testing';
import { TestStack } from '../../../testing/test-stack.ts';
import { TestWorker } from '../../../testing/test-worker.ts';
import { ScheduleRounds } from './schedule.rounds.ts';

// Real jobs against the simulator.
jest.setTimeout(60_000);

const SECRET = 'willow-kettle-above-2291-stones';
const JOB = { action: 'follow', source: 'hashtag', hashtag: 'travel', amount: 1 } as const;
const BODY: ScheduleRequest = { name: 'nightly', cron: '0 2 * * *', job: JOB };
const HOUR = 3_600_000;

let stack: TestStack;
let second: TestWorker;
let client: Client;
let accountId: string;
let number = 0;

const sql = <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
  stack.api.given.sql<Row>(text, values);
const create = async (body: Partial<ScheduleRequest> = {}): Promise<Schedule> =>
  (await client.call(routes.schedules.create, { body: { ...BODY, ...body } as ScheduleRequest })).schedule;
const read = async (id: string): Promise<Schedule | undefined> =>
  (await client.call(routes.schedules.list)).items.find((one) => one.id === id);
const jobs = async () => (await client.call(routes.jobs.list)).items;
/** Has it due at that time, and waits until a worker has looked at it. */
const fire = async (id: string, due = new Date()): Promise<Schedule> => {
  await sql('UPDATE bot_schedules SET next_run_at = $2 WHERE id = $1', [id, due]);
  return eventually(async () => {
    const now = await read(id);
    const moved = new Date(now?.next_run_at ?? 0) > new Date();
    return moved && now?.last_run !== undefined && now;
  }, 'the schedule runs');
};
const said = async () => (await client.call(routes.activity.list)).items.map(({ message }) => message);

beforeAll(async () => {
  stack = await TestStack.start({ speed: 20_000 });
  second = await TestWorker.start({ DATABASE_URL: stack.api.database.appUrl });
});
afterAll(async () => {
  await second?.stop();
  await stack?.stop();
});
beforeEach(async () => {
  number += 1;
  const user = await stack.api.given.user();
  const account = `schedules_${number}`;
  await stack.simulator.control('POST', '/accounts', { username: account, password: SECRET });
  client = new Client(stack.api.url);
  await client.signIn(user.username, PASSWORD);
  const connected = await client.call(routes.connections.start, { body: { username: account, password: SECRET } });
  accountId = connected.account.id;
  await client.call(routes.bots.start);
});

describe('a schedule', () => {
  it('is made, shown, changed, paused and removed, each with a line of activity', async () => {
    const made = await create();
    expect(made).toMatchObject({ name: 'nightly', account_id: accountId, time_zone: 'UTC', enabled: true, job: JOB });
    expect(made.next_run_at).toMatch(/T02:00:00.000Z$/);
    const params = { id: made.id };
    const moved = await client.call(routes.schedules.change, { params, body: { time_zone: 'Asia/Kolkata' } });
    expect(moved.schedule.next_run_at).toMatch(/T20:30:00.000Z$/);
    const paused = await client.call(routes.schedules.change, { params, body: { enabled: false } });
    expect(paused.schedule).toMatchObject({ enabled: false, next_run_at: null });
    await client.call(routes.schedules.remove, { params });
    expect(await read(made.id)).toBeUndefined();
    expect(await client.call(routes.schedules.remove, { params })).toMatchObject({ status: 404, error: 'NOT_FOUND' });
    const lines = await said();
    for (const word of ['created', 'changed', 'removed']) expect(lines.join(' ')).toContain(`"nightly" was ${word}`);
  });

  it.each([
    ['a pattern that is too close', { cron: '*/5 * * * *' }, 'cron'],
    ['a pattern that never comes', { cron: '0 0 31 2 *' }, 'cron'],
    ['six fields', { cron: '0 0 2 * * *' }, 'cron'],
    ['a job that no version takes', { job: { ...JOB, source: 'own_followers' } }, 'job'],
    [
      'a job that needs a confirmation each time',
      { job: { action: 'unfollow', source: 'own_following', amount: 1 } },
      'job.source',
    ],
  ])('is refused with %s', async (_, wrong, path) => {
    const refused = await client.call(routes.schedules.create, { body: { ...BODY, ...wrong } as ScheduleRequest });
    expect(refused).toMatchObject({ status: 400, error: 'VALIDATION_FAILED' });
    expect(refused.details?.[0]?.path).toContain(path.split('.')[0]);
  });

  it('is not there for another user', async () => {
    const { id } = await create();
    const other = await stack.api.given.user();
    const theirs = new Client(stack.api.url);
    await theirs.signIn(other.username, PASSWORD);
    const params = { id };
    expect((await theirs.call(routes.schedules.list)).items).toEqual([]);
    expect(await theirs.call(routes.schedules.run, { params })).toMatchObject({ status: 404 });
    expect(await theirs.call(routes.schedules.change, { params, body: { name: 'x' } })).toMatchObject({ status: 404 });
  });

  it('comes from a recipe', async () => {
    const { items } = await client.call(routes.schedules.recipes);
    expect(items.map(({ id }) => id)).toEqual(RECIPES.map(({ id }) => id));
    for (const { schedule } of items)
      expect(await create(schedule as Partial<ScheduleRequest>)).toMatchObject(schedule);
  });
});

describe('a run that is due', () => {
  it('creates one job, however many workers look', async () => {
    const { id } = await create();
    await sql('UPDATE bot_schedules SET next_run_at = now() WHERE id = $1', [id]);
    const rounds = [stack.worker, second].flatMap((worker) => {
      const one = worker?.get(ScheduleRounds);
      return one ? [one, one, one] : [];
    });
    await Promise.all(rounds.map((one) => one.run()));
    const ran = await eventually(async () => {
      const now = await read(id);
      return now?.last_run?.job_id !== undefined && now;
    }, 'the schedule runs');
    const [job, ...more] = await jobs();
    expect(more).toEqual([]);
    expect(job).toMatchObject({ id: ran.last_run?.job_id, action: 'follow', hashtag: 'travel', amount: 1 });
    expect(new Date(ran.next_run_at ?? 0).getTime()).toBeGreaterThan(Date.now());
  });

  it('creates none while its job of before is open, and says so', async () => {
    const { id } = await create();
    const first = await client.call(routes.schedules.run, { params: { id } });
    expect(first).toMatchObject({ status: 202, schedule: { last_run: { job_id: first.job.id } } });
    // Whether the job was quicker or not: it is open again.
    await sql(`UPDATE bot_jobs SET state = 'paused', finished_at = NULL WHERE id = $1`, [first.job.id]);
    expect((await fire(id)).last_run).toMatchObject({ symbol: 'SCHEDULE_OVERLAP' });
    expect(await client.call(routes.schedules.run, { params: { id } })).toMatchObject({
      status: 409,
      error: 'SCHEDULE_OVERLAP',
    });
    expect((await said())[0]).toContain('"nightly" created no job');
    await client.call(routes.jobs.cancel, { params: { id: first.job.id } });
    expect((await fire(id)).last_run?.job_id).not.toBe(first.job.id);
    expect(await jobs()).toHaveLength(2);
  });

  it.each([
    ['the bot is stopped, also with start in its job', 'bot_running = false', 'BOT_NOT_RUNNING'],
    ['the session is lost', 'bot_running = false, session_valid = false', 'SESSION_INVALID'],
  ])('creates none while %s', async (_, change, symbol) => {
    const { id } = await create({ job: { ...JOB, start: true } });
    await sql(`UPDATE user_bot_status SET ${change} WHERE account_id = $1`, [accountId]);
    const { last_run: last } = await fire(id);
    expect(last).toMatchObject({ symbol });
    expect(last).not.toHaveProperty('job_id');
    expect(await jobs()).toEqual([]);
  });

  it('is said and not caught up where it was missed', async () => {
    const { id } = await create({ cron: '0 */3 * * *' });
    const due = new Date(Date.now() - 7 * HOUR);
    const { last_run: last } = await fire(id, due);
    expect(last).toEqual({ at: due.toISOString(), symbol: 'SCHEDULE_MISSED' });
    expect(await jobs()).toEqual([]);
    expect((await said())[0]).toMatch(/"nightly" missed [34] runs/);
  });

  it('checks its job anew, and fails alone where something unforeseen is wrong with it', async () => {
    const { id } = await create();
    await sql(`UPDATE bot_schedules SET job = job || '{"amount": 5000}' WHERE id = $1`, [id]);
    expect((await fire(id)).last_run).toMatchObject({ symbol: 'VALIDATION_FAILED' });
    expect(await jobs()).toEqual([]);
  });
});
