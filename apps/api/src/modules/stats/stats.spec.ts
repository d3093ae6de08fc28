import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  type Activity,
  type DailyStats,
  errorEntry,
  type ErrorSymbol,
  type HourStats,
  type Interaction,
  type InteractionList,
  type SourceStats,
  type StatsSummary,
} from '@pacekeeper/contracts';
import { migrate } from '@pacekeeper/database-tools';
import { Database } from '../../platform/database/database.ts';
import { PATHS } from '../../platform/config/root.ts';
import { TestApi } from '../../testing/test-api.ts';
import { DailyStatsRepository, type StatChange } from './daily-stats.repository.ts';

jest.setTimeout(60_000);

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

interface Person {
  readonly id: string;
  readonly token: string;
  readonly account: string;
}
const person = async (timeZone = 'UTC'): Promise<Person> => {
  const { id, username } = await api.given.user({ timeZone });
  return { id, token: await api.signIn(username), account: (await api.given.account(id)).id };
};
const get = <Body>(who: Person, path: string) => api.ask<Body>('GET', `/api/${path}`, { token: who.token });
const jobOf = async (who: Person, hashtag: string, account = who.account): Promise<string> => {
  const id = randomUUID();
  await api.given.sql(
    `INSERT INTO bot_jobs (id, user_id, account_id, action, source, params, filters, amount)
     VALUES ($1, $2, $3, 'follow', 'hashtag', $4, '{}', 10)`,
    [id, who.id, account, { hashtag }],
  );
  return id;
};
let target = 0;
/** A row of the ledger that was intended then. */
const intended = async (who: Person, job: string, at: string, more: { account?: string; state?: string } = {}) => {
  target += 1;
  const [row] = await api.given.sql<{ id: string }>(
    `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id, target_username, state, fence, quota_day,
                               intended_at, deadline_at)
     SELECT $1, $2, $3, 'follow', $5, $5, 'person_' || $5, $6, 1, ($4::timestamptz AT TIME ZONE u.time_zone)::date, $4, $4
     FROM users u WHERE u.id = $1 RETURNING id`,
    [who.id, more.account ?? who.account, job, at, String(target), more.state ?? 'confirmed'],
  );
  return row?.id ?? '';
};
const stats = () => api.app.get(DailyStatsRepository, { strict: false });
const count = (who: Person, id: string, change: StatChange) =>
  api.app.get(Database, { strict: false }).asUser(who.id, async (tx) => {
    const statements = jest.spyOn(tx, 'sql');
    await stats().count(tx, id, change, new Date());
    expect(statements).toHaveBeenCalledTimes(1);
  });
const daily = async (who: Person, query = '') => (await get<DailyStats>(who, `stats/daily${query}`)).body.items;
const MARCH = '?from=2026-03-01&to=2026-03-31';
const none = { done: 0, skipped: 0, failed: 0, unknown: 0 };

describe('an outcome', () => {
  it('is counted on the day and hour of its user’s own calendar, and corrected in the same place', async () => {
    const who = await person('Asia/Tokyo');
    const job = await jobOf(who, 'travel');
    // Already the 2nd in Tokyo.
    const id = await intended(who, job, '2026-03-01T15:30:00Z', { state: 'unknown' });
    await count(who, id, { unknown: 1 });
    expect(await daily(who, MARCH)).toEqual([{ day: '2026-03-02', action: 'follow', ...none, unknown: 1 }]);
    await count(who, id, { unknown: -1, done: 1 });
    expect(await daily(who, MARCH)).toEqual([{ day: '2026-03-02', action: 'follow', ...none, done: 1 }]);
    expect((await get<HourStats>(who, `stats/hours${MARCH}`)).body.items).toEqual([
      { weekday: 1, hour: 0, done: 1, failed: 0 },
    ]);
  });

  it('is counted with the transaction of its ledger, or not at all', async () => {
    const who = await person();
    const id = await intended(who, await jobOf(who, 'travel'), '2026-03-01T12:00:00Z');
    const broken = api.app.get(Database, { strict: false }).asUser(who.id, async (tx) => {
      await tx.together(() => [stats().count(tx, id, { done: 1 }, new Date()), tx.sql('SELECT 1')]);
      throw new Error('the outcome was not written');
    });
    await expect(broken).rejects.toThrow('the outcome was not written');
    expect(await daily(who, MARCH)).toEqual([]);
  });

  it('of many at once is counted each', async () => {
    const who = await person();
    const job = await jobOf(who, 'travel');
    const ids: string[] = [];
    for (let index = 0; index < 20; index += 1) ids.push(await intended(who, job, '2026-03-01T12:00:00Z'));
    await Promise.all(ids.map((id) => count(who, id, { done: 1 })));
    expect(await daily(who, MARCH)).toEqual([{ day: '2026-03-01', action: 'follow', ...none, done: 20 }]);
  });

  it('of another user is not counted', async () => {
    const [anna, ben] = [await person(), await person()];
    const id = await intended(anna, await jobOf(anna, 'travel'), '2026-03-01T12:00:00Z');
    await count(ben, id, { done: 1 });
    expect([await daily(anna, MARCH), await daily(ben, MARCH)]).toEqual([[], []]);
  });

  it('of targets that were left out is counted for their job', async () => {
    const who = await person();
    const job = await jobOf(who, 'travel');
    await api.app
      .get(Database, { strict: false })
      .asUser(who.id, (tx) => stats().countSkipped(tx, job, 7, new Date('2026-03-04T10:00:00Z')));
    expect(await daily(who, MARCH)).toEqual([{ day: '2026-03-04', action: 'follow', ...none, skipped: 7 }]);
  });
});

