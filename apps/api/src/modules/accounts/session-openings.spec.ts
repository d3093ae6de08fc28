import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { OpeningList } from '@pacekeeper/contracts';
import { APP_ROLE, eventually, type GivenUser, Simulator } from '@pacekeeper/testing';
import { WorkerModule } from '../../app.module.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Secret } from '../../platform/crypto/secret.ts';
import { Database } from '../../platform/database/database.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { TestApi } from '../../testing/test-api.ts';
import { InstagramGateway } from '../instagram/index.ts';
import { DailySessionTests } from './session-daily.service.ts';
import { SessionProofsRepository } from './session-proofs.repository.ts';

const PASSWORD = 'forty-herons-over-a-quiet-mill';

let simulator: Simulator;
let api: TestApi;
let anna: GivenUser & { token: string };
beforeAll(async () => {
  simulator = await Simulator.start();
  api = await TestApi.start({ INSTAGRAM_BASE_URL: simulator.instagramUrl });
  anna = await person();
});
afterAll(async () => {
  await api.stop();
  await simulator.stop();
});

const person = async (role: 'admin' | 'user' = 'user') => {
  const user = await api.given.user({ role });
  return { ...user, token: await api.signIn(user.username) };
};

let counter = 0;
const connect = async (): Promise<{ id: string; username: string }> => {
  const username = `opening_${(counter += 1)}`;
  await simulator.control('POST', '/accounts', { username, password: PASSWORD });
  const { body } = await api.ask<{ account: { id: string } }>('POST', '/api/bot/login', {
    token: anna.token,
    body: { username, password: PASSWORD },
  });
  return { id: body.account.id, username };
};

const openings = async (id: string, query = '', token = anna.token) =>
  api.ask<OpeningList>('GET', `/api/bot/accounts/${id}/openings${query}`, { token });
const brief = async (id: string) =>
  (await openings(id)).body.items.map(({ by, purpose, times }) => `${times} ${purpose} by ${by}`);
const post = (path: string, body: object, token = anna.token) => api.ask('POST', `/api/${path}`, { token, body });
const test = (id: string, token = anna.token) => post(`users/${anna.id}/test-session`, { account_id: id }, token);
const callsOf = async (username: string) =>
  (await simulator.control<{ total: number }>('GET', `/requests?account=${username}&limit=1`)).total;

/** As if nothing had shown for that long that the session holds. */
const unproved = (id: string, hours: number) =>
  api.given.sql(
    `UPDATE instagram_credentials SET connected_at = now() - make_interval(hours => $2),
       last_tested_at = CASE WHEN last_tested_at IS NULL THEN NULL ELSE now() - make_interval(hours => $2) END
     WHERE id = $1`,
    [id, hours],
  );

describe('the list of who opened a session', () => {
  it('has a test by hand, by an administrator, a start, a new sign-in and a disconnection, and outlives the session', async () => {
    const { id, username } = await connect();
    expect(await brief(id)).toEqual([]);
    await test(id);
    await test(id);
    await test(id, (await person('admin')).token);
    await post('bot/start', { account_id: id });
    await post('bot/login', { username, password: PASSWORD });
    await post('bot/logout', { account_id: id });
    expect(await brief(id)).toEqual([
      '1 disconnect by you',
      '1 connect by you',
      '1 start by you',
      '1 admin_test by administrator',
      '2 test by you',
    ]);
    const [first] = (await openings(id)).body.items;
    expect(first?.first_at).toBe(first?.last_at);
  });

  it('has the turns of its bot, in one row for an hour', async () => {
    const { id } = await connect();
    const worker = await startWorker();
    try {
      const { items } = await simulator.control<{ items: Array<{ name: string }> }>('GET', '/hashtags');
      for (let job = 0; job < 2; job += 1) {
        await post('bot/start', { account_id: id });
        await post('bot/actions/follow-hashtag', { account_id: id, hashtag: items[job]?.name ?? '', amount: 1 });
        await eventually(
          async () =>
            (await api.given.sql(`SELECT 1 FROM bot_jobs WHERE account_id = $1 AND state = 'completed'`, [id])).length >
            job,
          'the job ends',
        );
      }
      const turns = (await openings(id)).body.items.filter(({ purpose }) => purpose === 'turn');
      expect(turns).toHaveLength(1);
      expect(turns[0]).toMatchObject({ by: 'bot' });
      expect(turns[0]?.times).toBeGreaterThanOrEqual(2);
    } finally {
      await worker.close();
    }
  }, 60_000);

  it('begins with what was opened last, also where the row of its hour began before others', async () => {
    const { id } = await connect();
    await test(id);
    await test(id, (await person('admin')).token);
    await test(id);
    expect(await brief(id)).toEqual(['2 test by you', '1 admin_test by administrator']);
    const { body } = await openings(id, '?limit=1');
    const rest = await openings(id, `?limit=1&cursor=${body.next_cursor}`);
    expect([...body.items, ...rest.body.items].map(({ purpose }) => purpose)).toEqual(['test', 'admin_test']);
    expect(rest.body.next_cursor).toBeNull();
  });

  it('comes page by page', async () => {
    const { id } = await connect();
    await api.given.sql(
      `INSERT INTO session_openings (user_id, account_id, hour, purpose, times, first_at, last_at)
       SELECT $1, $2, date_trunc('hour', now()) - make_interval(hours => back), 'turn', 5, now(), now()
       FROM generate_series(24, 0, -1) AS back`,
      [anna.id, id],
    );
    const seen: string[] = [];
    for (let query = '?limit=10'; ;) {
      const { body } = await openings(id, query);
      seen.push(...body.items.map((item) => item.id));
      if (body.next_cursor === null) break;
      query = `?limit=10&cursor=${body.next_cursor}`;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)));
  });

  it('is its owner’s alone', async () => {
    const { id } = await connect();
    await test(id);
    for (const token of [(await person()).token, (await person('admin')).token]) {
      expect((await openings(id, '', token)).status).toBe(404);
    }
    expect((await openings(id, '?cursor=e30')).status).toBe(400);
    expect((await openings('no-id')).status).toBe(400);
  });
});

