import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  type Account,
  type ActivityList,
  type AuditList,
  type Bot,
  type Breaker,
  type BreakerList,
  type Job,
  type Limits,
  say,
} from '@pacekeeper/contracts';
import { eventually, type Simulator } from '@pacekeeper/testing';
import type { Caller } from '../../../platform/http/access.ts';
import type { TestApi } from '../../../testing/test-api.ts';
import { TestStack } from '../../../testing/test-stack.ts';
import type { Action } from '../actions/action.ts';
import { JobCreation } from '../jobs/job-creation.service.ts';
import { Kinds } from '../kinds.ts';
import { follow } from '../actions/follow.action.ts';

// A real worker against the simulator.
jest.setTimeout(60_000);

const PASSWORD = 'thistle-anchor-over-6611-dunes';
const CREATE = 'friendships/create';
const HOUR = 3_600_000;

/** A second kind of action beside follows, which Instagram never refuses here; it spends likes. */
const waved: string[] = [];
const wave: Action = {
  ...follow,
  entry: { ...follow.entry, action: 'wave', spends: 'like', undoneBy: null },
  perform: async (_, { pk }) => {
    waved.push(pk);
    return { ok: true, durationMs: 1, value: { applied: true, pending: false } };
  },
  readBack: null,
  standing: null,
  describe: (target) => say('action.done', { action: 'wave', target }),
};

let stack: TestStack;
let simulator: Simulator;
let api: TestApi;
let admin: { token: string };

beforeAll(async () => {
  stack = await TestStack.start();
  ({ simulator, api } = stack);
  api.app.get(Kinds, { strict: false }).add(wave);
  stack.worker?.get(Kinds).add(wave);
  const { username } = await api.given.user({ role: 'admin' });
  admin = { token: await api.signIn(username) };
});
afterAll(() => stack?.stop());
afterEach(() => simulator.control('DELETE', '/faults'));

let number = 0;

/** A person whose bot runs, and what it does. */
const person = async (more: object = {}) => {
  number += 1;
  const user = await api.given.user();
  const token = await api.signIn(user.username);
  const name = `objected_${number}`;
  await simulator.control('POST', '/accounts', { username: name, password: PASSWORD, ...more });
  const get = async <T>(path: string) => (await api.ask<T>('GET', `/api/${path}`, { token })).body;
  const post = <T>(path: string, body: object = {}) => api.ask<T>('POST', `/api/bot/${path}`, { token, body });
  const { account } = (await post<{ account: Account }>('login', { username: name, password: PASSWORD })).body;
  await post('start');
  const follow = async (amount: number) =>
    (await post<{ job: Job }>('actions/follow-hashtag', { hashtag: 'ceramics', amount })).body.job.id;
  const sql = (text: string) => api.given.sql(text, [account.id]);
  /** A block may have let its action through all the same; that may be read back now. */
  const readBack = () =>
    sql(
      `UPDATE interactions SET deadline_at = now() - interval '1 minute', reconcile_at = now()
       WHERE account_id = $1 AND state = 'unknown'`,
    );
  return {
    id: user.id,
    name,
    accountId: account.id,
    token,
    get,
    post,
    follow,
    bot: async () => (await get<{ bot: Bot }>('bot/status')).bot,
    job: async (id: string) => (await get<{ job: Job }>(`bot/jobs/${id}`)).job,
    breakers: async () => (await get<BreakerList>('bot/breakers')).items,
    told: async () => (await get<ActivityList>(`activity-logs?account_id=${account.id}`)).items,
    ramp: async () => (await get<{ account: Account }>(`bot/accounts/${account.id}`)).account.ramp,
    fault: (kind: string, rule: object = {}) =>
      simulator.control('POST', '/faults', { kind, path: CREATE, account: name, ...rule }),
    /** Follows that reached the other side, whatever became of them. */
    sent: async () =>
      (
        await simulator.control<{ items: Array<{ path: string }> }>('GET', `/requests?account=${name}&limit=5000`)
      ).items.filter(({ path }) => path.includes(CREATE)).length,
    readBack,
    /** The time of its open breakers is over. */
    overdue: async () => {
      await readBack();
      await sql('UPDATE breakers SET open_until = now() WHERE account_id = $1 AND closed_at IS NULL');
      await post('start');
    },
  };
};
type Person = Awaited<ReturnType<typeof person>>;

const opened = (of: Person, wanted: Partial<Breaker> = {}): Promise<Breaker> =>
  eventually(
    async () =>
      (await of.breakers()).find(
        (one) =>
          one.state === 'open' && Object.entries(wanted).every(([key, value]) => one[key as keyof Breaker] === value),
      ),
    `a breaker opens ${JSON.stringify(wanted)}`,
  );
