import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ActivityList, type Bot, errorEntry, type Fleet, type FleetPause, type Job } from '@pacekeeper/contracts';
import { eventually, Simulator } from '@pacekeeper/testing';
import { CutNetwork } from '../../../testing/cut-network.ts';
import { TestApi } from '../../../testing/test-api.ts';
import { TestWorker } from '../../../testing/test-worker.ts';

// Real workers against the simulator, several times.
jest.setTimeout(90_000);

const PASSWORD = 'thistle-anchor-over-6611-dunes';
const BOTS = 6;

let simulator: Simulator;
let api: TestApi;
let token: string;
let adminToken: string;
let accounts: string[];
let jobs: string[];
let env: Record<string, string>;
let workers: TestWorker[] = [];

const post = <T>(path: string, body: object = {}, as = token) =>
  api.ask<T>('POST', `/api/${path}`, { token: as, body });
const get = async <T>(path: string, as = token) => (await api.ask<T>('GET', `/api/${path}`, { token: as })).body;
const startWorker = async (more: Record<string, string> = {}): Promise<TestWorker> => {
  const worker = await TestWorker.start({ ...env, ...more });
  workers.push(worker);
  return worker;
};
const stopWorkers = async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
};
const fault = (kind: string) => simulator.control('POST', '/faults', { kind });
const fleet = async () => (await get<{ fleet: Fleet }>('bot/fleet')).fleet;
const explained = async () => (await get<{ fleet: FleetPause }>('admin/fleet', adminToken)).fleet;
const paused = () => eventually(async () => (await fleet()).paused, 'all bots pause');
const goOn = () => eventually(async () => !(await fleet()).paused, 'all bots go on');
const done = async () => {
  const rows = await api.given.sql<{ done: number }>('SELECT sum(done)::int AS done FROM bot_jobs');
  return rows[0]?.done ?? 0;
};
const probeIsDue = () => api.given.sql(`UPDATE fleet_state SET probe_at = now() - interval '1 second'`);
const beginAnew = () =>
  api.given.sql(
    `WITH forgotten AS (DELETE FROM refused_clients)
     UPDATE fleet_state SET resumed_at = now() - interval '1 hour'`,
  );
/** No turn is under way or due: nothing can be sent any more. */
const silence = () =>
  eventually(async () => {
    const busy = await api.given.sql(
      `SELECT 1 FROM user_bot_status WHERE lease_until > now() UNION ALL
       SELECT 1 FROM pgboss.job WHERE name = 'turns'
         AND (state = 'active' OR (state IN ('created', 'retry') AND start_after <= now()))`,
    );
    return busy.length === 0;
  }, 'it gets quiet');
const requests = async () =>
  (await simulator.control<{ items: Array<{ account: string | null }> }>('GET', '/requests?limit=5000')).items;

/** A new account whose bot runs. */
const connected = async (username: string): Promise<string> => {
  await simulator.control('POST', '/accounts', { username, password: PASSWORD });
  const { body } = await post<{ account: { id: string } }>('bot/login', { username, password: PASSWORD });
  await post('bot/start', { account_id: body.account.id });
  return body.account.id;
};