describe('a job whose filters change', () => {
  it('takes off whom it looks at again, and nobody else', async () => {
    const who = await person('Asia/Tokyo');
    const job = await jobOf(who, 'travel');
    const skipped = async (symbol: ErrorSymbol, at: string) => {
      target += 1;
      await api.given.sql(
        `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id, state, error_code, settled_at)
         VALUES ($1, $2, $3, 'follow', $4, $4, 'skipped', $5, $6)`,
        [who.id, who.account, job, String(target), errorEntry(symbol).code, at],
      );
      await api.app
        .get(Database, { strict: false })
        .asUser(who.id, (tx) => stats().countSkipped(tx, job, 1, new Date(at)));
    };
    await skipped('FILTERED_PRIVATE', '2026-03-01T16:30:00Z');
    await skipped('FILTERED_FOLLOWERS', '2026-03-04T10:00:00Z');
    await skipped('ON_BLOCK_LIST', '2026-03-04T10:00:00Z');
    const change = { token: who.token, body: { filters: { skip_private: false } } };
    expect((await api.ask('PATCH', `/api/bot/jobs/${job}`, change)).status).toBe(200);
    expect(await daily(who, MARCH)).toEqual([{ day: '2026-03-04', action: 'follow', ...none, skipped: 1 }]);
  });
});

describe('statistics', () => {
  it('sum up a span, tell the span before, and what came of each source', async () => {
    const who = await person();
    const [travel, food] = [await jobOf(who, 'travel'), await jobOf(who, 'food')];
    const put = async (job: string, at: string, change: StatChange) => count(who, await intended(who, job, at), change);
    await put(travel, '2026-03-10T09:00:00Z', { done: 1 });
    await put(travel, '2026-03-10T10:00:00Z', { failed: 1 });
    await put(food, '2026-03-12T10:00:00Z', { done: 1 });
    await put(food, '2026-03-03T10:00:00Z', { done: 1 });
    await put(food, '2026-02-20T10:00:00Z', { done: 1 });
    const span = '?from=2026-03-08&to=2026-03-14';
    expect((await get<StatsSummary>(who, `stats/summary${span}`)).body.summary).toEqual({
      from: '2026-03-08',
      to: '2026-03-14',
      active_days: 2,
      actions: [{ action: 'follow', ...none, done: 2, failed: 1, done_before: 1 }],
    });
    expect((await get<SourceStats>(who, `stats/sources${span}`)).body.items).toEqual([
      { source: 'hashtag', of: 'food', action: 'follow', ...none, done: 1, yield: 1 },
      { source: 'hashtag', of: 'travel', action: 'follow', ...none, done: 1, failed: 1, yield: 0.5 },
    ]);
    expect((await get<HourStats>(who, `stats/hours${span}&action=like`)).body.items).toEqual([]);
  });

  it('are of the last 30 days where nothing is said, and of one account where it is named', async () => {
    const who = await person();
    const other = (await api.given.account(who.id)).id;
    const now = new Date().toISOString();
    await count(who, await intended(who, await jobOf(who, 'travel'), now), { done: 1 });
    await count(who, await intended(who, await jobOf(who, 'travel', other), now, { account: other }), { done: 1 });
    expect(await daily(who)).toMatchObject([{ done: 2 }]);
    expect(await daily(who, `?account_id=${other}`)).toMatchObject([{ done: 1 }]);
    const stranger = await person();
    expect((await get(stranger, `stats/daily?account_id=${other}`)).status).toBe(404);
    expect(await daily(stranger)).toEqual([]);
  });

  it.each([
    '?from=2026-03-02&to=2026-03-01',
    '?from=2024-01-01&to=2026-03-01',
    '?from=2020-01-01',
    '?from=yesterday',
    '?to=0000-01-01',
    '?from=0001-01-01&to=0001-01-05',
  ])('refuse %s', async (query) => {
    expect((await get(await person(), `stats/summary${query}`)).status).toBe(400);
  });
});

