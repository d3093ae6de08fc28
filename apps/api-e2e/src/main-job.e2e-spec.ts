import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { type Answered, Client, eventually, Stack } from '@pacekeeper/testing';

// Long enough not to be found anywhere by chance.
const ADMIN_PASSWORD = 'a-kestrel-hovers-over-71-wet-meadows';
const USER_PASSWORD = 'nine-copper-kettles-in-a-row-4417';
const INSTAGRAM = { username: 'e2e_main', password: 'marble-sparrow-under-9032-lanterns', backup: '90714426' };

interface Effects {
  readonly total: { readonly accepted: number; readonly applied: number; readonly targets: number };
}

let stack: Stack;
let admin: Client;
let user: Client;
let userId: string;
let oneTimePasswords: string[] = [];
const cookies: string[] = [];

const follows = () => stack.simulator.control<Effects>('GET', `/effects?account=${INSTAGRAM.username}&action=follow`);
const finished = (id: string) =>
  eventually(async () => {
    const { job } = await user.call(routes.jobs.read, { params: { id } });
    return ['completed', 'failed'].includes(job.state) && job;
  }, 'the job ends');
const remember = (answer: Answered) =>
  cookies.push(...answer.headers.getSetCookie().map((one) => one.split(/[=;]/)[1] ?? ''));

beforeAll(async () => {
  stack = await Stack.start({ PACE_SPEED: '6000' });
  admin = new Client(stack.url);
  user = new Client(stack.url);
  await stack.simulator.control('POST', '/accounts', {
    username: INSTAGRAM.username,
    password: INSTAGRAM.password,
    two_factor: { totp_seed: 'JBSWY3DPEHPK3PXPJBSWY3DP', backup_codes: [INSTAGRAM.backup] },
  });
});
afterAll(() => stack?.remove());

