import { mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AccountDetail, Activity, ConnectAnswer, ProxyTest, SessionTest } from '@pacekeeper/contracts';
import { eventually, Simulator } from '@pacekeeper/testing';
import { WorkerModule } from '../../app.module.ts';
import { Database } from '../../platform/database/database.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { nestLogger } from '../../platform/logging/logging.module.ts';
import { TestApi } from '../../testing/test-api.ts';
import { workerConfig } from '../../testing/test-config.ts';
import { AccountLease } from './account-lease.ts';
import { type AccountRow, AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';
import { SessionTests } from './session-tests.service.ts';

jest.setTimeout(60_000);

const PASSWORD = 'marsh-heron-ladder-9042';
const SECRET = 'reed-bed-secret-5517';

let instagram: Simulator;
/** Acts as the proxy: it leads to itself. Which of the two was called shows in what each has recorded. */
let proxy: Simulator;
let api: TestApi;
let worker: INestApplicationContext | undefined;
const lines: string[] = [];
const servers: Server[] = [];
let made = 0;

// The API and the worker share the folder, and with it the keys.
const dataDir = mkdtempSync(join(tmpdir(), 'pacekeeper-proxy-'));
const env = () => ({
  INSTAGRAM_BASE_URL: instagram.instagramUrl,
  PROXY_ALLOW_LOOPBACK: 'on',
  DATA_DIR: dataDir,
});
const urlOf = (credentials = `north:${SECRET}@`, scheme = 'http') =>
  proxy.instagramUrl.replace('http://', `${scheme}://${credentials}`);

beforeAll(async () => {
  instagram = await Simulator.start();
  proxy = await Simulator.start();
  await proxy.control('PATCH', '/settings', { proxy_credentials: `north:${SECRET}` });
  api = await TestApi.start(env());
});
afterEach(() => servers.splice(0).forEach((one) => one.close()));
afterAll(async () => {
  await worker?.close();
  await api.stop();
  await Promise.all([instagram.stop(), proxy.stop()]);
});

interface Person {
  readonly id: string;
  readonly token: string;
}

const person = async (): Promise<Person> => {
  const { id, username } = await api.given.user();
  return { id, token: await api.signIn(username) };
};

/** An account that both simulators know, so that it does not matter to it where a call arrives. */
const atInstagram = async (more: object = {}): Promise<string> => {
  made += 1;
  const username = `heron_${made}`;
  for (const one of [instagram, proxy]) {
    await one.control('POST', '/accounts', { username, password: PASSWORD, ...more });
  }
  return username;
};
const login = (who: Person, username: string, more: object = {}) =>
  api.ask<ConnectAnswer>('POST', '/api/bot/login', {
    token: who.token,
    body: { username, password: PASSWORD, ...more },
  });
const connected = async (who: Person, username: string, more: object = {}): Promise<AccountDetail> => {
  const { status, body } = await login(who, username, more);
  expect([status, body.success]).toEqual([200, true]);
  return (body as unknown as { account: AccountDetail }).account;
};
const settings = (who: Person, id: string, change?: object) =>
  api.ask<{ account: AccountDetail }>(change ? 'PATCH' : 'GET', `/api/bot/accounts/${id}`, {
    token: who.token,
    ...(change ? { body: change } : {}),
  });
const testProxy = (who: Person, id: string) =>
  api.ask<ProxyTest>('POST', `/api/bot/accounts/${id}/test-proxy`, { token: who.token });
const testSession = (who: Person, id: string) =>
  api.ask<SessionTest>('POST', `/api/users/${who.id}/test-session`, { token: who.token, body: { account_id: id } });
const calls = async (at: Simulator, username: string) =>
  (
    await at.control<{ items: { path: string; proxy_user: string | null }[] }>(
      'GET',
      `/requests?account=${username}&limit=1000`,
    )
  ).items;
const carriedBy = async (at: Simulator) => (await at.control<{ requests: number }>('GET', '/stats')).requests;
const activity = async (who: Person) =>
  (await api.ask<{ items: Activity[] }>('GET', '/api/activity-logs', { token: who.token })).body.items ?? [];
const jobOf = async (who: Person, amount: number): Promise<string> => {
  const { body } = await api.ask<{ job: { id: string } }>('POST', '/api/bot/actions/follow-hashtag', {
    token: who.token,
    body: { hashtag: 'ceramics', amount },
  });
  return body.job?.id ?? '';
};
interface JobState {
  readonly state: string;
  readonly done: number;
  readonly reason?: string;
  readonly last_error?: { readonly error: string };
}
const stateOf = async (who: Person, id: string) =>
  (await api.ask<{ job: JobState }>('GET', `/api/bot/jobs/${id}`, { token: who.token })).body.job;
/** Everything that the database holds of accounts, and the log: nothing secret may be in it. */
const everythingKept = async () =>
  JSON.stringify([
    await api.given.sql('SELECT * FROM instagram_credentials'),
    await api.given.sql('SELECT * FROM connect_attempts'),
    await api.given.sql('SELECT * FROM activity_logs'),
    await api.given.sql('SELECT * FROM audit_log'),
    api.logLines,
    lines,
  ]);

describe('an account without a proxy', () => {
  it('has a device that stays through disconnecting, and calls directly', async () => {
    const who = await person();
    const username = await atInstagram();
    const { id } = await connected(who, username);
    const first = await settings(who, id);
    expect(first.body.account).toMatchObject({ proxy_set: false, proxy_host: null, connected: true });
    expect(first.body.account?.device).toMatch(/^\S+ .+, Android \d/);
    await api.ask('POST', '/api/bot/logout', { token: who.token, body: { account_id: id } });
    expect((await settings(who, id)).body.account).toMatchObject({ connected: false });
    await connected(who, username);
    expect((await settings(who, id)).body.account?.device).toBe(first.body.account?.device);
    const sent = await instagram.control<{ items: { device: string; headers: { 'user-agent': string } }[] }>(
      'GET',
      `/requests?account=${username}`,
    );
    expect(new Set(sent.items.map((one) => one.device)).size).toBe(1);
    expect(new Set(sent.items.map((one) => one.headers['user-agent'])).size).toBe(1);
    expect(await calls(proxy, username)).toEqual([]);
  });
});

describe('the proxy of an account', () => {
  it('carries every call from the moment it is set until it is taken away', async () => {
    const who = await person();
    const username = await atInstagram();
    const { id } = await connected(who, username);
    const set = await settings(who, id, { proxy_url: urlOf() });
    expect(set).toMatchObject({ status: 200, body: { account: { proxy_set: true } } });
    expect(set.body.account?.proxy_host).toBe(new URL(proxy.instagramUrl).host);
    expect(await testProxy(who, id)).toMatchObject({ status: 200, body: { reached: true } });
    const [before, carried] = [(await calls(instagram, username)).length, await carriedBy(proxy)];
    // The proxy leads to itself, where this session is not known; what matters is where the call went.
    await testSession(who, id);
    expect(await carriedBy(proxy)).toBe(carried + 1);
    expect((await calls(instagram, username)).length).toBe(before);
    expect((await settings(who, id, { proxy_url: null })).body.account).toMatchObject({
      proxy_set: false,
      proxy_host: null,
    });
    expect((await testSession(who, id)).body).toMatchObject({ session_valid: true });
    expect((await calls(instagram, username)).length).toBe(before + 1);
    const told = (await activity(who)).map((one) => one.message).join('\n');
    expect(told).toContain('go through the proxy');
    expect(told).toContain('without a proxy');
  });

  it('is used for signing in, over a second factor too, and kept by the account', async () => {
    const who = await person();
    const username = await atInstagram({ two_factor: { sms: true }, sms_code: '445566' });
    const { body } = await login(who, username, { proxy_url: urlOf() });
    expect(body).toMatchObject({ requires_verification: true });
    const id = (body as unknown as { verification: { id: string } }).verification.id;
    const done = await api.ask<{ account: AccountDetail }>('POST', '/api/bot/login/verify', {
      token: who.token,
      body: { verification_id: id, method: 'sms', code: '445566' },
    });
    expect(done).toMatchObject({ status: 200, body: { account: { proxy_set: true } } });
    const seen = await calls(proxy, username);
    expect(seen.map((one) => one.path)).toEqual(
      expect.arrayContaining(['/api/v1/accounts/login/', '/api/v1/accounts/two_factor_login/']),
    );
    expect(new Set(seen.map((one) => one.proxy_user))).toEqual(new Set(['north']));
    expect(await calls(instagram, username)).toEqual([]);
    expect((await testSession(who, done.body.account?.id ?? '')).body).toMatchObject({ session_valid: true });
    expect(await calls(instagram, username)).toEqual([]);
  });

  it('stays what was set while a sign-in was under way, and the rest of the sign-in takes it', async () => {
    const who = await person();
    const finishAfter = async (proxy_url: string | null) => {
      const username = await atInstagram();
      const { id } = await connected(who, username, { proxy_url: urlOf() });
      for (const one of [instagram, proxy]) {
        await one.control('PATCH', `/accounts/${username}`, { two_factor: { sms: true }, sms_code: '445566' });
      }
      const { body } = await login(who, username);
      const { verification } = body as unknown as { verification: { id: string } };
      await settings(who, id, { proxy_url });
      const before = await carriedBy(proxy);
      const answer = { verification_id: verification.id, method: 'sms', code: '445566' };
      const { status } = await api.ask('POST', '/api/bot/login/verify', { token: who.token, body: answer });
      const carried = (await carriedBy(proxy)) - before;
      const direct = (await calls(instagram, username)).map((one) => one.path);
      return { status, carried, direct, account: (await settings(who, id)).body.account };
    };
    const another = urlOf().replace('127.0.0.1', 'localhost');
    const changed = await finishAfter(another);
    expect(changed).toMatchObject({ status: 200, carried: 1, direct: [] });
    expect(changed.account?.proxy_host).toBe(new URL(another).host);
    // Without one the rest goes directly, here to where nothing is known of the sign-in.
    expect(await finishAfter(null)).toMatchObject({
      carried: 0,
      direct: ['/api/v1/accounts/two_factor_login/'],
      account: { proxy_set: false },
    });
  });

  it('is not gone past with the device that a disconnection leaves, by anyone who waited for the account', async () => {
    const who = await person();
    const username = await atInstagram();
    const { id } = await connected(who, username, { proxy_url: urlOf() });
    const [db, lease] = [api.app.get(Database, { strict: false }), api.app.get(AccountLease, { strict: false })];
    const account = await db.asUser(who.id, (tx) => new AccountsRepository().findById(tx, id));
    await api.ask('POST', '/api/bot/logout', { token: who.token, body: { account_id: id } });
    const opening = { purpose: 'test' } as const;
    const tested = await lease.hold(who.id, id, (held) =>
      api.app.get(SessionTests, { strict: false }).perform(who.id, account as AccountRow, held, opening),
    );
    expect(tested).toMatchObject({ session_valid: false, error: 'SESSION_INVALID' });
    const open = db.asUser(who.id, (tx) =>
      api.app.get(AccountsService, { strict: false }).openSession(tx, id, { purpose: 'read_back' }),
    );
    await expect(open).rejects.toMatchObject({ symbol: 'SESSION_INVALID' });
    expect(await calls(instagram, username)).toEqual([]);
    expect((await calls(proxy, username)).at(-1)?.path).toBe('/api/v1/accounts/logout/');
  });

  it('is sealed, and shown to nobody', async () => {
    const who = await person();
    const { id } = await connected(who, await atInstagram());
    const answers = [
      await settings(who, id, { proxy_url: urlOf() }),
      await settings(who, id),
      await testProxy(who, id),
      await api.ask('GET', '/api/bot/accounts', { token: who.token }),
      await api.ask('GET', `/api/users/${who.id}/export`, { token: who.token }),
      await settings(who, id, { proxy_url: `http://north:${SECRET}@10.0.0.1:1` }),
      await login(who, await atInstagram(), { proxy_url: `http://north:${SECRET}@10.0.0.1:1` }),
    ];
    for (const text of [JSON.stringify(answers), await everythingKept()]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(Buffer.from(`north:${SECRET}`).toString('base64').slice(0, 20));
    }
    const [row] = await api.given.sql<{ data: Buffer; key: string }>(
      'SELECT proxy_url_encrypted AS data, proxy_key_id AS key FROM instagram_credentials WHERE id = $1',
      [id],
    );
    expect(row?.key).toBeTruthy();
    expect(row?.data.includes(SECRET)).toBe(false);
  });

  it('is wiped by a disconnect, and by someone who takes the account over', async () => {
    const [who, other] = [await person(), await person()];
    const username = await atInstagram();
    const { id } = await connected(who, username, { proxy_url: urlOf() });
    const kept = () =>
      api.given.sql('SELECT proxy_url_encrypted, proxy_key_id FROM instagram_credentials WHERE id = $1', [id]);
    await api.ask('POST', '/api/bot/logout', { token: who.token, body: { account_id: id } });
    expect(await kept()).toEqual([{ proxy_url_encrypted: null, proxy_key_id: null }]);
    expect((await calls(proxy, username)).at(-1)?.path).toBe('/api/v1/accounts/logout/');
    await connected(who, username, { proxy_url: urlOf() });
    await connected(other, username);
    expect(await kept()).toEqual([{ proxy_url_encrypted: null, proxy_key_id: null }]);
  });

  it('does not open with a flipped bit or in another row, and is then not gone past', async () => {
    const who = await person();
    const username = await atInstagram();
    const [{ id }, other] = [
      await connected(who, username, { proxy_url: urlOf() }),
      await connected(who, await atInstagram(), { proxy_url: urlOf() }),
    ];
    await api.given.sql(
      `UPDATE instagram_credentials c SET proxy_url_encrypted = o.proxy_url_encrypted
       FROM instagram_credentials o WHERE c.id = $1 AND o.id = $2`,
      [id, other.id],
    );
    const before = [(await calls(instagram, username)).length, (await calls(proxy, username)).length];
    expect((await testSession(who, id)).body).toMatchObject({ session_valid: false, error: 'SESSION_UNREADABLE' });
    expect(await login(who, username)).toMatchObject({ body: { error: 'SESSION_UNREADABLE' } });
    expect([(await calls(instagram, username)).length, (await calls(proxy, username)).length]).toEqual(before);
    // It can be set again, and the account connected again.
    await settings(who, id, { proxy_url: urlOf() });
    await connected(who, username);
    expect((await testSession(who, id)).body).toMatchObject({ session_valid: true });
  });

  it('is never gone past where it does not work, and that is not the account’s fault', async () => {
    const who = await person();
    const username = await atInstagram();
    const { id } = await connected(who, username, { proxy_url: urlOf() });
    await proxy.control('PATCH', '/settings', { proxy_credentials: 'somebody:else' });
    try {
      const before = (await calls(instagram, username)).length;
      expect((await testSession(who, id)).body).toMatchObject({ session_valid: true, error: 'PROXY_FAILED' });
      // Instagram was not asked: nothing was tested.
      expect((await settings(who, id)).body.account).toMatchObject({ last_tested_at: null });
      expect(await testProxy(who, id)).toMatchObject({
        body: { reached: false, trouble: 'credentials', error: 'PROXY_FAILED' },
      });
      expect(await login(who, username)).toMatchObject({ status: 502, body: { error: 'PROXY_FAILED' } });
      expect((await calls(instagram, username)).length).toBe(before);
      expect((await settings(who, id)).body.account).toMatchObject({ session_valid: true, proxy_set: true });
    } finally {
      await proxy.control('PATCH', '/settings', { proxy_credentials: `north:${SECRET}` });
    }
  });

  it('tells what is wrong with it', async () => {
    const who = await person();
    const { id } = await connected(who, await atInstagram());
    expect(await testProxy(who, id)).toMatchObject({ status: 409, body: { error: 'CONFLICT' } });
    const deaf = createServer((socket) => socket.end('SSH-2.0-x\r\n\r\n').on('error', () => undefined));
    servers.push(deaf);
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    for (const [url, trouble] of [
      ['http://127.0.0.1:9', 'unreachable'],
      [`http://127.0.0.1:${(deaf.address() as AddressInfo).port}`, 'no_proxy'],
      [urlOf(''), 'credentials'],
      [urlOf(undefined, 'https'), 'unreachable'],
    ]) {
      await settings(who, id, { proxy_url: url });
      expect([url, (await testProxy(who, id)).body.trouble]).toEqual([url, trouble]);
    }
  });

  it.each<[string, unknown, number, string]>([
    ['none of the fields', {}, 400, 'VALIDATION_FAILED'],
    ['an unknown field', { proxy: 'x' }, 400, 'VALIDATION_FAILED'],
    ['no text', { proxy_url: 5 }, 400, 'VALIDATION_FAILED'],
    ['nothing', { proxy_url: '' }, 400, 'VALIDATION_FAILED'],
    ['10 kB', { proxy_url: `http://${'a'.repeat(10_000)}.example` }, 400, 'VALIDATION_FAILED'],
    ['hours that are none', { working_hours: { from: '8:00', to: '25:00' } }, 400, 'VALIDATION_FAILED'],
    ['hours on no day', { working_hours: { from: '22:00', to: '08:00', days: [] } }, 400, 'VALIDATION_FAILED'],
    ['an eighth day', { working_hours: { from: '22:00', to: '08:00', days: [8] } }, 400, 'VALIDATION_FAILED'],
    ['a gap below the least', { pace: { gap_seconds: 9 } }, 400, 'VALIDATION_FAILED'],
    ['an hourly cap above the standard', { pace: { hourly_caps: { follow: 11 } } }, 400, 'VALIDATION_FAILED'],
    ['an hourly cap of nothing known', { pace: { hourly_caps: { poke: 1 } } }, 400, 'VALIDATION_FAILED'],
    ['hours of no length', { working_hours: { from: '08:00', to: '08:00' } }, 400, 'VALIDATION_FAILED'],
    ['words', { proxy_url: 'my proxy' }, 422, 'PROXY_REFUSED'],
    ['SOCKS', { proxy_url: 'socks5://203.0.113.7:1080' }, 422, 'PROXY_REFUSED'],
    ['a private address', { proxy_url: 'http://192.168.0.1:8080' }, 422, 'PROXY_REFUSED'],
    ['cloud metadata', { proxy_url: 'http://169.254.169.254' }, 422, 'PROXY_REFUSED'],
    ['a number', { proxy_url: 'http://2852039166' }, 422, 'PROXY_REFUSED'],
    ['mapped IPv6', { proxy_url: 'http://u:p@[::ffff:10.0.0.1]:8080' }, 422, 'PROXY_REFUSED'],
    ['a name without an address', { proxy_url: 'http://proxy.invalid:8080' }, 422, 'PROXY_REFUSED'],
  ])('is refused as %s, and the one before stays', async (_what, body, status, error) => {
    const who = await person();
    const { id } = await connected(who, await atInstagram(), { proxy_url: urlOf() });
    const refused = await settings(who, id, body as object);
    expect(refused).toMatchObject({ status, body: { error } });
    if (status === 422) expect(refused.body.details?.[0]).toMatchObject({ path: 'proxy_url' });
    expect((await settings(who, id)).body.account).toMatchObject({ proxy_set: true });
  });

  it('is taken as a public address, whatever its form', async () => {
    const who = await person();
    const { id } = await connected(who, await atInstagram());
    for (const [url, host] of [
      [' http://u%40x:p%3A@8.8.4.7:3128/ ', '8.8.4.7:3128'],
      ['https://[2606:4700::7]', '[2606:4700::7]:443'],
    ] as const) {
      expect((await settings(who, id, { proxy_url: url })).body.account?.proxy_host).toBe(host);
    }
  });
});

describe('someone else’s account', () => {
  it('is not there, for anything', async () => {
    const [who, other] = [await person(), await person()];
    const { id } = await connected(who, await atInstagram());
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { proxy_url: null }],
      ['PATCH', '', { proxy_url: urlOf() }],
      ['DELETE', '', undefined],
      ['POST', '/test-proxy', undefined],
    ] as const) {
      const { status } = await api.ask(method, `/api/bot/accounts/${id}${path}`, { token: other.token, body });
      expect([method, status]).toEqual([method, 404]);
    }
    expect((await settings(who, id)).status).toBe(200);
  });
});

