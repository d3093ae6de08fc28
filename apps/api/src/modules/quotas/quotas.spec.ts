import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, Given, type GivenUser, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database } from '../../platform/database/database.ts';
import { LimitsRepository } from './limits.repository.ts';
import { QuotaRepository } from './quota.repository.ts';

let database: TestDatabase;
let given: Given;
let source: DataSource;
let db: Database;
const quota = new QuotaRepository();
const limits = new LimitsRepository();
const NOON = new Date('2026-06-10T12:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  source = await createDataSource({
    url: database.appUrl,
    applicationName: 'quotas',
    entities: [],
    poolSize: 16,
  }).initialize();
  db = new Database(source);
});
afterAll(async () => {
  await source.destroy();
  await given.close();
  await database.drop();
});

const GONE = Symbol('gone');

/** One reservation as the ledger makes it: what was not granted in full is rolled back. */
const reserve = async (user: GivenUser, accountId: string, now = NOON, ramp = 1): Promise<boolean> => {
  try {
    await db.asUser(user.id, async (tx) => {
      const taken = await quota.reserve(tx, { userId: user.id, accountId, action: 'follow' }, ramp, now);
      if (!taken || taken.total === null || taken.account === null) throw GONE;
    });
    return true;
  } catch (error) {
    if (error === GONE) return false;
    throw error;
  }
};
const used = async (user: GivenUser) =>
  given.sql<{ day: string; account: boolean; used: number }>(
    `SELECT day::text, account_id IS NOT NULL AS account, used FROM quota_usage WHERE user_id = $1 ORDER BY 1, 2`,
    [user.id],
  );
const granted = (results: boolean[]) => results.filter(Boolean).length;

describe('a daily limit', () => {
  it('refuses the 51st follow of the day', async () => {
    const user = await given.user();
    const account = await given.account(user.id);
    for (let index = 0; index < 50; index += 1) expect(await reserve(user, account.id)).toBe(true);
    expect(await reserve(user, account.id)).toBe(false);
    expect(await used(user)).toEqual([
      { day: '2026-06-10', account: false, used: 50 },
      { day: '2026-06-10', account: true, used: 50 },
    ]);
  });

  it('of 0 grants nothing', async () => {
    const user = await given.user();
    const account = await given.account(user.id);
    await given.limits({ follows: 0 }, user.id);
    expect(await reserve(user, account.id)).toBe(false);
    expect(await used(user)).toEqual([]);
  });

  it('is passed by none of two hundred at once, and no slot is lost', async () => {
    const user = await given.user();
    const accounts = [await given.account(user.id), await given.account(user.id)];
    await given.limits({ follows: 37 }, user.id);
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, index) => reserve(user, accounts[index % 2]?.id ?? '')),
    );
    expect(granted(results)).toBe(37);
    const rows = await used(user);
    expect(rows.find(({ account }) => !account)?.used).toBe(37);
    expect(rows.filter(({ account }) => account).reduce((sum, row) => sum + row.used, 0)).toBe(37);
  });

  it('caps an account by its ramp, and the user by the sum over accounts', async () => {
    const user = await given.user();
    const [young, old] = [await given.account(user.id), await given.account(user.id)];
    await given.limits({ follows: 10 }, user.id);
    expect(granted(await Promise.all(Array.from({ length: 9 }, () => reserve(user, young.id, NOON, 0.2))))).toBe(2);
    expect(granted(await Promise.all(Array.from({ length: 20 }, () => reserve(user, old.id))))).toBe(8);
  });

  it('holds from the next reservation when it is lowered, and gives more at once when it is raised', async () => {
    const user = await given.user();
    const account = await given.account(user.id);
    await given.limits({ follows: 3 }, user.id);
    expect(granted(await Promise.all(Array.from({ length: 5 }, () => reserve(user, account.id))))).toBe(3);
    await given.limits({ follows: 5 }, user.id);
    expect(granted(await Promise.all(Array.from({ length: 5 }, () => reserve(user, account.id))))).toBe(2);
    await given.limits({ follows: 1 }, user.id);
    expect(await reserve(user, account.id)).toBe(false);
  });

  it('gives back what was refused, to the day it was taken of, and never more', async () => {
    const user = await given.user();
    const account = await given.account(user.id);
    await given.limits({ follows: 1 }, user.id);
    const slot = { userId: user.id, accountId: account.id, action: 'follow' } as const;
    expect(await reserve(user, account.id)).toBe(true);
    for (let index = 0; index < 3; index += 1) await db.asUser(user.id, (tx) => quota.release(tx, slot, '2026-06-10'));
    expect((await used(user)).map((row) => row.used)).toEqual([0, 0]);
    expect(granted(await Promise.all(Array.from({ length: 3 }, () => reserve(user, account.id))))).toBe(1);
  });
});