describe('the ledger', () => {
  it('is read page by page, by job, target, action and state, and is its owner’s alone', async () => {
    const [who, stranger] = [await person(), await person()];
    const [job, other] = [await jobOf(who, 'travel'), await jobOf(who, 'food')];
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.unshift(await intended(who, job, '2026-03-01T12:00:00Z'));
    ids.unshift(await intended(who, other, '2026-03-01T12:00:00Z', { state: 'refused' }));
    const list = async (query: string, reader = who) =>
      (await get<InteractionList>(reader, `bot/interactions${query}`)).body;
    const first = await list('?limit=4');
    const rest = await list(`?limit=4&cursor=${first.next_cursor}`);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect(rest.next_cursor).toBeNull();
    expect((await list(`?job_id=${other}`)).items).toMatchObject([{ state: 'refused', action: 'follow' }]);
    expect((await list('?state=refused')).items).toHaveLength(1);
    expect((await list('?action=like')).items).toEqual([]);
    const [one] = first.items;
    for (const wanted of [one?.target.pk, one?.target.username, `@${one?.target.username?.toUpperCase()}`]) {
      expect((await list(`?target=${wanted}`)).items.map(({ id }) => id)).toEqual([one?.id]);
    }
    expect((await list('', stranger)).items).toEqual([]);
    expect((await get(stranger, `bot/interactions?account_id=${who.account}`)).status).toBe(404);
  });

  it('is a file of CSV or JSON, longer than a page', async () => {
    const who = await person();
    const job = await jobOf(who, 'travel');
    await api.given.sql(
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id, target_username)
       SELECT $1, $2, $3, 'follow', 'many-' || i, 'many-' || i, '=many_' || i FROM generate_series(1, 2500) AS i`,
      [who.id, who.account, job],
    );
    const file = (name: string) =>
      fetch(`${api.url}/api/${name}`, { headers: { authorization: `Bearer ${who.token}` } });
    const csv = await file('bot/interactions/export.csv?state=planned');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="interactions.csv"');
    const lines = (await csv.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2_501);
    expect(lines[0]).toMatch(/^id,account_id,job_id,action,target_pk/);
    // Spreadsheets take nothing in it for a formula.
    expect(lines[1]).toContain(",'=many_2500,");
    const json = await file('bot/interactions/export.json');
    const items = (await json.json()) as Interaction[];
    expect([json.headers.get('cache-control'), items.length, new Set(items.map(({ id }) => id)).size]).toEqual([
      'no-store',
      2_500,
      2_500,
    ]);
    expect(await (await file('bot/interactions/export.json?state=unknown')).json()).toEqual([]);
    expect((await file(`bot/interactions/export.csv?account_id=${randomUUID()}`)).status).toBe(404);
  });
});

describe('the activity log', () => {
  it('is a file of CSV or JSON, of one’s own or for administrators of anybody', async () => {
    const who = await person();
    await api.given.sql(
      `INSERT INTO activity_logs (user_id, action, status, message_symbol, params)
       SELECT $1, 'job_paused', 'info', 'job.paused', '{}' FROM generate_series(1, 1500)`,
      [who.id],
    );
    const admin = await api.given.user({ role: 'admin' });
    const adminToken = await api.signIn(admin.username);
    const file = (name: string, token: string) =>
      fetch(`${api.url}/api/activity-logs/export.${name}`, { headers: { authorization: `Bearer ${token}` } });
    const own = (await (await file('json?status=info', who.token)).json()) as Activity[];
    expect([own.length, own[0]?.message]).toEqual([1_500, 'The job was paused.']);
    const lines = (await (await file(`csv?user_id=${who.id}`, adminToken)).text()).trimEnd().split('\r\n');
    expect([lines.length, lines[1]?.includes('The job was paused.')]).toEqual([1_501, true]);
    expect((await file(`csv?user_id=${admin.id}`, who.token)).status).toBe(404);
    expect((await file('csv?limit=5', who.token)).status).toBe(400);
  });
});

describe('the migration', () => {
  it('counts what the ledger has from before', async () => {
    const who = await person('Asia/Tokyo');
    const job = await jobOf(who, 'travel');
    await intended(who, job, '2026-03-01T15:30:00Z');
    await intended(who, job, '2026-03-01T15:40:00Z', { state: 'refused' });
    await intended(who, job, '2026-03-05T01:00:00Z', { state: 'needs_review' });
    // This one, and whatever came after it.
    const count = readdirSync(PATHS.migrations).filter((name) => name >= '0022' && name.endsWith('.sql')).length;
    const run = (direction: 'up' | 'down') =>
      migrate({ connection: api.ownerUrl, directory: PATHS.migrations, direction, count, log: () => undefined });
    expect(await run('down')).toHaveLength(count);
    expect(await run('up')).toHaveLength(count);
    const rows = await api.given.sql(
      `SELECT day::text AS day, hour, about, done, failed, unknown FROM daily_stats WHERE user_id = $1 ORDER BY day`,
      [who.id],
    );
    expect(rows).toEqual([
      { day: '2026-03-02', hour: 0, about: 'travel', done: 1, failed: 1, unknown: 0 },
      { day: '2026-03-05', hour: 10, about: 'travel', done: 0, failed: 0, unknown: 1 },
    ]);
  });
});
