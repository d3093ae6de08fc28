import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '@pacekeeper/database-tools';
import { createTestDatabase, Given, type GivenUser, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { PATHS } from '../config/root.ts';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';

/** Tables that name an account and a user, and whether a key holds both to one row; read from the catalogue. */
const TABLES = `
  SELECT c.relname AS name, EXISTS (
    SELECT FROM pg_constraint k
    WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid = 'instagram_credentials'::regclass
      AND k.convalidated AND pg_get_constraintdef(k.oid) LIKE
        'FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials(id, user_id)%') AS held
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND (SELECT count(*) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attname IN ('account_id', 'user_id') AND NOT a.attisdropped) = 2
  ORDER BY 1`;

let database: TestDatabase;
let given: Given;
let source: DataSource;
let db: Database;
let anna: GivenUser;
let ben: GivenUser;
let annas: { id: string };
let bens: { id: string };
let annasJob: { id: string };

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  source = await createDataSource({
    url: database.appUrl,
    applicationName: 'own-accounts',
    entities: [],
    poolSize: 2,
  }).initialize();
  db = new Database(source);
  anna = await given.user();
  ben = await given.user();
  annas = await given.account(anna.id);
  bens = await given.account(ben.id);
  annasJob = await given.job(anna.id, annas.id);
});
afterAll(async () => {
  await source.destroy();
  await given.close();
  await database.drop();
});