describe('an account that is removed', () => {
  it('is signed out and leaves nothing but what the activity log tells', async () => {
    const who = await person();
    const username = await atInstagram();
    const { id } = await connected(who, username);
    await api.ask('POST', '/api/bot/start', { token: who.token });
    await api.ask('POST', '/api/bot/actions/follow-hashtag', {
      token: who.token,
      body: { hashtag: 'ceramics', amount: 5 },
    });
    expect((await api.ask('DELETE', `/api/bot/accounts/${id}`, { token: who.token })).body).toEqual({ success: true });
    expect((await settings(who, id)).status).toBe(404);
    expect((await calls(instagram, username)).at(-1)?.path).toBe('/api/v1/accounts/logout/');
    for (const table of ['instagram_credentials', 'user_bot_status', 'bot_jobs', 'interactions', 'session_openings']) {
      const column = table === 'instagram_credentials' ? 'id' : 'account_id';
      expect([table, await api.given.sql(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [id])]).toEqual([table, []]);
    }
    expect((await activity(who)).map((one) => one.action)).toContain('account_removed');
    expect((await api.ask('DELETE', `/api/bot/accounts/${id}`, { token: who.token })).status).toBe(404);
    const again = await connected(who, username);
    expect(again.id).not.toBe(id);
  });

  it('is removed also where it was disconnected before, or its session cannot be opened', async () => {
    const who = await person();
    const account = await api.given.account(who.id);
    expect((await api.ask('DELETE', `/api/bot/accounts/${account.id}`, { token: who.token })).status).toBe(200);
    const { id } = await connected(who, await atInstagram());
    await api.given.sql(`UPDATE instagram_credentials SET session_data_encrypted = '\\x00' WHERE id = $1`, [id]);
    expect((await api.ask('DELETE', `/api/bot/accounts/${id}`, { token: who.token })).status).toBe(200);
  });
});