const hoursOf = ({ opened_at, until }: Breaker) => (Date.parse(until) - Date.parse(opened_at)) / HOUR;
const release = (of: { token: string }, id: string, reason: unknown = 'looked at the account in the app') =>
  api.ask<{ breaker: Breaker }>('POST', `/api/bot/breakers/${id}/release`, { token: of.token, body: { reason } });

describe('each answer that Instagram objects with', () => {
  it.each<[string, Breaker['action'], Breaker['symbol'], number, number]>([
    ['feedback_required', 'follow', 'ACTION_BLOCKED', 24, 0.5],
    ['spam', 'follow', 'ACTION_BLOCKED', 24, 0.5],
    ['follow_limit', 'follow', 'ACTION_BLOCKED', 24, 0.5],
    ['rate_limit', null, 'RATE_LIMITED', 0.25, 1],
    ['rate_limit_text', null, 'RATE_LIMITED', 0.25, 1],
  ])(
    '%s opens the breaker of %s, and nothing is sent until it lets a try through',
    async (kind, action, symbol, hours, ramp) => {
      const anna = await person();
      await anna.fault(kind);
      const id = await anna.follow(5);
      const breaker = await opened(anna);
      expect(breaker).toMatchObject({ action, symbol, reopened: 0, trigger: 'action', job_id: id });
      expect(hoursOf(breaker)).toBeCloseTo(hours, 3);
      expect(await anna.ramp()).toBe(ramp);

      const sent = await anna.sent();
      // It is looked for more to do, and found that there is nothing.
      await anna.post('start');
      const bot = await eventually(async () => {
        const [row] = await api.given.sql(
          'SELECT 1 FROM user_bot_status WHERE account_id = $1 AND lease_until IS NULL AND next_turn_at = $2',
          [anna.accountId, breaker.until],
        );
        return row && anna.bot();
      }, 'the next turn is when the breaker lets a try through');
      expect(await anna.sent()).toBe(sent);
      expect(bot).toMatchObject({
        bot_running: true,
        state: action ? 'running' : 'paused',
        reason_symbol: 'breaker',
        params: { error: { symbol } },
        next_action_at: breaker.until,
        ...(action ? {} : { until: breaker.until }),
      });
      expect(await anna.job(id)).toMatchObject({
        state: 'waiting',
        reason_symbol: 'breaker',
        params: { error: { symbol } },
        until: breaker.until,
        next_action_at: breaker.until,
      });
      const [told] = (await anna.told()).filter(
        ({ action: what }) => what === (action ? 'breaker_opened' : 'bot_paused'),
      );
      expect(told).toMatchObject({ status: 'warning', error: symbol, params: { until: breaker.until } });
    },
  );

  it('follows without effect open theirs after three, and no likes are lost for it', async () => {
    const ben = await person({ silent: ['follow'] });
    const id = await ben.follow(9);
    const breaker = await opened(ben);
    expect(breaker).toMatchObject({ action: 'follow', symbol: 'ACTION_NOT_APPLIED', trigger: 'no_effect' });
    expect(hoursOf(breaker)).toBeCloseTo(6, 3);
    expect(await ben.sent()).toBe(3);
    expect(await ben.job(id)).toMatchObject({ state: 'waiting', done: 0, failed: 3 });
    expect((await ben.bot()).state).toBe('running');
  });
});

