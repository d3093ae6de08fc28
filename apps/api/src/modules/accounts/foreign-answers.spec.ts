import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Account, type Bot, errorEntry, type Job, type Verification } from '@pacekeeper/contracts';
import { eventually, Simulator } from '@pacekeeper/testing';
import { TestApi } from '../../testing/test-api.ts';
import { TestWorker } from '../../testing/test-worker.ts';
import { MOST_DOUBTS } from '../bot/deciding/doubts.ts';

// A real worker against the simulator.
jest.setTimeout(120_000);

const PASSWORD = 'thistle-anchor-over-6611-dunes';

interface Answer {
  account: Account;
  bot: Bot;
  job: Job;
  verification: Verification;
}
interface Connected {
  readonly id: string;
  readonly username: string;
  readonly token: string;
}

let simulator: Simulator;
let api: TestApi;
let worker: TestWorker;
let made = 0;

beforeAll(async () => {
  simulator = await Simulator.start();
  const env: Record<string, string> = {
    DATA_DIR: mkdtempSync(join(tmpdir(), 'pacekeeper-foreign-')),
    INSTAGRAM_BASE_URL: simulator.instagramUrl,
  };
  api = await TestApi.start(env, async (database) => {
    env['DATABASE_URL'] = database.appUrl;
    return {};
  });
  worker = await TestWorker.start(env);
});
afterAll(async () => {
  await worker?.stop();
  await api.stop();
  await simulator.stop();
});
afterEach(() => simulator.control('DELETE', '/faults'));

const fault = (body: object) => simulator.control('POST', '/faults', body);
const post = async (token: string, path: string, body: object = {}): Promise<Answer> =>
  (await api.ask<Answer>('POST', `/api/bot/${path}`, { token, body })).body;
const get = async (token: string, path: string): Promise<Answer> =>
  (await api.ask<Answer>('GET', `/api/bot/${path}`, { token })).body;
const person = async () => api.signIn((await api.given.user()).username);
const account = async (more: object = {}): Promise<string> => {
  const username = `foreign_${++made}`;
  await simulator.control('POST', '/accounts', { username, password: PASSWORD, phone: '+491705557788', ...more });
  return username;
};
const connect = async (): Promise<Connected> => {
  const [token, username] = [await person(), await account()];
  const { account: connected } = await post(token, 'login', { username, password: PASSWORD });
  return { id: connected.id, username, token };
};
const follow = async ({ token }: Connected, amount: number): Promise<string> => {
  await post(token, 'start');
  return (await post(token, 'actions/follow-hashtag', { hashtag: 'ceramics', amount })).job.id;
};
const completed = async ({ token }: Connected, id: string): Promise<Job> => {
  const job = () => get(token, `jobs/${id}`).then((answer) => answer.job);
  await eventually(async () => (await job()).state === 'completed', 'the job completes');
  return job();
};
const paused = ({ token }: Connected) =>
  eventually(async () => (await get(token, 'status')).bot.state === 'paused', 'the bot pauses');
const endPause = ({ id }: Connected) =>
  api.given.sql('UPDATE breakers SET open_until = now() WHERE account_id = $1 AND closed_at IS NULL', [id]);
/** The pause is over, and the next sweep finds the turn overdue. */
const goOn = async (bot: Connected) => {
  // The refused action can land no more, and may be read back.
  await api.given.sql(
    `UPDATE interactions SET deadline_at = now() - interval '1 minute', reconcile_at = now()
     WHERE account_id = $1 AND state = 'unknown'`,
    [bot.id],
  );
  await endPause(bot);
  await api.given.sql(`UPDATE user_bot_status SET next_turn_at = now() - interval '1 minute' WHERE account_id = $1`, [
    bot.id,
  ]);
};
const seq = async (): Promise<number> =>
  Math.max(
    0,
    ...(await simulator.control<{ items: { seq: number }[] }>('GET', '/requests?limit=1')).items.map((one) => one.seq),
  );
/** What was asked for an account since, in order; what reads an action back is another worker's business. */
const callsSince = async ({ username }: Connected, after: number): Promise<string[]> => {
  const { items } = await simulator.control<{ items: { path: string; seq: number }[] }>(
    'GET',
    `/requests?account=${username}&after=${after}&limit=500`,
  );
  return [...items]
    .sort((a, b) => a.seq - b.seq)
    .flatMap(({ path }) => (path.includes('/friendships/show/') ? [] : [path]));
};

