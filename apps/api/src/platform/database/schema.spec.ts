import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueSnapshot, migrate, snapshotDifferences } from '@pacekeeper/database-tools';
import { createTestDatabase, Given, type TestDatabase } from '@pacekeeper/testing';
import { ApiModule } from '../../app.module.ts';
import { PATHS } from '../config/root.ts';
import { createDataSource } from './data-source.ts';
import { registeredEntities } from './database.module.ts';

/** Every migration there is. */
const ALL = readdirSync(PATHS.migrations).filter((name) => name.endsWith('.sql')).length;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const run = (direction: 'up' | 'down', count: number) =>
  migrate({ connection: database.ownerUrl, directory: PATHS.migrations, direction, count, log: () => undefined });

describe('the schema', () => {
  it('is what the entities say', async () => {
    expect(ApiModule).toBeDefined();
    const source = createDataSource({
      url: database.ownerUrl,
      applicationName: 'drift',
      entities: registeredEntities(),
      poolSize: 1,
    });
    await source.initialize();
    try {
      expect(registeredEntities().length).toBeGreaterThan(9);
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await source.destroy();
    }
  });

  it('keeps people and what they used when the accounts are taken down, and goes up again', async () => {
    const given = new Given(database.ownerUrl);
    const user = await given.user();
    const account = await given.account(user.id);
    await given.job(user.id, account.id);
    await given.sql(
      `INSERT INTO quota_usage (user_id, account_id, action, day, used)
       VALUES ($1, NULL, 'follow', current_date, 3), ($1, $2, 'follow', current_date, 3)`,
      [user.id, account.id],
    );
    // All but the first, which has the people.
    await run('down', ALL - 1);
    await run('up', ALL - 1);
    expect(await given.sql('SELECT account_id, used FROM quota_usage WHERE user_id = $1', [user.id])).toEqual([
      { account_id: null, used: 3 },
    ]);
    await given.close();
  });

  it('is the same after up, down and up', async () => {
    const before = await catalogueSnapshot(database.ownerUrl);
    const down = await run('down', ALL);
    expect(down).toHaveLength(ALL);
    expect(await catalogueSnapshot(database.ownerUrl)).not.toEqual(before);
    const up = await run('up', ALL);
    expect([...up].reverse()).toEqual(down);
    const after = await catalogueSnapshot(database.ownerUrl);
    // Grants are given by the boot, not by the migrations.
    const structural = snapshotDifferences(before, after).filter((line) => !/grant/i.test(line));
    expect(structural).toEqual([]);
  });
});
