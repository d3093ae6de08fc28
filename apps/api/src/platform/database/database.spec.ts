import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, Given, type GivenUser, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';

let database: TestDatabase;
let given: Given;
let source: DataSource;
let db: Database;
let user: GivenUser;

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  source = await createDataSource({
    url: database.appUrl,
    applicationName: 'transactions',
    entities: [],
    poolSize: 4,
  }).initialize();
  db = new Database(source);
  user = await given.user();
});
afterAll(async () => {
  await source.destroy();
  await given.close();
  await database.drop();
});

describe('two transactions that wait for each other', () => {
  it('both go through: the one that the database ends is begun anew', async () => {
    const [one, two] = [(await given.account(user.id)).id, (await given.account(user.id)).id];
    const counted = 'UPDATE user_bot_status SET faults_in_a_row = faults_in_a_row + 1 WHERE account_id = $1';
    let begun = 0;
    let bothHoldTheirFirst = () => {};
    const bothHold = new Promise<void>((resolve) => (bothHoldTheirFirst = resolve));
    const touch = (first: string, second: string) =>
      db.asUser(user.id, async (tx) => {
        await tx.sql(counted, [first]);
        begun += 1;
        if (begun === 2) bothHoldTheirFirst();
        await bothHold;
        await tx.sql(counted, [second]);
      });
    await Promise.all([touch(one, two), touch(two, one)]);
    const rows = await given.sql('SELECT faults_in_a_row FROM user_bot_status WHERE account_id = ANY ($1)', [
      [one, two],
    ]);
    expect(rows).toEqual([{ faults_in_a_row: 2 }, { faults_in_a_row: 2 }]);
    expect(begun).toBe(3);
  });
});
