import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { errorEntry, type ErrorSymbol, type Job } from '@pacekeeper/contracts';
import { eventually, Simulator } from '@pacekeeper/testing';
import { RewrittenInstagram } from '../../testing/rewritten-instagram.ts';
import { TestApi } from '../../testing/test-api.ts';
import { TestWorker } from '../../testing/test-worker.ts';
import { MOST_FAILURES } from './deciding/job-trouble.ts';
import { READ_CAP } from './ledger/reads.repository.ts';

// A real worker against the simulator, through answers that are rewritten on their way.
jest.setTimeout(90_000);

const PASSWORD = 'thistle-anchor-over-6611-dunes';
const PAGES = '/sections/';
const STANDING = 'friendships/show_many';

let simulator: Simulator;
let instagram: RewrittenInstagram;
let api: TestApi;
let worker: TestWorker;
let token: string;
let accountId: string;
let number = 0;

type Body = Record<string, unknown>;
const post = <T>(path: string, body: object = {}) => api.ask<T>('POST', `/api/bot/${path}`, { token, body });
const follow = async (amount: number, more: object = {}) =>
  (await post<{ job: Job }>('actions/follow-hashtag', { hashtag: 'ceramics', amount, ...more })).body.job.id;
const jobOf = async (id: string) => (await api.ask<{ job: Job }>('GET', `/api/bot/jobs/${id}`, { token })).body.job;
const ended = (id: string) =>
  eventually(async () => ['completed', 'failed'].includes((await jobOf(id)).state), 'the job ends');
const codeOf = (symbol: ErrorSymbol) => errorEntry(symbol).code;
const column = async <T>(sql: string, values: unknown[] = []) =>
  (await api.given.sql<{ value: T }>(sql, values)).map(({ value }) => value);
const used = async () =>
  (await column<number>('SELECT used AS value FROM quota_usage WHERE account_id = $1', [accountId]))[0] ?? 0;
const paused = () =>
  column<string>(
    `SELECT cooldown_code AS value FROM user_bot_status WHERE account_id = $1 AND cooldown_until IS NOT NULL`,
    [accountId],
  );
const blocked = () =>
  column<string>(`SELECT action AS value FROM breakers WHERE account_id = $1 AND closed_at IS NULL`, [accountId]);
/** Every object with a `pk` and a `username` in it. */
const people = (value: unknown, change: (user: Body) => void): void => {
  if (typeof value !== 'object' || value === null) return;
  const body = value as Body;
  if ('pk' in body && 'username' in body) change(body);
  for (const part of Object.values(body)) people(part, change);
};