describe('"wait a few minutes" that also says require_login', () => {
  it.each(['rate_limit_401', 'require_login', 'unauthorized'])('(%s) costs no session that holds', async (kind) => {
    const bot = await connect();
    await fault({ kind, account: bot.username, path: '**/friendships/create/**', times: 1 });
    const job = await follow(bot, 3);
    await paused(bot);
    expect((await get(bot.token, 'status')).bot).toMatchObject({ session_valid: true, bot_running: true });
    const before = await seq();
    await goOn(bot);
    // The refused one was read back, and had no effect.
    const { done, failed } = await completed(bot, job);
    expect(failed).toBe(1);
    expect(done).toBeGreaterThanOrEqual(2);
    // One question, before anything else; and it was believed.
    const calls = await callsSince(bot, before);
    expect(calls[0]).toBe('/api/v1/accounts/current_user/');
    expect(calls.filter((path) => path.includes('current_user'))).toHaveLength(1);
    expect((await get(bot.token, 'status')).bot).toMatchObject({ session_valid: true, bot_running: true });
  });

  it('costs one that was ended, once that is said', async () => {
    const bot = await connect();
    await fault({ kind: 'rate_limit_401', account: bot.username, path: '**/friendships/create/**', times: 1 });
    await follow(bot, 3);
    await paused(bot);
    await simulator.control('POST', `/accounts/${bot.username}/sessions/revoke`, { reason: 8 });
    await goOn(bot);
    await eventually(async () => !(await get(bot.token, 'status')).bot.session_valid, 'the session is lost');
    expect((await get(bot.token, 'status')).bot).toMatchObject({
      bot_running: false,
      last_error: { error: 'SESSION_INVALID' },
    });
  });

  it('pauses again where the question is answered alike, and concludes nothing', async () => {
    const bot = await connect();
    await fault({ kind: 'rate_limit_401', account: bot.username, path: '**/friendships/create/**', times: 1 });
    await follow(bot, 3);
    await paused(bot);
    const first = (await get(bot.token, 'status')).bot.until ?? '';
    await fault({ kind: 'rate_limit_401', account: bot.username, path: '**/current_user/**' });
    await goOn(bot);
    await eventually(async () => ((await get(bot.token, 'status')).bot.until ?? '') > first, 'it pauses again');
    expect((await get(bot.token, 'status')).bot).toMatchObject({ session_valid: true, state: 'paused' });
  });

  it('is left to the person where no question settles it, and a good answer settles it', async () => {
    const bot = await connect();
    await fault({ kind: 'rate_limit_401', account: bot.username });
    const job = await follow(bot, 1);
    const doubts = async () =>
      (
        await api.given.sql<{ doubts: number }>(
          'SELECT session_doubts AS doubts FROM user_bot_status WHERE account_id = $1',
          [bot.id],
        )
      )[0]?.doubts;
    const askAgain = async () => {
      await endPause(bot);
      await post(bot.token, 'start');
    };
    for (let count = 1; count < MOST_DOUBTS; count += 1) {
      await eventually(async () => (await doubts()) === count, `${count} answers leave it open`);
      expect((await get(bot.token, 'status')).bot).toMatchObject({ state: 'paused', bot_running: true });
      await askAgain();
    }
    const stopped = () =>
      eventually(async () => !(await get(bot.token, 'status')).bot.bot_running, 'the bot stops and says why');
    await stopped();
    const told = { error: 'SESSION_UNCONFIRMED', code: errorEntry('SESSION_UNCONFIRMED').code };
    expect((await get(bot.token, 'status')).bot).toMatchObject({
      session_valid: true,
      state: 'stopped',
      last_error: told,
    });
    expect((await get(bot.token, `jobs/${job}`)).job).toMatchObject({
      state: 'waiting',
      reason_symbol: 'breaker',
      params: { error: { symbol: told.error } },
    });
    expect((await get(bot.token, `jobs/${job}`)).job).not.toHaveProperty('until');

    // A start asks once.
    const before = await seq();
    await askAgain();
    await eventually(async () => (await doubts()) === MOST_DOUBTS + 1, 'it is asked once more');
    await stopped();
    expect(await callsSince(bot, before)).toEqual(['/api/v1/accounts/current_user/']);

    await simulator.control('DELETE', '/faults');
    await askAgain();
    expect(await completed(bot, job)).toMatchObject({ done: 1 });
    expect(await doubts()).toBe(0);
  });
});

describe('a second factor of which the answer does not say what it is', () => {
  it.each([
    ['two_factor_without_flags', { sms: true }],
    ['two_factor_without_hints', { sms: true }],
    ['flags_as_text', { sms: true }],
    ['flags_as_numbers', { sms: true, totp_seed: 'JBSWY3DPEHPK3PXPJBSWY3DP' }],
  ])('(%s) is passed with a text message, and its bot works', async (kind, two_factor) => {
    const token = await person();
    const username = await account({ two_factor, sms_code: '445566' });
    await fault({ kind, path: '**/accounts/login/**' });
    const { verification } = await post(token, 'login', { username, password: PASSWORD });
    expect(verification.methods).toContain('sms');
    expect(verification.can_send.map(({ method }) => method)).toContain('sms');
    const verify = { verification_id: verification.id, method: 'sms', code: '445566' };
    const { account: connected } = await post(token, 'login/verify', verify);
    expect(connected).toMatchObject({ instagram_username: username, session_valid: true });
    const bot = { id: connected.id, username, token };
    expect(await completed(bot, await follow(bot, 1))).toMatchObject({ done: 1, failed: 0 });
  });
});

describe('a list with gaps', () => {
  it.each([
    ['missing_items', '**/show_many/**'],
    ['broken_items', '**/show_many/**'],
    ['missing_items', '**/sections/**'],
    ['broken_items', '**/sections/**'],
    ['unknown_layout', '**/sections/**'],
    ['flags_as_text', '**'],
  ])('(%s in %s) costs what is missing, and no pause', async (kind, path) => {
    const bot = await connect();
    await fault({ kind, path, account: bot.username });
    expect(await completed(bot, await follow(bot, 2))).toMatchObject({ done: 2, failed: 0 });
    expect((await get(bot.token, 'status')).bot).toMatchObject({ state: 'running' });
  });
});

describe('a refusal of a sign-in', () => {
  it.each(['rate_limit', 'rate_limit_401', 'server_error', 'login_required', 'html', 'feedback_required'])(
    '(%s) says what to do where one connects',
    async (kind) => {
      const [token, username] = [await person(), await account()];
      await fault({ kind, path: '**/accounts/login/**' });
      const { body } = await api.ask('POST', '/api/bot/login', { token, body: { username, password: PASSWORD } });
      expect(body.steps?.length).toBeGreaterThan(0);
      expect(JSON.stringify(body)).not.toMatch(/the bot|connect the account again|pause shown/i);
    },
  );
});