describe('a breaker of one action', () => {
  it('lets other actions of the account go on', async () => {
    const carol = await person();
    await carol.fault('feedback_required');
    await carol.follow(5);
    await opened(carol);
    const before = waved.length;
    const sent = await carol.sent();
    const body = { action: 'wave', source: 'hashtag', hashtag: 'ceramics', amount: 3 };
    const { id } = await api.app
      .get(JobCreation, { strict: false })
      .create({ id: carol.id, role: 'user' } as Caller, body);
    await eventually(
      async () =>
        (await api.given.sql(`SELECT 1 FROM bot_jobs WHERE id = $1 AND state = 'completed'`, [id])).length > 0,
      'the other job ends',
    );
    expect(waved.length - before).toBe(3);
    expect(await carol.sent()).toBe(sent);
    expect((await carol.breakers()).map(({ state }) => state)).toEqual(['open']);
  });

  it('tries one action when its time is over, opens for longer, and closes when the try succeeds', async () => {
    const dora = await person();
    await dora.fault('feedback_required');
    const id = await dora.follow(3);
    const first = await opened(dora);
    expect(await dora.sent()).toBe(1);

    await dora.overdue();
    const second = await opened(dora, { reopened: 1 });
    expect(await dora.sent()).toBe(2);
    expect(second.id).toBe(first.id);
    expect(hoursOf(second)).toBeCloseTo(48, 3);
    expect(await dora.ramp()).toBe(0.25);

    await simulator.control('DELETE', '/faults');
    await dora.overdue();
    await eventually(async () => (await dora.job(id)).state === 'completed', 'the job ends');
    expect(await dora.breakers()).toMatchObject([{ id: first.id, state: 'closed', reopened: 1 }]);
    const closed = (await dora.told()).filter(({ action }) => action === 'breaker_closed');
    expect(closed).toMatchObject([{ status: 'info', message_symbol: 'breaker.closed', params: { action: 'follow' } }]);
    const { limits } = await dora.get<{ limits: Limits }>('limits');
    expect(limits.actions.follow).toMatchObject({
      effective: 13,
      why: expect.stringContaining('a block by Instagram'),
    });
  });

  it('is half open while its only try is not known, and sends nothing beside it', async () => {
    const emil = await person();
    await emil.fault('feedback_required');
    await emil.follow(3);
    await opened(emil);
    await simulator.control('DELETE', '/faults');
    // The refused one may have landed; until that is read back, there is no try.
    await api.given.sql('UPDATE breakers SET open_until = now() WHERE account_id = $1', [emil.accountId]);
    const { items } = await emil.get<BreakerList>('bot/breakers?state=half_open');
    expect(items).toHaveLength(1);
    expect(await emil.bot()).toMatchObject({ state: 'running', reason_symbol: 'reading_back' });
    await emil.readBack();
    await emil.post('start');
    await eventually(async () => (await emil.breakers())[0]?.state === 'closed', 'it is read back, tried, and closed');
  });

  it('waits for its only try also where the job of that was ended', async () => {
    const frida = await person();
    await frida.fault('feedback_required');
    const ended = await frida.follow(3);
    await opened(frida);
    await simulator.control('DELETE', '/faults');
    await frida.post(`jobs/${ended}/cancel`);
    const other = await frida.follow(1);
    await api.given.sql('UPDATE breakers SET open_until = now() WHERE account_id = $1', [frida.accountId]);
    expect(await frida.bot()).toMatchObject({ state: 'running', reason_symbol: 'reading_back' });
    await frida.readBack();
    await frida.post('start');
    await eventually(
      async () => (await frida.job(other)).state === 'completed',
      'it is read back, and the other tries',
    );
    expect(await frida.sent()).toBe(2);
  });
});

describe('a release', () => {
  it('needs a reason, is its owner’s or an administrator’s, goes on at once, and is in the audit log', async () => {
    const [fred, gina] = [await person(), await person()];
    await fred.fault('feedback_required');
    const id = await fred.follow(2);
    const breaker = await opened(fred);
    await simulator.control('DELETE', '/faults');
    expect((await release(fred, breaker.id, ' ')).status).toBe(400);
    expect((await release(gina, breaker.id)).status).toBe(404);
    expect((await api.ask('GET', `/api/bot/breakers?user_id=${fred.id}`, { token: gina.token })).status).toBe(404);
    const { body } = await api.ask<BreakerList>('GET', `/api/bot/breakers?user_id=${fred.id}`, admin);
    expect(body.items).toMatchObject([{ id: breaker.id, state: 'open', instagram_username: null }]);

    const released = await release(fred, breaker.id);
    expect(released.body.breaker).toMatchObject({
      state: 'closed',
      release: { by: 'owner', reason: 'looked at the account in the app' },
    });
    expect((await release(fred, breaker.id)).status).toBe(409);
    await fred.readBack();
    await eventually(async () => (await fred.job(id)).state === 'completed', 'the job ends');
    const log = await api.ask<AuditList>('GET', '/api/admin/audit-log?action=breaker_released', admin);
    expect(log.body.items[0]).toMatchObject({ actor: { id: fred.id }, subject: { id: fred.id } });
    expect((await fred.told()).map(({ message_symbol: symbol }) => symbol)).toContain('breaker.released');
  });

  it('makes a block last twice as long that comes again', async () => {
    const hugo = await person();
    await hugo.fault('feedback_required');
    await hugo.follow(5);
    const first = await opened(hugo);
    expect((await release(admin, first.id)).body.breaker.release).toMatchObject({ by: 'administrator' });
    const second = await opened(hugo, { reopened: 1 });
    expect(second.id).not.toBe(first.id);
    expect(hoursOf(second)).toBeCloseTo(48, 3);
    await release(hugo, second.id);
    const third = await opened(hugo, { reopened: 2 });
    expect(hoursOf(third)).toBeCloseTo(96, 3);
    expect((await hugo.told()).map(({ message_symbol: symbol }) => symbol)).toContain(
      'breaker.released_by_administrator',
    );
  });

  it('of the whole account ends the pause of its bot, which has no other end', async () => {
    const ida = await person();
    await ida.fault('rate_limit');
    const id = await ida.follow(2);
    const first = await opened(ida, { action: null });
    expect(await ida.bot()).toMatchObject({ state: 'paused', until: first.until });
    // Neither stopping nor starting ends it.
    await ida.post('stop');
    expect((await ida.post<{ bot: Bot }>('start')).body.bot).toMatchObject({ state: 'paused', until: first.until });
    await release(ida, first.id);
    const second = await opened(ida, { action: null, reopened: 1 });
    expect(hoursOf(second)).toBeCloseTo(1, 3);
    await simulator.control('DELETE', '/faults');
    expect((await release(ida, second.id)).status).toBe(200);
    expect((await ida.bot()).state).toBe('running');
    await ida.overdue();
    await eventually(async () => (await ida.job(id)).state === 'completed', 'the job ends');
  });
});