describe('a day', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29'], // a day of 23 hours
    ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25'], // a day of 25 hours
    ['Europe/Berlin', '2026-10-25T23:00:00Z', '2026-10-26'],
    ['Pacific/Kiritimati', '2026-06-10T10:00:00Z', '2026-06-11'],
    ['America/New_York', '2026-06-11T03:59:59Z', '2026-06-10'],
  ])('in %s at %s is the %s', async (timeZone, now, day) => {
    const user = await given.user({ timeZone });
    const account = await given.account(user.id);
    expect(await reserve(user, account.id, new Date(now))).toBe(true);
    expect((await used(user)).map((row) => row.day)).toEqual([day, day]);
    const [row] = await db.asUser(user.id, (tx) => limits.findToday(tx, user.id, new Date(now)));
    expect(row).toMatchObject({ action: 'follow', used: 1, most: 50, time_zone: timeZone });
    expect(row?.resets_at.getTime()).toBeGreaterThan(Date.parse(now));
    expect(row?.resets_at.getTime()).toBeLessThanOrEqual(Date.parse(now) + 25 * 3_600_000);
  });

  it('that ends while many reserve gives each day its own limit, and no more', async () => {
    const user = await given.user({ timeZone: 'Europe/Berlin' });
    const account = await given.account(user.id);
    await given.limits({ follows: 5 }, user.id);
    const midnight = Date.parse('2026-10-25T23:00:00Z');
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, index) => reserve(user, account.id, new Date(midnight - 30 + index))),
    );
    expect(granted(results)).toBe(10);
    expect((await used(user)).filter((row) => !row.account).map((row) => row.used)).toEqual([5, 5]);
  });
});

describe('limits of a user', () => {
  it('change what is named and keep the rest', async () => {
    const admin = await given.user({ role: 'admin' });
    const user = await given.user();
    await db.asAdmin(admin.id, (tx) => limits.set(tx, user.id, { likes_limit: 7 }, admin.id));
    await db.asAdmin(admin.id, (tx) => limits.set(tx, user.id, { follows_limit: 3 }, admin.id));
    const rows = await db.asUser(user.id, (tx) => limits.findToday(tx, user.id, NOON));
    expect(Object.fromEntries(rows.map((row) => [row.action, row.most]))).toEqual({
      follow: 3,
      unfollow: 50,
      like: 7,
      story_view: 500,
      story_reaction: 25,
      dm: 10,
    });
    await db.asAdmin(admin.id, (tx) => limits.clear(tx, user.id));
    const back = await db.asUser(user.id, (tx) => limits.findToday(tx, user.id, NOON));
    expect(back.find((row) => row.action === 'like')?.most).toBe(200);
  });

  it('are not set by someone who is no administrator', async () => {
    const user = await given.user();
    await expect(db.asUser(user.id, (tx) => limits.set(tx, null, { follows_limit: 9 }, user.id))).rejects.toThrow(
      /row-level/,
    );
    await expect(db.asAdmin(user.id, (tx) => limits.set(tx, user.id, { follows_limit: 9 }, user.id))).rejects.toThrow(
      /row-level/,
    );
  });
});

describe('a change of the time zone', () => {
  /** Follows on paper: a day that has begun further east is a new date there. */
  const travel = async (user: GivenUser, zone: string) =>
    given.sql('UPDATE users SET time_zone = $2 WHERE id = $1', [user.id, zone]);
  const ownDay = async (user: GivenUser): Promise<{ zone: string; until: Date }> => {
    const [row] = await given.sql<{ zone: string; until: Date }>(
      'SELECT quota_zone(u, now()) AS zone, former_zone_until AS until FROM users u WHERE id = $1',
      [user.id],
    );
    return row as { zone: string; until: Date };
  };

  it('gives nobody a second day’s quota, however far and however often', async () => {
    const user = await given.user();
    const account = await given.account(user.id);
    await given.sql('UPDATE daily_limits SET follows_limit = 2 WHERE user_id IS NULL');
    const now = new Date();
    try {
      await travel(user, 'Pacific/Pago_Pago');
      await given.sql('UPDATE users SET former_zone_until = NULL WHERE id = $1', [user.id]);
      expect([await reserve(user, account.id, now), await reserve(user, account.id, now)]).toEqual([true, true]);
      for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Tokyo']) {
        await travel(user, zone);
        expect([zone, (await ownDay(user)).zone]).toEqual([zone, 'Pacific/Pago_Pago']);
        expect(await reserve(user, account.id, now)).toBe(false);
      }
    } finally {
      await given.sql('UPDATE daily_limits SET follows_limit = 50 WHERE user_id IS NULL');
    }
  });

  it('counts from the end of the day that was', async () => {
    const user = await given.user();
    await travel(user, 'Asia/Tokyo');
    const { zone, until } = await ownDay(user);
    expect(zone).toBe('UTC');
    expect(until.toISOString()).toMatch(/T00:00:00.000Z$/);
    const [row] = await given.sql<{ zone: string }>('SELECT quota_zone(u, $2) AS zone FROM users u WHERE id = $1', [
      user.id,
      until,
    ]);
    expect(row).toEqual({ zone: 'Asia/Tokyo' });
    const [today] = await db.asUser(user.id, (tx) => limits.findToday(tx, user.id, new Date()));
    expect(today?.resets_at).toEqual(until);
  });
});
