import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, Given, type GivenUser, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { Database } from '../../../platform/database/database.ts';
import { type KnownProfile, profileFactsOf } from './profile-facts.ts';
import { MOST_PROFILES, ProfilesRepository } from './profiles.repository.ts';

let database: TestDatabase;
let given: Given;
let source: DataSource;
let db: Database;
let user: GivenUser;
let accountId: string;
const profiles = new ProfilesRepository();

const NOW = new Date('2026-06-10T12:00:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);

const profile = (pk: string, more: Partial<KnownProfile> = {}): KnownProfile => ({
  pk,
  username: `name_${pk}`,
  fullName: 'Ada',
  isPrivate: false,
  isVerified: true,
  followers: 10,
  following: 20,
  posts: 0,
  biography: 'Tea first. "quoted" \\ 😀',
  isBusiness: false,
  hasPicture: true,
  ...more,
});
const UNTOLD = { followers: null, following: null, posts: null, biography: null, isBusiness: null, hasPicture: null };

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  source = await createDataSource({
    url: database.workerUrl,
    applicationName: 'profiles',
    entities: [],
    poolSize: 8,
  }).initialize();
  db = new Database(source);
});
afterAll(async () => {
  await source.destroy();
  await given.close();
  await database.drop();
});
beforeEach(async () => {
  user = await given.user();
  accountId = (await given.account(user.id)).id;
});

const remember = (people: readonly KnownProfile[], now = NOW, account = accountId, by = user.id) =>
  db.asUser(by, (tx) => profiles.remember(tx, account, people, now));
const find = (pks: readonly string[], now = NOW, account = accountId, by = user.id) =>
  db.asUser(by, async (tx) => [...(await profiles.find(tx, account, pks, now)).values()]);

describe('profiles that were read', () => {
  it('are found as they were, also what was not told', async () => {
    const people = [profile('1'), profile('2', UNTOLD), profile('3', { followers: 9_999_999_999 })];
    await remember(people);
    expect(await find(['3', '2', '1', '4'])).toEqual(
      expect.arrayContaining([people[0], people[1], { ...people[2], followers: 2_147_483_647 }]),
    );
    expect(await find(['4'])).toEqual([]);
    expect(await find([])).toEqual([]);
  });

  it('are believed for a day', async () => {
    await remember([profile('1')]);
    expect(await find(['1'], hours(23.9))).toHaveLength(1);
    expect(await find(['1'], hours(24))).toEqual([]);
  });

  it('are replaced by what was read later, and by nothing older', async () => {
    await remember([profile('1', { posts: 1 })]);
    await remember([profile('1', { posts: 2 })], hours(1));
    await remember([profile('1', { posts: 3 })], hours(-1));
    expect(await find(['1'])).toMatchObject([{ posts: 2 }]);
  });

  it('are one each, the last of a list, and not more than one statement takes', async () => {
    await remember([profile('1', { posts: 1 }), profile('1', { posts: 2 })]);
    expect(await find(['1'])).toMatchObject([{ posts: 2 }]);
    await remember(Array.from({ length: MOST_PROFILES + 5 }, (_, n) => profile(`5${n}`)));
    const rows = await given.sql('SELECT 1 FROM instagram_profiles WHERE account_id = $1', [accountId]);
    expect(rows).toHaveLength(MOST_PROFILES + 1);
  });

  it('are written by many at once without a deadlock', async () => {
    const people = Array.from({ length: 50 }, (_, n) => profile(String(n)));
    await Promise.all(Array.from({ length: 16 }, (_, n) => remember(n % 2 ? people : people.toReversed(), hours(n))));
    expect(
      await find(
        people.map(({ pk }) => pk),
        hours(15),
      ),
    ).toHaveLength(50);
  });

  it('are each account’s own, and no other user’s', async () => {
    await remember([profile('1')]);
    const second = (await given.account(user.id)).id;
    expect(await find(['1'], NOW, second)).toEqual([]);
    const ben = await given.user();
    expect(await find(['1'], NOW, accountId, ben.id)).toEqual([]);
    await expect(remember([profile('1')], NOW, accountId, ben.id)).rejects.toThrow();
  });

  it('go with the account, and by housekeeping after a day', async () => {
    await remember([profile('1')], new Date(Date.now() - 25 * 3_600_000));
    await remember([profile('2')], new Date());
    const [row] = await db.system<{ forget_profiles: string }>('forget_profiles');
    expect(Number(row?.forget_profiles)).toBeGreaterThanOrEqual(1);
    const left = () => given.sql('SELECT pk FROM instagram_profiles WHERE account_id = $1', [accountId]);
    expect(await left()).toEqual([{ pk: '2' }]);
    await given.sql('DELETE FROM instagram_credentials WHERE id = $1', [accountId]);
    expect(await left()).toEqual([]);
  });
});

describe('what filters see of a profile', () => {
  it.each<[Partial<KnownProfile>, ((text: string) => string | null) | null, string | null]>([
    [{}, () => 'en', 'en'],
    [{}, () => null, null],
    [{}, null, null],
    [{ biography: null }, () => 'en', null],
  ])('%j has its language where it is asked for', (more, languageOf, language) => {
    const known = profile('1', more);
    const { pk: _pk, username: _username, fullName: _fullName, ...rest } = known;
    expect(profileFactsOf(known, languageOf)).toEqual({ ...rest, language });
  });
});