beforeAll(async () => {
  simulator = await Simulator.start();
  env = {
    DATA_DIR: mkdtempSync(join(tmpdir(), 'pacekeeper-fleet-')),
    INSTAGRAM_BASE_URL: simulator.instagramUrl,
    PROXY_ALLOW_LOOPBACK: 'on',
    // Slow enough for a job to be under way when something happens to it.
    PACE_SPEED: '60',
  };
  api = await TestApi.start(env, async (database) => {
    env['DATABASE_URL'] = database.appUrl;
    return {};
  });
  await api.given.limits({ follows: 10_000 });
  const user = await api.given.user();
  const admin = await api.given.user({ role: 'admin' });
  token = await api.signIn(user.username);
  adminToken = await api.signIn(admin.username);
  accounts = [];
  for (let number = 0; number < BOTS; number += 1) accounts.push(await connected(`fleet_${number}`));
});
afterAll(async () => {
  await stopWorkers();
  await api.stop();
  await simulator.stop();
});
const askForJobs = async () => {
  jobs = [];
  for (const account_id of accounts) {
    const { status, body } = await post<{ job: Job }>('bot/actions/follow-hashtag', {
      account_id,
      hashtag: 'ceramics',
      amount: 30,
    });
    expect(status).toBe(202);
    jobs.push(body.job.id);
  }
};
afterEach(async () => {
  await simulator.control('DELETE', '/faults');
  await simulator.control('PATCH', '/settings', { refused_versions: [], proxy_credentials: null });
  await stopWorkers();
  await post('admin/fleet/resume', { reason: 'the next test begins' }, adminToken);
  await beginAnew();
  await api.given.sql(
    `UPDATE user_bot_status SET cooldown_until = NULL, cooldown_code = NULL, faults_in_a_row = 0,
       trouble_code = NULL, trouble_at = NULL`,
  );
  await api.given.sql(`DELETE FROM bot_jobs`);
  await simulator.control('DELETE', '/effects');
});

