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

  it('is on each step of the way down what it was on the way up', async () => {
    const down = [await catalogueSnapshot(database.ownerUrl)];
    for (let step = 0; step < ALL; step++) {
      expect(await run('down', 1)).toHaveLength(1);
      down.unshift(await catalogueSnapshot(database.ownerUrl));
    }
    for (const [step, before] of down.entries()) {
      if (step > 0) expect(await run('up', 1)).toHaveLength(1);
      const up = await catalogueSnapshot(database.ownerUrl);
      // Grants are given by the boot, not by the migrations.
      const structural = snapshotDifferences(before, up).filter((line) => !/grant/i.test(line));
      expect([step, structural]).toEqual([step, []]);
    }
    expect(down[0]).not.toEqual(down[ALL]);
  });
});