describe('a row that names an account', () => {
  it('names one of its own user’s, in every table', async () => {
    const tables = await given.sql<{ name: string; held: boolean }>(TABLES);
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['activity_logs', 'bot_jobs', 'interactions', 'quota_usage', 'user_bot_status']),
    );
    expect(tables.filter(({ held }) => !held)).toEqual([]);
  });

  const bensJob = () => given.job(ben.id, bens.id);
  it.each<[string, () => Promise<[string, unknown[]]>]>([
    [
      'bot_jobs',
      async () => [
        `INSERT INTO bot_jobs (id, user_id, account_id, action, source, params, filters, amount)
         VALUES (gen_random_uuid(), $1, $2, 'follow', 'hashtag', '{}', '{}', 1)`,
        [ben.id, annas.id],
      ],
    ],
    [
      'quota_usage',
      async () => [
        `INSERT INTO quota_usage (user_id, account_id, action, day, used) VALUES ($1, $2, 'follow', '2026-01-01', 1)`,
        [ben.id, annas.id],
      ],
    ],
    [
      'activity_logs',
      async () => [
        `INSERT INTO activity_logs (user_id, account_id, action, status, message) VALUES ($1, $2, 'x', 'info', 'x')`,
        [ben.id, annas.id],
      ],
    ],
    [
      'interactions',
      async () => [
        `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id) VALUES ($1, $2, $3, 'follow', '1', '1')`,
        [ben.id, annas.id, (await bensJob()).id],
      ],
    ],
    [
      'interactions of a job',
      async () => [
        `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id) VALUES ($1, $2, $3, 'follow', '1', '1')`,
        [ben.id, bens.id, annasJob.id],
      ],
    ],
    [
      'user_bot_status',
      async () => [
        `WITH gone AS (DELETE FROM user_bot_status WHERE user_id = $1)
         INSERT INTO user_bot_status (account_id, user_id) SELECT id, $1 FROM (VALUES ($2::uuid)) AS a (id)
         ON CONFLICT DO NOTHING`,
        [ben.id, (await given.account(anna.id)).id],
      ],
    ],
    [
      'a job that moves',
      async () => {
        const { id } = await bensJob();
        return [`UPDATE bot_jobs SET account_id = $2 WHERE id = $1`, [id, annas.id]];
      },
    ],
  ])('is refused by the database where it is someone else’s: %s', async (name, statement) => {
    const [text, values] = await statement();
    // Without a status of its own there is nothing to conflict with.
    if (name === 'user_bot_status') await given.sql('DELETE FROM user_bot_status WHERE account_id = $1', [values[1]]);
    await expect(db.asUser(ben.id, (tx) => tx.sql(text, values))).rejects.toThrow(/violates foreign key constraint/);
  });

  it('stays in the activity log without it when the account is removed', async () => {
    const account = await given.account(ben.id);
    await given.sql(
      `INSERT INTO activity_logs (user_id, account_id, action, status, message) VALUES ($1, $2, 'kept', 'info', 'x')`,
      [ben.id, account.id],
    );
    await db.asUser(ben.id, (tx) => tx.sql('DELETE FROM instagram_credentials WHERE id = $1', [account.id]));
    expect(await given.sql(`SELECT user_id, account_id FROM activity_logs WHERE action = 'kept'`)).toEqual([
      { user_id: ben.id, account_id: null },
    ]);
  });

  it('goes with its user', async () => {
    const user = await given.user();
    const account = await given.account(user.id);
    const job = await given.job(user.id, account.id);
    await given.sql(
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id) VALUES ($1, $2, $3, 'follow', '1', '1')`,
      [user.id, account.id, job.id],
    );
    await given.sql(
      `INSERT INTO activity_logs (user_id, account_id, job_id, action, status, message)
       VALUES ($1, $2, $3, 'x', 'info', 'x')`,
      [user.id, account.id, job.id],
    );
    await given.sql('DELETE FROM users WHERE id = $1', [user.id]);
    for (const table of ['instagram_credentials', 'bot_jobs', 'interactions', 'activity_logs', 'user_bot_status'])
      expect([table, await given.sql(`SELECT 1 FROM ${table} WHERE user_id = $1`, [user.id])]).toEqual([table, []]);
  });
});

describe('the migration that holds rows to their accounts', () => {
  const steps = async (): Promise<number> => {
    const [row] = await given.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM schema_migrations WHERE name >= '0009'`,
    );
    return row?.n ?? 0;
  };
  const run = (direction: 'up' | 'down', count: number) =>
    migrate({ connection: database.ownerUrl, directory: PATHS.migrations, direction, count, log: () => undefined });

  it('keeps what is right, and mends what nobody should have written', async () => {
    const user = await given.user();
    const account = await given.account(user.id);
    const job = await given.job(user.id, account.id);
    await given.sql(
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id) VALUES ($1, $2, $3, 'follow', 'own', 'own')`,
      [user.id, account.id, job.id],
    );
    const count = await steps();
    await run('down', count);
    // As the app's role could before: Ben's rows that name another user's account.
    const forged = await given.job(ben.id, account.id);
    await given.sql(
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk)
       VALUES ($1, $2, $3, 'follow', 'forged'), ($1, $4, $5, 'follow', 'of another job')`,
      [ben.id, account.id, forged.id, bens.id, job.id],
    );
    await given.sql(
      `INSERT INTO quota_usage (user_id, account_id, action, day, used)
       VALUES ($1, $2, 'follow', '2026-02-02', 1), ($1, NULL, 'follow', '2026-02-02', 1)`,
      [ben.id, account.id],
    );
    await given.sql(
      `INSERT INTO activity_logs (user_id, account_id, action, status, message)
       VALUES ($1, $2, 'forged', 'info', 'x'), ($1, gen_random_uuid(), 'removed', 'info', 'x'), ($3, $2, 'own', 'info', 'x')`,
      [ben.id, account.id, user.id],
    );
    await run('up', count);
    expect(await given.sql('SELECT 1 FROM bot_jobs WHERE id = $1', [forged.id])).toEqual([]);
    expect(
      await given.sql(`SELECT target_pk FROM interactions WHERE target_pk IN ('own', 'forged', 'of another job')`),
    ).toEqual([{ target_pk: 'own' }]);
    expect(
      await given.sql(`SELECT account_id FROM quota_usage WHERE user_id = $1 AND day = '2026-02-02'`, [ben.id]),
    ).toEqual([{ account_id: null }]);
    expect(
      await given.sql(
        `SELECT action, account_id FROM activity_logs WHERE action IN ('forged', 'removed', 'own') ORDER BY 1`,
      ),
    ).toEqual([
      { action: 'forged', account_id: null },
      { action: 'own', account_id: account.id },
      { action: 'removed', account_id: null },
    ]);
  });
});