beforeAll(async () => {
  simulator = await Simulator.start();
  instagram = await RewrittenInstagram.before(simulator.instagramUrl);
  const env: Record<string, string> = {
    DATA_DIR: mkdtempSync(join(tmpdir(), 'pacekeeper-faults-')),
    INSTAGRAM_BASE_URL: instagram.url,
    PACE_SPEED: '600',
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
  await instagram.stop();
  await simulator.stop();
});
beforeEach(async () => {
  number += 1;
  const user = await api.given.user();
  token = await api.signIn(user.username);
  const username = `faulty_${number}`;
  await simulator.control('POST', '/accounts', { username, password: PASSWORD });
  accountId = (await post<{ account: { id: string } }>('login', { username, password: PASSWORD })).body.account.id;
  await post('start');
});
afterEach(async () => {
  instagram.reset();
  await simulator.control('DELETE', '/faults');
  await post('stop');
});

describe('a feed that brings the same page with a fresh cursor each time', () => {
  it('ends its job after five pages with nobody new', async () => {
    let first: Body | null = null;
    let pages = 0;
    instagram.rewrite(PAGES, (body) => {
      first ??= body;
      pages += 1;
      people(first, (user) => (user['is_private'] = true));
      return { ...first, more_available: true, next_page: pages, next_max_id: `again ${pages}`, next_media_ids: [] };
    });
    const id = await follow(10, { filters: { skip_private: true } });
    await ended(id);
    expect(await jobOf(id)).toMatchObject({
      state: 'completed',
      done: 0,
      last_error: { code: codeOf('SOURCE_EXHAUSTED') },
    });
    expect(instagram.callsTo(PAGES)).toBe(6);
  });
});

describe('an account that has read its most', () => {
  it('waits, says why, and goes on when there is room', async () => {
    await api.given.sql(
      `INSERT INTO account_reads (user_id, account_id, at)
       SELECT c.user_id, c.id, now() + interval '1 hour' FROM instagram_credentials c, generate_series(1, $2)
       WHERE c.id = $1`,
      [accountId, READ_CAP - 1],
    );
    const id = await follow(1);
    await eventually(async () => (await jobOf(id)).state === 'waiting', 'the job waits');
    expect((await jobOf(id)).reason_symbol).toBe('read_cap');
    expect(Date.parse((await jobOf(id)).until ?? '')).toBeGreaterThan(Date.now() + 50 * 60_000);
    expect(instagram.callsTo(PAGES)).toBe(0);

    await api.given.sql('DELETE FROM account_reads WHERE account_id = $1', [accountId]);
    await post('start');
    await ended(id);
    expect((await jobOf(id)).done).toBe(1);
    // The page, and the account's relationship to its people; the last action is too recent to be verified.
    expect(await column('SELECT count(*)::int AS value FROM account_reads WHERE account_id = $1', [accountId])).toEqual(
      [2],
    );
  });
});

describe('a refusal', () => {
  it.each([
    ['after which the follow is there', true, 'confirmed', 1],
    ['without effect', false, 'refused', 0],
  ])('%s keeps its quota until it was read back', async (_, effect, state, left) => {
    const path = 'friendships/create';
    await simulator.control('POST', '/faults', { kind: 'feedback_required', path, effect, times: 1 });
    const id = await follow(1);
    const row = () =>
      api.given.sql<Body>('SELECT state, error_code FROM interactions WHERE job_id = $1 AND fence IS NOT NULL', [id]);
    await eventually(async () => (await blocked()).length > 0, 'follows stop');
    expect(await paused()).toEqual([]);
    expect(await row()).toEqual([{ state: 'unknown', error_code: codeOf('ACTION_BLOCKED') }]);
    expect(await used()).toBe(1);

    // The call can land no more.
    await post('stop');
    await api.given.sql(
      `UPDATE interactions SET deadline_at = now() - interval '1 minute', reconcile_at = now() WHERE job_id = $1 AND state = 'unknown'`,
      [id],
    );
    await eventually(async () => (await row())[0]?.['state'] !== 'unknown', 'it is read back');
    expect(await row()).toEqual([{ state, error_code: effect ? null : codeOf('ACTION_BLOCKED') }]);
    expect(await used()).toBe(left);
    expect(await jobOf(id)).toMatchObject({ done: left, failed: 1 - left });
  });
});

describe('names that the database would refuse', () => {
  it.each<[string, string]>([
    ['149 letters and an emoji that is cut in half', 'x'.repeat(149) + '\u{1f600}'],
    ['half an emoji', 'half \ud83d'],
    ['the other half', '\ude00 half'],
    ['a NUL', 'a\u0000b'],
  ])('%s: the job goes on', async (_, name) => {
    instagram.rewrite(PAGES, (body) => {
      people(body, (user) => (user['full_name'] = name));
      return body;
    });
    const id = await follow(2);
    await ended(id);
    expect(await jobOf(id)).toMatchObject({ state: 'completed', done: 2 });
  });
});

describe('a turn that fails', () => {
  it('is counted, shown and tried later, keeps no other job back, and fails its job at last', async () => {
    await post('stop');
    await post('start');
    const id = await follow(1);
    // No source knows what to read with these.
    const spoiled = await api.given.sql(
      `UPDATE bot_jobs SET params = '{}', state = 'queued', done = 0, source_cursor = NULL, source_exhausted = false,
         finished_at = NULL, amount = 500 WHERE id = $1 RETURNING id`,
      [id],
    );
    expect(spoiled).toHaveLength(1);
    await api.given.sql(`DELETE FROM interactions WHERE job_id = $1 AND state = 'planned'`, [id]);
    await post('start');
    await eventually(async () => (await jobOf(id)).last_error?.error === 'INTERNAL', 'the job shows what is wrong');
    expect(await jobOf(id)).toMatchObject({ state: 'waiting' });
    expect(Date.parse((await jobOf(id)).until ?? '')).toBeGreaterThan(Date.now());

    const other = await follow(2);
    await ended(other);
    expect(await jobOf(other)).toMatchObject({ state: 'completed', done: 2 });
    expect(await paused()).toEqual([]);

    for (let failures = 2; failures <= MOST_FAILURES; failures += 1) {
      await api.given.sql('UPDATE bot_jobs SET retry_at = now() WHERE id = $1', [id]);
      await post('start');
      await eventually(
        async () =>
          (await column<number>('SELECT failures_in_a_row AS value FROM bot_jobs WHERE id = $1', [id]))[0] === failures,
        `it fails ${failures} times`,
      );
    }
    expect(await jobOf(id)).toMatchObject({ state: 'failed', last_error: { code: codeOf('INTERNAL') } });
  });
});

describe('a page that cannot be read', () => {
  it('where one answer is missing, leaves out that target alone', async () => {
    let missing: string | undefined;
    instagram.rewrite(STANDING, (body) => {
      const statuses = Object.entries(body['friendship_statuses'] as Body);
      missing ??= statuses[0]?.[0];
      return { ...body, friendship_statuses: Object.fromEntries(statuses.filter(([pk]) => pk !== missing)) };
    });
    const id = await follow(2);
    await ended(id);
    expect(await jobOf(id)).toMatchObject({ state: 'completed', done: 2 });
    expect(
      await api.given.sql<Body>('SELECT target_pk, error_code FROM interactions WHERE job_id = $1 AND target_pk = $2', [
        id,
        missing,
      ]),
    ).toEqual([{ target_pk: missing, error_code: codeOf('FILTERED_UNKNOWN') }]);
    expect(await paused()).toEqual([]);
  });

  it('is the trouble of its job, not of the account or the fleet', async () => {
    instagram.rewrite('tags/broken', () => ({ status: 'ok', sections: 7 }));
    const id = (await post<{ job: Job }>('actions/follow-hashtag', { hashtag: 'broken', amount: 2 })).body.job.id;
    await eventually(async () => (await jobOf(id)).last_error !== undefined, 'the job shows what is wrong');
    expect(await jobOf(id)).toMatchObject({ state: 'waiting', last_error: { error: 'INSTAGRAM_UNEXPECTED' } });
    const other = await follow(1);
    await ended(other);
    expect(await jobOf(other)).toMatchObject({ state: 'completed', done: 1 });
    expect(await paused()).toEqual([]);
    expect(
      await column('SELECT 1 AS value FROM user_bot_status WHERE account_id = $1 AND trouble_at IS NOT NULL', [
        accountId,
      ]),
    ).toEqual([]);
  });

  it('with content of which nothing is known, is said and counted', async () => {
    instagram.rewrite(PAGES, () => ({
      status: 'ok',
      sections: [{ layout_type: 'hologram', layout_content: { medias: [{ media: { id: '1' } }] } }],
      more_available: false,
    }));
    const id = await follow(2);
    await ended(id);
    expect(await jobOf(id)).toMatchObject({ state: 'completed', done: 0, last_error: { error: 'SOURCE_UNREADABLE' } });
    expect(await column('SELECT unreadable AS value FROM bot_jobs WHERE id = $1', [id])).toEqual([1]);
  });
});

describe('a cut of the network that twenty accounts meet', () => {
  it('is tried again by each of them, and pauses nobody', async () => {
    const jobs: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      const username = `cut_${index}`;
      await simulator.control('POST', '/accounts', { username, password: PASSWORD });
      const { account } = (await post<{ account: { id: string } }>('login', { username, password: PASSWORD })).body;
      await simulator.control('POST', '/faults', { kind: 'reset', account: username, times: 1 });
      await post('start', { account_id: account.id });
      jobs.push(await follow(1, { account_id: account.id }));
    }
    await Promise.all(jobs.map(ended));
    expect(await Promise.all(jobs.map(async (id) => (await jobOf(id)).done))).toEqual(jobs.map(() => 1));
    expect(
      await column(`SELECT id AS value FROM activity_logs WHERE action = 'bot_paused' AND job_id = ANY ($1::uuid[])`, [
        jobs,
      ]),
    ).toEqual([]);
    const [state] = await api.given.sql<Body>('SELECT paused_at, resumed_at FROM fleet_state');
    expect(state).toEqual({ paused_at: null, resumed_at: null });
  });
});
