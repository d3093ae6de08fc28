import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, Given, type GivenUser, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { SystemClock } from '../../../platform/clock/clock.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { Database } from '../../../platform/database/database.ts';
import { AccountLease, type Lease } from '../../accounts/index.ts';
import { READ_CAP, ReadsRepository } from './reads.repository.ts';

let database: TestDatabase;
let given: Given;
let source: DataSource;
let db: Database;
let leases: AccountLease;
const reads = new ReadsRepository();

let user: GivenUser;
let accountId: string;
let lease: Lease;
const NOW = new Date('2026-06-10T12:00:00Z');
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  source = await createDataSource({
    url: database.appUrl,
    applicationName: 'reads',
    entities: [],
    poolSize: 8,
  }).initialize();
  db = new Database(source);
  leases = new AccountLease(db, new SystemClock());
});
afterAll(async () => {
  await source.destroy();
  await given.close();
  await database.drop();
});
beforeEach(async () => {
  user = await given.user();
  accountId = (await given.account(user.id)).id;
  lease = (await db.asUser(user.id, (tx) => leases.claim(tx, accountId, randomUUID()))) as Lease;
});

const take = (now = NOW) =>
  db.asUser(user.id, async (tx) => {
    if (!(await leases.extendTurn(tx, lease))) throw new Error('the lease is lost');
    return reads.take(tx, accountId, { now, since: new Date(now.getTime() - 60 * 60_000) });
  });
const fill = (count: number, at: Date) =>
  given.sql('INSERT INTO account_reads (user_id, account_id, at) SELECT $1, $2, $3 FROM generate_series(1, $4)', [
    user.id,
    accountId,
    at,
    count,
  ]);
const kept = async () => (await given.sql('SELECT 1 FROM account_reads WHERE account_id = $1', [accountId])).length;

describe('the cap of reads', () => {
  it('lets through exactly what is left, however many ask at once', async () => {
    await fill(READ_CAP - 10, minutes(-30));
    const taken = await Promise.all(Array.from({ length: 40 }, () => take()));
    expect(taken.filter(Boolean)).toHaveLength(10);
    expect(await kept()).toBe(READ_CAP);
  });

  it('slides: a read counts for an hour, and is forgotten after it', async () => {
    await fill(READ_CAP, minutes(-59));
    expect(await take()).toBe(false);
    expect(await take(minutes(2))).toBe(true);
    expect(await kept()).toBe(1);
  });

  it('says what is left, and which reads end first', async () => {
    await fill(READ_CAP - 3, minutes(-10));
    await fill(2, minutes(-50));
    const left = await db.asUser(user.id, (tx) => reads.left(tx, accountId, { since: minutes(-60), wanted: 2 }));
    expect(left).toEqual({ left: 1, oldest: [minutes(-50), minutes(-50)] });
  });

  it('is each account’s own', async () => {
    await fill(READ_CAP, NOW);
    const other = (await given.account(user.id)).id;
    const left = await db.asUser(user.id, (tx) => reads.left(tx, other, { since: minutes(-60), wanted: 2 }));
    expect(left).toEqual({ left: READ_CAP, oldest: [] });
  });
});