describe('the share of its limits that an account may use', () => {
  const setRamp = (of: { token: string }, id: string, body: object) =>
    api.ask<{ account: { ramp: number } }>('PUT', `/api/bot/accounts/${id}/ramp`, { token: of.token, body });

  it('is set by an administrator with a reason, told, and in the audit log', async () => {
    const lea = await person();
    const body = { ramp: 0.4, reason: 'an old account that was elsewhere before' };
    expect((await setRamp(lea, lea.accountId, body)).status).toBe(403);
    expect((await setRamp(admin, lea.id, body)).status).toBe(404);
    for (const wrong of [{ ramp: 0.4 }, { ...body, ramp: 0.04 }, { ...body, ramp: 1.1 }, { ...body, ramp: 0.405 }])
      expect((await setRamp(admin, lea.accountId, wrong)).status).toBe(400);
    expect((await setRamp(admin, lea.accountId, body)).body.account.ramp).toBe(0.4);
    expect(await lea.ramp()).toBe(0.4);
    const { limits } = await lea.get<{ limits: Limits }>('limits');
    expect(limits.actions.follow).toMatchObject({ effective: 20, why: expect.stringContaining('is at 40 %') });
    expect((await lea.get<ActivityList>('activity-logs')).items[0]).toMatchObject({
      message: expect.stringContaining('40 % of its limits. Reason: an old'),
    });
    const log = await api.ask<AuditList>('GET', '/api/admin/audit-log?action=ramp_changed', admin);
    expect(log.body.items[0]).toMatchObject({ subject: { id: lea.id }, details: { before: 1, after: 0.4 } });
  });

  it('is reckoned before the first action of a day', async () => {
    const mia = await person();
    await setRamp(admin, mia.accountId, { ramp: 0.2, reason: 'as a new one starts' });
    const first = await mia.follow(1);
    await eventually(async () => (await mia.job(first)).state === 'completed', 'the job ends');
    expect(await mia.ramp()).toBe(0.2);
    // As if that had been yesterday.
    await api.given.sql(
      `UPDATE interactions SET quota_day = quota_day - 1, intended_at = intended_at - interval '1 day' WHERE job_id = $1`,
      [first],
    );
    await api.given.sql('UPDATE instagram_credentials SET ramp_day = ramp_day - 1 WHERE id = $1', [mia.accountId]);
    const second = await mia.follow(1);
    await eventually(async () => (await mia.job(second)).state === 'completed', 'the job ends');
    expect(await mia.ramp()).toBe(0.3);
  });
});

describe('the stop of all bots', () => {
  it('stops one’s own, or as an administrator everybody’s, without a reason', async () => {
    const [jan, kim] = [await person(), await person()];
    const stopAll = (of: { token: string }, body?: object) =>
      api.ask<{ stopped: number }>('POST', '/api/bot/stop-all', { token: of.token, ...(body ? { body } : {}) });
    const id = await jan.follow(900);
    // 900 with 50 a day take eighteen days, today included; none has a time once its bot is stopped.
    const inDays = (Date.parse((await jan.job(id)).expected_end_at ?? '') - Date.now()) / (24 * HOUR);
    expect([Math.floor(inDays), Math.ceil(inDays)].some((days) => days === 17)).toBe(true);
    expect((await stopAll(jan)).body).toEqual({ success: true, stopped: 1 });
    const sent = await jan.sent();
    expect(await jan.bot()).toMatchObject({ state: 'stopped', bot_running: false, reason_symbol: 'bot_stopped' });
    expect(await jan.job(id)).toMatchObject({ state: 'waiting', reason_symbol: 'bot_stopped', expected_end_at: null });
    expect((await kim.bot()).state).toBe('running');
    expect((await stopAll(jan, { scope: 'everybody' })).status).toBe(403);

    expect((await stopAll(admin)).body.stopped).toBeGreaterThan(0);
    expect((await kim.bot()).state).toBe('stopped');
    expect((await kim.told())[0]).toMatchObject({ message_symbol: 'bot.stopped_by_administrator' });
    expect((await stopAll(admin)).body.stopped).toBe(0);
    // At most the one that was under way.
    expect((await jan.sent()) - sent).toBeLessThanOrEqual(1);
  });
});