describe('the main job', () => {
  it('lets the first administrator in with the one-time password, and asks for another first', async () => {
    const given = readFileSync(join(stack.dataDir, 'first-admin-password'), 'utf8').trim();
    oneTimePasswords = [given];
    const answer = await admin.signIn('admin', given);
    remember(answer);
    expect(answer).toMatchObject({ status: 200, success: true, must_change_password: true });
    expect(await admin.call(routes.users.list)).toMatchObject({
      status: 403,
      error: 'PASSWORD_CHANGE_REQUIRED',
      code: 'E-AUTH-W-D017',
    });
    const changed = await admin.call(routes.passwords.change, {
      params: { id: answer.user.id },
      body: {
        current_password: given,
        new_password: ADMIN_PASSWORD,
      },
    });
    expect(changed).toMatchObject({ status: 200, user: { must_change_password: false } });
    expect(existsSync(join(stack.dataDir, 'first-admin-password'))).toBe(false);
    expect(await admin.call(routes.users.list)).toMatchObject({ status: 200 });
  });

  it('creates a user, who chooses a password at the first sign-in', async () => {
    const created = await admin.call(routes.users.create, { body: { username: 'mara', role: 'user' } });
    expect(created).toMatchObject({ status: 201, user: { username: 'mara', must_change_password: true } });
    oneTimePasswords.push(created.one_time_password);
    userId = (await user.signInFirst('mara', created.one_time_password, USER_PASSWORD)).id;
    expect(await user.call(routes.users.list)).toMatchObject({ status: 403, error: 'FORBIDDEN' });
  });

  it('refuses to start a bot that has no session', async () => {
    expect(await user.call(routes.bots.start)).toMatchObject({
      status: 409,
      error: 'SESSION_INVALID',
      code: 'E-BOT-W-E0F7',
    });
    expect(await user.call(routes.accounts.testSession, { params: { id: userId } })).toMatchObject({
      status: 200,
      success: true,
      session_valid: false,
    });
    const action = await user.call(routes.jobs.followHashtag, { body: { hashtag: 'ceramics', amount: 10 } });
    expect(action).toMatchObject({ status: 409, error: 'SESSION_INVALID' });
  });

  it('connects an account with two factors', async () => {
    const asked = await user.call(routes.connections.start, {
      body: { username: `@${INSTAGRAM.username}`, password: INSTAGRAM.password },
    });
    expect(asked).toMatchObject({
      status: 200,
      success: false,
      requires_verification: true,
      verification: { kind: 'two_factor' },
    });
    const { id } = asked.verification;
    const wrong = await user.call(routes.connections.verify, {
      body: { verification_id: id, method: 'backup', code: '11112222' },
    });
    expect(wrong).toMatchObject({ status: 422, error: 'VERIFICATION_CODE_INVALID' });
    const right = await user.call(routes.connections.verify, {
      body: { verification_id: id, method: 'backup', code: '9071-4426' },
    });
    expect(right).toMatchObject({
      status: 200,
      success: true,
      account: { instagram_username: INSTAGRAM.username, session_valid: true },
    });
    const again = await user.call(routes.connections.verify, {
      body: {
        verification_id: id,
        method: 'backup',
        code: INSTAGRAM.backup,
      },
    });
    expect(again).toMatchObject({ status: 422, error: 'VERIFICATION_EXPIRED' });
    expect(await user.call(routes.accounts.testSession, { params: { id: userId } })).toMatchObject({
      session_valid: true,
      instagram_username: INSTAGRAM.username,
    });
  });

  it('takes no job before the bot is started', async () => {
    const refused = await user.call(routes.jobs.followHashtag, { body: { hashtag: 'ceramics', amount: 10 } });
    expect(refused).toMatchObject({ status: 409, error: 'BOT_NOT_RUNNING' });
    expect(await user.call(routes.bots.start)).toMatchObject({
      status: 200,
      bot: { bot_running: true, state: 'running' },
    });
  });

  it('follows exactly ten people behind a hashtag, and the eleventh is refused', async () => {
    await admin.call(routes.limits.setDefault, { body: { follows_limit: 10 } });
    const taken = await user.call(routes.jobs.followHashtag, { body: { hashtag: '#Ceramics', amount: 10 } });
    expect(taken).toMatchObject({
      status: 202,
      job: { action: 'follow', source: 'hashtag', hashtag: 'ceramics', amount: 10 },
    });
    expect(await finished(taken.job.id)).toMatchObject({ state: 'completed', done: 10, failed: 0, remaining: 0 });
    expect((await follows()).total).toMatchObject({ accepted: 10, applied: 10, targets: 10 });

    const refused = await user.call(routes.jobs.followHashtag, { body: { hashtag: 'ceramics', amount: 1 } });
    expect(refused).toMatchObject({ status: 429, error: 'QUOTA_EXCEEDED', code: 'E-QUOTA-W-45D6' });
    expect(refused.retry_after).toBeGreaterThan(0);
    expect(refused.headers.get('retry-after')).toBe(String(refused.retry_after));
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await follows()).total.accepted).toBe(10);
  });

  it('tells all of it: limits, activity and ledger agree, and nothing went wrong', async () => {
    const { limits } = await user.call(routes.limits.own);
    expect(limits.actions.follow).toMatchObject({ limit: 10, used: 10, remaining: 0 });
    const { items } = await user.call(routes.activity.list, { query: { limit: 100 } });
    expect(items.filter((one) => one.action === 'follow' && one.status === 'success')).toHaveLength(10);
    const actions = items.map((one) => one.action);
    for (const action of ['account_connected', 'session_tested', 'bot_started', 'job_created', 'job_finished']) {
      expect(actions).toContain(action);
    }
    // The one wrong code above is the only error, and it says so.
    const errors = items.filter((one) => one.status === 'error');
    expect(errors.map((one) => one.error)).toEqual(['VERIFICATION_CODE_INVALID']);
  });

  it('goes on with a job that is larger than what is left today, and waits for tomorrow', async () => {
    await admin.call(routes.limits.setDefault, { body: { follows_limit: 12 } });
    const { job } = await user.call(routes.jobs.create, {
      body: {
        action: 'follow',
        source: 'hashtag',
        hashtag: 'ryebread',
        amount: 5,
      },
    });
    const waiting = await eventually(async () => {
      const { job: now } = await user.call(routes.jobs.read, { params: { id: job.id } });
      return now.state === 'waiting' && now.done === 2 && now;
    }, 'the job waits');
    expect(waiting).toMatchObject({ done: 2, remaining: 3 });
    expect(waiting.reason).toMatch(/limit/);
    expect(Date.parse(waiting.until ?? '')).toBeGreaterThan(Date.now());
    expect((await user.call(routes.jobs.cancel, { params: { id: job.id } })).job).toMatchObject({ state: 'cancelled' });
  });

  it('stops', async () => {
    expect(await user.call(routes.bots.stop)).toMatchObject({
      status: 200,
      bot: { bot_running: false, state: 'stopped' },
    });
    const refused = await user.call(routes.jobs.followHashtag, { body: { hashtag: 'ceramics', amount: 1 } });
    expect(refused).toMatchObject({ status: 409, error: 'BOT_NOT_RUNNING' });
  });

  it('keeps no secret in logs, tables, queue or folder', async () => {
    const { items } = await stack.simulator.control<{ items: Array<{ id: string; authorization: string }> }>(
      'GET',
      `/accounts/${INSTAGRAM.username}/sessions`,
    );
    expect(items.length).toBeGreaterThan(0);
    const secrets = [
      ADMIN_PASSWORD,
      USER_PASSWORD,
      INSTAGRAM.password,
      INSTAGRAM.backup,
      ...oneTimePasswords,
      admin.token ?? '',
      user.token ?? '',
      ...cookies,
      ...items.flatMap(({ id, authorization }) => [id, authorization, authorization.replace(/^Bearer IGT:2:/, '')]),
    ];
    expect(secrets.every((secret) => secret.length >= 8)).toBe(true);
    const places = { logs: stack.log, tables: await stack.dump() };
    expect(places.logs).toContain('/api/bot/login');
    expect(places.tables).toContain(INSTAGRAM.username);
    for (const [place, text] of Object.entries(places)) {
      expect([place, secrets.filter((secret) => text.includes(secret))]).toEqual([place, []]);
    }
  });
});
