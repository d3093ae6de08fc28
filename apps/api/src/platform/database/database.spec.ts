import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, Given, type GivenUser, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';
import type { ReadTx } from './tx.ts';

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
  it('both go through: the one that the database ends is begun again', async () => {
    const [one, two] = [(await given.account(user.id)).id, (await given.account(user.id)).id];
    const counted = 'UPDATE user_bot_status SET faults_in_a_row = faults_in_a_row + 1 WHERE account_id = $1';
    let begun = 0;
    let bothHoldTheirFirst = () => {};
    const bothHold = new Promise<void>((resolve) => (bothHoldTheirFirst = resolve));
    // A retry waits until the other is through: else it might be quicker than the other wakes, and meet it again.
    const ends: Array<Promise<void>> = [];
    const touch = (first: string, second: string) => {
      let tries = 0;
      return db.asUser(user.id, async (tx) => {
        tries += 1;
        if (tries > 1) await Promise.race(ends);
        await tx.sql(counted, [first]);
        begun += 1;
        if (begun === 2) bothHoldTheirFirst();
        await bothHold;
        await tx.sql(counted, [second]);
      });
    };
    ends.push(touch(one, two), touch(two, one));
    await Promise.all(ends);
    const rows = await given.sql('SELECT faults_in_a_row FROM user_bot_status WHERE account_id = ANY ($1)', [
      [one, two],
    ]);
    expect(rows).toEqual([{ faults_in_a_row: 2 }, { faults_in_a_row: 2 }]);
    expect(begun).toBe(3);
  });
});

describe('a reading in one round trip', () => {
  const OWN = 'SELECT username FROM users ORDER BY username';

  it('shows a user what is theirs alone, asked by one statement or by several', async () => {
    const other = await given.user();
    for (const { id, username } of [user, other, user]) {
      expect(await db.readAsUser(id, (tx) => tx.sql(OWN))).toEqual([{ username }]);
      const both = db.readAsUser(id, (tx) => Promise.all([tx.sql(OWN), tx.one('SELECT $1::int AS number', [7])]));
      expect(await both).toEqual([[{ username }], { number: 7 }]);
    }
  });

  it('leaves the next who borrows the connection nobody', async () => {
    await db.readAsUser(user.id, (tx) => tx.sql(OWN));
    const [left] = await source.query<Array<{ user_id: string }>>(
      "SELECT current_setting('app.user_id', true) AS user_id",
    );
    expect(left?.user_id ?? '').toBe('');
    expect(await source.query(OWN)).toEqual([]);
  });

  it('sets for whom it reads before it reads, also from a function and in an order', async () => {
    const asked = `SELECT n, current_setting('app.user_id', true) AS whose FROM generate_series(1, 3) AS n ORDER BY n DESC`;
    const rows = await db.readAsUser(user.id, (tx) => tx.sql(asked));
    expect(rows).toEqual([3, 2, 1].map((n) => ({ n, whose: user.id })));
  });

  it('hands an error of a statement to its caller, and continues', async () => {
    const broken = (tx: ReadTx) => tx.sql('SELECT 1 / $1::int AS none', [0]);
    const rejection = expect.objectContaining({ code: '22012' });
    await expect(db.readAsUser(user.id, broken)).rejects.toEqual(rejection);
    await expect(db.readAsUser(user.id, (tx) => Promise.all([tx.sql(OWN), broken(tx)]))).rejects.toEqual(rejection);
    expect(await db.readAsUser(user.id, (tx) => tx.sql(OWN))).toHaveLength(1);
  });

  it('refuses a statement that comes when the others have gone', async () => {
    const late = async (tx: ReadTx) => {
      await tx.sql(OWN);
      return tx.sql(OWN);
    };
    await expect(db.readAsUser(user.id, late)).rejects.toThrow(TypeError);
  });
});