describe('a bot of an account with a proxy', () => {
  it('does everything through it, and pauses where it fails, with nothing going past', async () => {
    const sink = new Writable({
      write(chunk: Buffer, _, done) {
        lines.push(...chunk.toString().trim().split('\n'));
        done();
      },
    });
    const logger = createLogger('worker', sink);
    const config = workerConfig({ DATABASE_URL: api.database.appUrl, ...env() });
    worker = await NestFactory.createApplicationContext(WorkerModule.with(config, logger), {
      logger: nestLogger(logger),
      abortOnError: false,
    });
    await worker.init();
    const who = await person();
    const username = await atInstagram();
    const { id } = await connected(who, username, { proxy_url: urlOf() });
    await api.ask('POST', '/api/bot/start', { token: who.token });
    const first = await jobOf(who, 3);
    await eventually(async () => (await stateOf(who, first))?.state === 'completed', 'the follows are done');
    const seen = await calls(proxy, username);
    expect(seen.filter((one) => one.path.includes('/friendships/create/')).length).toBeGreaterThanOrEqual(3);
    expect(new Set(seen.map((one) => one.proxy_user))).toEqual(new Set(['north']));
    await settings(who, id, { proxy_url: urlOf('north:wrong@') });
    const second = await jobOf(who, 2);
    await eventually(
      async () => (await stateOf(who, second))?.last_error?.error === 'PROXY_FAILED',
      'the fault is told',
    );
    expect((await settings(who, id)).body.account).toMatchObject({ state: 'paused', session_valid: true });
    expect(await calls(instagram, username)).toEqual([]);
    expect(await everythingKept()).not.toContain(SECRET);
  });

  it('takes hours that cross midnight on some days of the week, and a slower pace, and gives both back', async () => {
    const who = await person();
    const { id } = await connected(who, await atInstagram());
    expect((await settings(who, id)).body.account).toMatchObject({ working_hours: null, pace: null });
    const nights = { from: '22:00', to: '24:00', days: [5, 6] };
    const slower = { gap_seconds: 45, hourly_caps: { follow: 4 } };
    const set = await settings(who, id, { working_hours: { ...nights, days: [6, 5] }, pace: slower });
    expect(set.body.account).toMatchObject({ working_hours: nights, pace: slower });
    const some = { pace: { hourly_caps: { like: 3 } }, working_hours: { from: '20:00', to: '04:00' } };
    expect((await settings(who, id, some)).body.account).toMatchObject({
      working_hours: { from: '20:00', to: '04:00' },
      pace: { gap_seconds: null, hourly_caps: { like: 3 } },
    });
    const week = { from: '00:00', to: '24:00', days: [1, 2, 3, 4, 5, 6, 7] };
    expect((await settings(who, id, { working_hours: week })).body.account.working_hours).toEqual({
      from: '00:00',
      to: '24:00',
    });
    const standard = await settings(who, id, { working_hours: null, pace: null });
    expect(standard.body.account).toMatchObject({ working_hours: null, pace: null });
    expect((await activity(who)).map((one) => one.message).join()).toContain('at its own, slower pace');
  });

  it('keeps to the hours that its person set, and looks again when they change', async () => {
    const who = await person();
    const { id } = await connected(who, await atInstagram());
    // Early or late: wherever it is not now.
    const closed = new Date().getUTCHours() < 12 ? { from: '22:30', to: '23:30' } : { from: '00:30', to: '01:30' };
    expect((await settings(who, id, { working_hours: closed })).body.account).toMatchObject({ working_hours: closed });
    await api.ask('POST', '/api/bot/start', { token: who.token });
    const job = await jobOf(who, 2);
    await eventually(async () => (await stateOf(who, job))?.state === 'waiting', 'it waits for its hours');
    expect(await stateOf(who, job)).toMatchObject({ reason: 'Outside the working hours.', done: 0 });
    expect((await settings(who, id, { working_hours: null })).body.account).toMatchObject({ working_hours: null });
    await eventually(async () => (await stateOf(who, job))?.state === 'completed', 'the follows are done');
    expect((await activity(who)).map((one) => one.message).join()).toContain(`from ${closed.from} to ${closed.to}`);
  });
});