describe('many accounts that get the same unexpected answer', () => {
  beforeEach(askForJobs);

  it('pause all bots, whose accounts are not blamed for it; one tries at a time, and its good answer brings all back', async () => {
    await fault('html');
    await Promise.all([startWorker(), startWorker()]);
    await paused();
    await silence();

    const state = await explained();
    expect(state).toMatchObject({
      cause: 'answers',
      answer: { error: 'INSTAGRAM_UNEXPECTED' },
      failed_probes: 0,
      probing: false,
      trouble: {
        error: 'FLEET_PAUSED',
        code: errorEntry('FLEET_PAUSED').code,
        help: expect.stringContaining('E-BOT-W-'),
      },
    });
    expect(state.accounts).toBeGreaterThanOrEqual(5);
    expect(state.answered).toBeGreaterThanOrEqual(state.accounts ?? 0);

    // What people see of their bots and jobs.
    const { bot } = await get<{ bot: Bot }>(`bot/status?account_id=${accounts[0]}`);
    const reason = { reason_symbol: 'fleet_paused', params: { by: 'answers' } };
    expect(bot).toMatchObject({ bot_running: true, state: 'paused', until: state.until, ...reason });
    expect(bot.reason).toContain('Pacekeeper paused every bot');
    const { job } = await get<{ job: Job }>(`bot/jobs/${jobs[0]}`);
    expect(job).toMatchObject({ state: 'waiting', until: state.until, expected_end_at: null, ...reason });
    expect(job.reason).toContain('Pacekeeper paused every bot');
    expect(await (await fetch(`${api.url}/metrics`)).text()).toContain('pacekeeper_fleet_paused 1');

    // One account tries, in vain; two workers make no two of it.
    const before = (await requests()).length;
    await probeIsDue();
    await eventually(async () => (await explained()).failed_probes === 1, 'an account tries');
    await silence();
    const all = await requests();
    const tried = all.slice(before);
    expect(tried.length).toBeGreaterThan(0);
    expect(new Set(tried.map(({ account }) => account)).size).toBe(1);
    const { until } = await explained();
    const minutes = (new Date(until ?? 0).getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(1.5);
    expect(minutes).toBeLessThan(2.1);

    // Everything restarts; then one good answer is enough.
    await stopWorkers();
    await simulator.control('DELETE', '/faults');
    await Promise.all([startWorker(), startWorker()]);
    await silence();
    expect((await fleet()).paused).toBe(true);
    await probeIsDue();
    await goOn();
    // The accounts' own breakers count nothing.
    const counted = await api.given.sql(
      'SELECT faults_in_a_row, cooldown_until FROM user_bot_status WHERE faults_in_a_row > 0 OR cooldown_until IS NOT NULL',
    );
    expect(counted).toEqual([]);

    const turns = await api.given.sql<{ at: Date }>(
      'SELECT next_turn_at AS at FROM user_bot_status WHERE next_turn_at IS NOT NULL',
    );
    expect(turns.length).toBeGreaterThan(0);
    await eventually(async () => (await done()) >= BOTS, 'they act again');
    await eventually(
      async () =>
        (await api.given.sql('SELECT 1 FROM bot_jobs WHERE done > 0 AND state <> $1', ['cancelled'])).length >= BOTS,
      'each of them acts again',
    );
    expect((await get<{ job: Job }>(`bot/jobs/${jobs[0]}`)).job.reason ?? '').not.toContain('every bot');
    expect(await (await fetch(`${api.url}/metrics`)).text()).toContain('pacekeeper_fleet_paused 0');
  });

  it('keep their pause to themselves where they are few', async () => {
    for (const index of [0, 1, 2]) {
      await simulator.control('POST', '/faults', { kind: 'html', account: `fleet_${index}` });
    }
    await startWorker();
    await eventually(
      async () => (await api.given.sql('SELECT 1 FROM user_bot_status WHERE cooldown_until > now()')).length === 3,
      'three pause by themselves',
    );
    await eventually(async () => (await done()) > 3, 'the others go on');
    expect((await fleet()).paused).toBe(false);
  });

  it('keep to themselves what their own proxies lost', async () => {
    await simulator.control('PATCH', '/settings', { proxy_credentials: 'north:sea' });
    const through = (proxy_url: string | null) =>
      Promise.all(accounts.map((id) => api.ask('PATCH', `/api/bot/accounts/${id}`, { token, body: { proxy_url } })));
    const set = await through(simulator.instagramUrl.replace('//', '//north:sea@'));
    expect(set.map(({ status }) => status)).toEqual(accounts.map(() => 200));
    await simulator.control('POST', '/faults', { kind: 'reset', path: 'friendships/create' });
    await startWorker();
    await eventually(
      async () =>
        (
          await api.given.sql('SELECT 1 FROM user_bot_status WHERE cooldown_code = $1', [
            errorEntry('INSTAGRAM_UNAVAILABLE').code,
          ])
        ).length === BOTS,
      'each pauses by itself',
    );
    expect(await api.given.sql('SELECT 1 FROM user_bot_status WHERE trouble_at IS NOT NULL')).toEqual([]);
    expect((await fleet()).paused).toBe(false);
    await stopWorkers();
    expect((await through(null)).map(({ status }) => status)).toEqual(accounts.map(() => 200));
  });

  it('tell every screen at once', async () => {
    const listening = new AbortController();
    const stream = await fetch(`${api.url}/api/events`, {
      headers: { authorization: `Bearer ${token}` },
      signal: listening.signal,
    });
    let received = '';
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) received += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    await post('admin/fleet/pause', { reason: 'a look at the screens' }, adminToken);
    await eventually(async () => /event: notice\ndata: \{"kind":"fleet"/.test(received), 'the notice comes');
    listening.abort();
    await reading;
  });
});

describe('an app version that is refused', () => {
  beforeEach(askForJobs);

  const { code } = errorEntry('CLIENT_OUTDATED');
  const waiting = () =>
    api.given.sql<{ trouble_client: string }>(
      `SELECT trouble_client FROM user_bot_status WHERE cooldown_code = $1 AND cooldown_until > now()`,
      [code],
    );
  const held = () => api.given.sql('SELECT client, failed FROM refused_clients ORDER BY refused_at');
  const NEWER = { INSTAGRAM_APP_VERSION: '361.0.0.46.88', INSTAGRAM_APP_VERSION_CODE: '654321' };

  it('pauses the accounts that claim it, once two were refused; with another version they try at once', async () => {
    await simulator.control('PATCH', '/settings', { refused_versions: ['222.'] });
    await startWorker();
    await eventually(async () => (await waiting()).length === BOTS, 'they wait');
    expect(await held()).toEqual([{ client: 'library library', failed: 0 }]);
    expect((await fleet()).paused).toBe(false);
    const bot = (await get<{ bot: Bot }>(`bot/status?account_id=${accounts[0]}`)).bot;
    expect(bot).toMatchObject({ state: 'paused', last_error: { error: 'CLIENT_OUTDATED' } });
    expect(new Date(bot.until ?? 0).getTime() - Date.now()).toBeGreaterThan(50 * 60_000);
    await silence();
    expect(await done()).toBe(0);

    await stopWorkers();
    await startWorker(NEWER);
    await eventually(async () => (await done()) > 0, 'one acts');
    await eventually(async () => (await waiting()).length === 0, 'they go on');
  });

  it('pauses them again for another version that is refused too', async () => {
    await simulator.control('PATCH', '/settings', { refused_versions: ['222.', '361.'] });
    await startWorker();
    await eventually(async () => (await waiting()).length === BOTS, 'they wait');
    await stopWorkers();
    await startWorker(NEWER);
    await eventually(async () => (await held()).length === 2, 'the other one is refused, too');
    expect(await held()).toEqual([
      { client: 'library library', failed: 0 },
      { client: '361.0.0.46.88 654321', failed: 0 },
    ]);
    await silence();
    expect(await done()).toBe(0);
  });
});

describe('a password sign-in that Instagram does not offer', () => {
  it('says so to whoever signs in, and pauses nobody', async () => {
    await askForJobs();
    await startWorker();
    await eventually(async () => (await done()) > 0, 'they act');
    await simulator.control('POST', '/faults', { kind: 'needs_upgrade', path: '**/accounts/login/**' });
    const signIn = async (password: string) =>
      (await post<{ error: string }>('bot/login', { username: 'fleet_newcomer', password })).body.error;

    expect([await signIn(PASSWORD), await signIn('another-word')]).toEqual([
      'SIGN_IN_NOT_OFFERED',
      'SIGN_IN_NOT_OFFERED',
    ]);
    const before = await done();
    await eventually(async () => (await done()) >= before + BOTS, 'they go on acting');
    expect((await fleet()).paused).toBe(false);
    expect(await api.given.sql('SELECT 1 FROM user_bot_status WHERE cooldown_until IS NOT NULL')).toEqual([]);
  });
});

describe('an administrator', () => {
  it('pauses all bots with a reason, for as long as they say, and lets them go', async () => {
    await askForJobs();
    await startWorker();
    await eventually(async () => (await done()) > 0, 'they act');
    const { status, body } = await post<{ fleet: FleetPause }>(
      'admin/fleet/pause',
      { reason: 'Instagram announced a change' },
      adminToken,
    );
    expect(status).toBe(200);
    expect(body.fleet).toMatchObject({
      paused: true,
      until: null,
      cause: 'person',
      reason: 'Instagram announced a change',
      answer: null,
    });
    await silence();
    const before = await done();
    // Pressing start again during the pause starts nothing.
    await post('bot/stop', { account_id: accounts[0] });
    await post('bot/start', { account_id: accounts[0] });
    await silence();
    expect(await done()).toBe(before);
    expect((await fleet()).trouble?.message).toBe('An administrator paused all bots.');
    expect((await fleet()) as object).not.toHaveProperty('reason');

    await post('admin/fleet/resume', { reason: 'nothing came of it' }, adminToken);
    await eventually(async () => (await done()) > before, 'they act again');
    for (const [action, message] of [
      ['bot_paused', 'The bot of @fleet_1 paused. An administrator paused all bots.'],
      ['bot_resumed', 'The bot of @fleet_1 continues: the pause of all bots is over.'],
    ]) {
      const { items } = await get<ActivityList>(`activity-logs?account_id=${accounts[1]}&action=${action}&limit=1`);
      expect(items).toMatchObject([{ message }]);
    }
    const log = await get<{ items: Array<{ action: string; details: object }> }>(
      'admin/audit-log?limit=20',
      adminToken,
    );
    expect(log.items).toContainEqual(
      expect.objectContaining({ action: 'fleet_paused', details: { reason: 'Instagram announced a change' } }),
    );
    expect(log.items).toContainEqual(
      expect.objectContaining({ action: 'fleet_resumed', details: { by: 'person', reason: 'nothing came of it' } }),
    );
  });

  it.each<[string, unknown, number]>([
    ['no reason', {}, 400],
    ['an empty reason', { reason: '   ' }, 400],
    ['a reason with a line break', { reason: 'one\ntwo' }, 400],
    ['a novel', { reason: 'x'.repeat(301) }, 400],
    ['something else', { reason: 'a good one', until: 'tomorrow' }, 400],
  ])('is asked again with %s', async (_, body, status) => {
    const answer = await api.ask('POST', '/api/admin/fleet/pause', { token: adminToken, body });
    expect([answer.status, answer.body.error]).toEqual([status, 'VALIDATION_FAILED']);
    expect((await fleet()).paused).toBe(false);
  });

  it('is nobody else', async () => {
    for (const [method, path] of [
      ['GET', '/api/admin/fleet'],
      ['POST', '/api/admin/fleet/pause'],
      ['POST', '/api/admin/fleet/resume'],
    ] as const) {
      const body = method === 'POST' ? { body: { reason: 'a good one' } } : {};
      expect((await api.ask(method, path, { token, ...body })).body.error).toBe('FORBIDDEN');
    }
  });
});

// The first retry comes two seconds after a lost call (deciding/breaker.spec.ts), so a cut that is over by then takes
// one call of each account. Here it ends for an account with its first retry, however fast this machine is.
describe('a cut of the network while twenty bots run', () => {
  const more: string[] = [];
  let network: CutNetwork;
  let workerOfCut: TestWorker;

  beforeAll(async () => {
    network = await CutNetwork.before(simulator.instagramUrl);
    for (let number = BOTS; number < 20; number += 1) more.push(await connected(`fleet_${number}`));
  });
  afterAll(async () => {
    for (const account_id of more) await post('bot/stop', { account_id });
    await network.stop();
  });
  beforeEach(async () => {
    network.begin('none');
    accounts.push(...more);
    await askForJobs();
    workerOfCut = await startWorker({ INSTAGRAM_BASE_URL: network.url });
    await eventually(async () => (await leastDone()) > 0, 'all of them act');
  });
  afterEach(() => {
    accounts.splice(BOTS);
  });

  const leastDone = async () => {
    const [row] = await api.given.sql<{ done: number; jobs: number }>(
      `SELECT min(done)::int AS done, count(*)::int AS jobs FROM bot_jobs WHERE state IN ('queued', 'running', 'waiting')`,
    );
    expect(row?.jobs).toBe(20);
    return row?.done ?? 0;
  };
  const pauses = () =>
    api.given.sql(`SELECT 1 FROM activity_logs WHERE action = 'bot_paused' AND job_id = ANY ($1)`, [jobs]);

  it('is tried again by each of them, and pauses nobody', async () => {
    network.begin('once');
    await eventually(async () => network.met.size === 20, 'each of them loses a call');
    const before = await leastDone();
    await eventually(async () => (await leastDone()) > before + 1, 'each of them acts again');
    await eventually(
      async () => (await api.given.sql('SELECT 1 FROM user_bot_status WHERE faults_in_a_row > 0')).length === 0,
      'nothing is held against any of them',
    );
    expect(await pauses()).toEqual([]);
    expect((await fleet()).paused).toBe(false);
    expect(workerOfCut.logLines.filter((line) => line.includes('all bots paused'))).toEqual([]);
  });

  it('pauses all bots where it lasts, and they go on when it is over', async () => {
    network.begin('all');
    await paused();
    expect((await explained()).answer).toMatchObject({ error: 'INSTAGRAM_UNAVAILABLE' });
    await silence();
    network.begin('none');
    const before = await done();
    await probeIsDue();
    await goOn();
    await eventually(async () => (await done()) > before, 'they act again');
  });
});
