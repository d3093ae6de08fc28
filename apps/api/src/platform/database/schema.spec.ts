import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueSnapshot, migrate, snapshotDifferences } from '@pacekeeper/database-tools';
import { createTestDatabase, type TestDatabase } from '@pacekeeper/testing';
import { ApiModule } from '../../app.module.ts';
import { PATHS } from '../config/root.ts';
import { createDataSource } from './data-source.ts';
import { registeredEntities } from './database.module.ts';

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

  it('is the same after up, down and up', async () => {
    const before = await catalogueSnapshot(database.ownerUrl);
    const down = await run('down', 2);
    expect(down).toHaveLength(2);
    expect(await catalogueSnapshot(database.ownerUrl)).not.toEqual(before);
    const up = await run('up', 2);
    expect([...up].reverse()).toEqual(down);
    const after = await catalogueSnapshot(database.ownerUrl);
    // Grants are given by the boot, not by the migrations.
    const structural = snapshotDifferences(before, after).filter((line) => !/grant/i.test(line));
    expect(structural).toEqual([]);
  });
});
