import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, eventually, Given, type GivenUser, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { testConfig } from '../../testing/test-config.ts';
import { SystemClock } from '../../platform/clock/clock.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database } from '../../platform/database/database.ts';
import { CallerCache } from './caller-cache.ts';
import { CallersRepository } from './callers.repository.ts';

/** One process: a connection pool and a cache of its own. */
interface Process {
  readonly db: Database;
  readonly source: DataSource;
  readonly cache: CallerCache;
  /** How often the database was asked. */
  asked: number;
}

const callers = new CallersRepository();
let database: TestDatabase;
let given: Given;
let here: Process;
let elsewhere: Process;

const start = async (): Promise<Process> => {
  const source = createDataSource({ url: database.appUrl, applicationName: 'callers', entities: [], poolSize: 4 });
  await source.initialize();
  const db = new Database(source);
  const cache = new CallerCache(db, testConfig({ DATABASE_URL: database.appUrl }), new SystemClock());
  cache.onApplicationBootstrap();
  return { db, source, cache, asked: 0 };
};

const signIn = async (user: GivenUser): Promise<string> => {
  const [row] = await given.sql<{ id: string }>(
    `INSERT INTO login_sessions (user_id, refresh_hash, expires_at) VALUES ($1, '\\x00', now() + interval '1 day')
     RETURNING id`,
    [user.id],
  );
  return row?.id ?? '';
};
const find = (where: Process, user: GivenUser, sessionId: string) =>
  where.cache.find(user.id, sessionId, () => {
    where.asked += 1;
    return where.db.readAsUser(user.id, (tx) => callers.find(tx, sessionId));
  });
/** Asks until the answer comes from memory: the cache listens by then. */
const remembered = (where: Process, user: GivenUser, sessionId: string) =>
  eventually(async () => {
    const before = where.asked;
    await find(where, user, sessionId);
    return where.asked === before;
  }, 'the caller is remembered');

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  [here, elsewhere] = [await start(), await start()];
});
afterAll(async () => {
  for (const { cache, source } of [here, elsewhere]) {
    await cache.onApplicationShutdown();
    await source.destroy();
  }
  await given.close();
  await database.drop();
});

describe('who a login session belongs to', () => {
  it('is remembered', async () => {
    const user = await given.user();
    const session = await signIn(user);
    await remembered(here, user, session);
    expect(await find(here, user, session)).toMatchObject({ id: user.id, role: 'user' });
  });

  it('is forgotten here before the caller who ended it has an answer, and elsewhere with the commit', async () => {
    const user = await given.user();
    const session = await signIn(user);
    await remembered(here, user, session);
    await remembered(elsewhere, user, session);
    await here.db.asUser(user.id, (tx) =>
      tx.sql('UPDATE login_sessions SET ended_at = now() WHERE id = $1', [session]),
    );
    expect(await find(here, user, session)).toBeNull();
    await eventually(async () => (await find(elsewhere, user, session)) === null, 'it is forgotten elsewhere');
  });

  it.each([
    ['a role', `UPDATE users SET role = 'admin' WHERE id = $1`],
    ['a disabled user', 'UPDATE users SET is_active = false WHERE id = $1'],
    ['a password to change', 'UPDATE users SET must_change_password = true WHERE id = $1'],
    ['a second factor for everybody', 'UPDATE security_settings SET require_two_factor = $1::uuid IS NOT NULL'],
    ['a deleted user', 'DELETE FROM users WHERE id = $1'],
  ])('is read again after %s, also where that was done by hand', async (_, statement) => {
    const user = await given.user();
    const session = await signIn(user);
    await remembered(here, user, session);
    const before = await find(here, user, session);
    await given.sql(statement, [user.id]);
    await eventually(
      async () => JSON.stringify(await find(here, user, session)) !== JSON.stringify(before),
      'the change is seen',
    );
  });

  it('is not kept where it was read while it changed', async () => {
    const user = await given.user();
    const session = await signIn(user);
    await remembered(here, user, session);
    await here.db.asUser(user.id, async () => undefined);
    const stale = await here.cache.find(user.id, session, async () => {
      const row = await here.db.readAsUser(user.id, (tx) => callers.find(tx, session));
      await here.db.asUser(user.id, (tx) =>
        tx.sql('UPDATE login_sessions SET ended_at = now() WHERE id = $1', [session]),
      );
      return row;
    });
    expect(stale).not.toBeNull();
    expect(await find(here, user, session)).toBeNull();
  });

  it('is another user’s for nobody', async () => {
    const [user, other] = [await given.user(), await given.user()];
    const session = await signIn(user);
    await remembered(here, user, session);
    expect(await find(here, other, session)).toBeNull();
  });
});