describe('a disconnection', () => {
  it('leaves the device, the list of openings and what was done, and nothing else of the visit', async () => {
    const { id, username } = await connect();
    await test(id);
    const job = await api.given.job(anna.id, id);
    await api.given.sql(`UPDATE bot_jobs SET source_cursor = '{"nextPage":3}' WHERE id = $1`, [job.id]);
    await api.given.sql(
      `INSERT INTO connect_attempts (id, user_id, instagram_username, kind, methods, state_encrypted, encryption_key_id, expires_at)
       VALUES (gen_random_uuid(), $1, $2, 'challenge', '{sms}', '\\x00', 'k', now() + interval '1 hour')`,
      [anna.id, username],
    );
    const sessions = () =>
      simulator.control<{ items: Array<{ device: string; revoked: unknown }> }>(
        'GET',
        `/accounts/${username}/sessions`,
      );
    const [{ device } = { device: '' }] = (await sessions()).items;
    const size = async () =>
      (
        await api.given.sql<{ n: number; disconnected: boolean }>(
          `SELECT octet_length(session_data_encrypted) AS n, disconnected_at IS NOT NULL AS disconnected
           FROM instagram_credentials WHERE id = $1`,
          [id],
        )
      )[0];
    const before = await size();
    await post('bot/logout', { account_id: id });

    // What is sealed now is a fraction: the device alone.
    expect(await size()).toMatchObject({ disconnected: true });
    expect((await size())?.n).toBeLessThan((before?.n ?? 0) / 2);
    expect((await sessions()).items.every((one) => one.revoked)).toBe(true);
    expect(await api.given.sql('SELECT 1 FROM connect_attempts WHERE instagram_username = $1', [username])).toEqual([]);
    expect(await api.given.sql('SELECT source_cursor, state FROM bot_jobs WHERE id = $1', [job.id])).toEqual([
      { source_cursor: null, state: 'waiting' },
    ]);
    expect(await brief(id)).toEqual(['1 disconnect by you', '1 test by you']);

    // The same device signs in again.
    await post('bot/login', { username, password: PASSWORD });
    expect(new Set((await sessions()).items.map((one) => one.device))).toEqual(new Set([device]));
  });
});

describe('the daily test', () => {
  // A worker's, which here runs inside the API.
  beforeAll(() => api.given.sql(`GRANT EXECUTE ON FUNCTION sessions_to_prove TO ${APP_ROLE.name}`));

  const daily = () => api.app.get(DailySessionTests);
  const valid = async (id: string) =>
    (await api.given.sql('SELECT session_valid FROM user_bot_status WHERE account_id = $1', [id]))[0];

  it('asks Instagram once for a session that nothing has proved for a day', async () => {
    const { id, username } = await connect();
    await unproved(id, 31);
    const before = await callsOf(username);
    expect(await daily().run()).toBe(1);
    expect(await daily().run()).toBe(0);
    expect(await callsOf(username)).toBe(before + 1);
    expect(await brief(id)).toEqual(['1 daily_test by pacekeeper']);
    const [row] = await api.given.sql(
      "SELECT last_tested_at > now() - interval '1 minute' AS now FROM instagram_credentials WHERE id = $1",
      [id],
    );
    expect(row).toEqual({ now: true });
  });

  it('is one where two workers come at once', async () => {
    const { id, username } = await connect();
    await unproved(id, 31);
    const before = await callsOf(username);
    const found = await Promise.all([daily().run(), daily().run(), daily().run()]);
    expect(found.sort()).toEqual([0, 0, 1]);
    expect(await callsOf(username)).toBe(before + 1);
  });

  it('marks a session that is gone, stops its bot and tells its person', async () => {
    const { id, username } = await connect();
    await post('bot/start', { account_id: id });
    await api.given.sql('UPDATE user_bot_status SET next_turn_at = NULL WHERE account_id = $1', [id]);
    await unproved(id, 31);
    await simulator.control('POST', `/accounts/${username}/sessions/revoke`, { reason: 8 });
    expect(await daily().run()).toBe(1);
    expect(await valid(id)).toEqual({ session_valid: false });
    const { body } = await api.ask<{ bot: { bot_running: boolean; last_error: { error: string } } }>(
      'GET',
      `/api/bot/status?account_id=${id}`,
      { token: anna.token },
    );
    expect(body.bot).toMatchObject({ bot_running: false, last_error: { error: 'SESSION_INVALID' } });
    const told = await api.given.sql(
      `SELECT status FROM activity_logs WHERE account_id = $1 AND action = 'session_tested'`,
      [id],
    );
    expect(told).toEqual([{ status: 'warning' }]);
  });

  it('is not begun where all bots were paused in this moment', async () => {
    const { id } = await connect();
    const claim = () =>
      api.app
        .get(Database, { strict: false })
        .asUser(anna.id, (tx) => new SessionProofsRepository().claimTest(tx, id, null, new Date()));
    await api.given.sql("UPDATE fleet_state SET paused_at = now(), cause = 'person'");
    expect(await claim()).toBe(false);
    await api.given.sql('UPDATE fleet_state SET paused_at = NULL, cause = NULL');
    expect(await claim()).toBe(true);
  });

  it('stores what a refusal has changed of the session', async () => {
    const { id, username } = await connect();
    const sealed = () =>
      api.given.sql('SELECT session_data_encrypted AS data FROM instagram_credentials WHERE id = $1', [id]);
    await test(id);
    const before = await sealed();
    const gateway = api.app.get(InstagramGateway, { strict: false });
    const open = gateway.open.bind(gateway);
    const spy = jest.spyOn(gateway, 'open').mockImplementationOnce(async (state) => {
      const session = await open(state);
      return Object.assign(session, { changedState: () => Promise.resolve(state.state) });
    });
    await simulator.control('POST', '/faults', { kind: 'server_error', account: username, times: 1 });
    expect((await test(id)).body).toMatchObject({ session_valid: true, error: 'INSTAGRAM_UNAVAILABLE' });
    spy.mockRestore();
    await simulator.control('DELETE', '/faults');
    expect(await sealed()).not.toEqual(before);
  });

  it('is no test by hand, either, where Instagram did not answer', async () => {
    const { id, username } = await connect();
    const tested = async () => {
      const { body } = await test(id);
      const [row] = await api.given.sql('SELECT last_tested_at FROM instagram_credentials WHERE id = $1', [id]);
      return [(body as { error?: string }).error, row?.['last_tested_at']];
    };
    await simulator.control('POST', '/faults', { kind: 'server_error', account: username, times: 1 });
    expect(await tested()).toEqual(['INSTAGRAM_UNAVAILABLE', null]);
    await simulator.control('DELETE', '/faults');
    const [, at] = await tested();
    expect(at).toBeInstanceOf(Date);
    await simulator.control('POST', '/faults', { kind: 'server_error', account: username, times: 1 });
    expect(await tested()).toEqual(['INSTAGRAM_UNAVAILABLE', at]);
    await simulator.control('DELETE', '/faults');
    await api.given.sql('DELETE FROM instagram_credentials WHERE id = $1', [id]);
  });

  it('keeps what was known where Instagram cannot be asked', async () => {
    const { id, username } = await connect();
    await unproved(id, 31);
    await simulator.control('POST', '/faults', { kind: 'server_error', account: username, times: 1 });
    expect(await daily().run()).toBe(1);
    expect(await valid(id)).toEqual({ session_valid: true });
    await simulator.control('DELETE', '/faults');
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['that somebody has tested', (id) => test(id)],
    [
      'whose bot is about to work',
      (id) =>
        api.given.sql('UPDATE user_bot_status SET bot_running = true, next_turn_at = now() WHERE account_id = $1', [
          id,
        ]),
    ],
    [
      'that someone holds',
      (id) =>
        api.given.sql(`UPDATE user_bot_status SET lease_until = now() + interval '5 s' WHERE account_id = $1`, [id]),
    ],
    ['that is disconnected', (id) => post('bot/logout', { account_id: id })],
    ['of a user who is disabled', () => api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [anna.id])],
  ])('passes over an account %s', async (_, happens) => {
    const { id } = await connect();
    await unproved(id, 31);
    await happens(id);
    expect(await daily().run()).toBe(0);
    await api.given.sql('UPDATE users SET is_active = true WHERE id = $1', [anna.id]);
    await api.given.sql('DELETE FROM instagram_credentials WHERE id = $1', [id]);
  });
});

/** A worker in this process, on the same database. */
const startWorker = () => {
  const config = { ...api.app.get<Config>(CONFIG), databaseUrl: new Secret(api.database.workerUrl) };
  const logger = createLogger('worker');
  logger.level = 'silent';
  return NestFactory.createApplicationContext(WorkerModule.with(config, logger), {
    logger: false,
    abortOnError: false,
  });
};
