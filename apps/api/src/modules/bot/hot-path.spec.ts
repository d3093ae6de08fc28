import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, Given, type GivenUser, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import type { PoolClient } from 'pg';
import { SystemClock } from '../../platform/clock/clock.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { ExplainingTx, type RowsRead } from '../../testing/explaining-tx.ts';
import { AccountLease, type Lease } from '../accounts/index.ts';
import { QuotaRepository } from '../quotas/quota.repository.ts';
import { HOURLY_CAPS } from './deciding/pace.ts';
import { OpenJobsRepository } from './work/open-jobs.repository.ts';
import { ReadsRepository } from './ledger/reads.repository.ts';
import { LedgerRepository } from './ledger/ledger.repository.ts';
import { TurnsRepository } from './work/turns.repository.ts';

/** Accounts of others, and intents that each of them has open. */
const OTHERS = 2_000;
const OPEN_EACH = 5;
/** Actions that the account itself has behind it. */
const HISTORY = 500;
/** What a step of one account may go through, however many others there are. */
const MOST_ROWS = 50;

let database: TestDatabase;
let given: Given;
let source: DataSource;
let anna: GivenUser;
let account: { id: string };
let job: { id: string };
let lease: Lease;
let intended: string;
let planned: string;

const intentsOf = (of: { user: string; account: string; job: string }, name: string, count: number, state: string) =>
  given.sql<{ id: string }>(
    `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id, state, fence, quota_day, intended_at,
                               deadline_at, reconcile_at)
     SELECT $1, $2, $3, 'follow', $4 || n, $4 || n, $6, 1, current_date, now() - make_interval(secs => n * 600),
            now() + interval '1 hour', now() + interval '1 hour'
     FROM generate_series(1, $5) AS n RETURNING id`,
    [of.user, of.account, of.job, name, count, state],
  );

/** Others, each with an account, its bot and a job. */
const OTHER_PEOPLE = [
  `INSERT INTO users (username, username_key, password_hash)
   SELECT 'other-' || n, 'other-' || n, 'x' FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO instagram_credentials (id, user_id, instagram_pk, instagram_username)
   SELECT gen_random_uuid(), u.id, substr(u.username, 7), u.username FROM users u WHERE u.username LIKE 'other-%'`,
  `INSERT INTO user_bot_status (account_id, user_id, session_valid, bot_running)
   SELECT c.id, c.user_id, true, true FROM instagram_credentials c WHERE c.instagram_username LIKE 'other-%'`,
  `INSERT INTO bot_jobs (id, user_id, account_id, action, source, params, filters, amount)
   SELECT gen_random_uuid(), c.user_id, c.id, 'follow', 'hashtag', '{"hashtag":"travel"}', '{}', 100
   FROM instagram_credentials c WHERE c.instagram_username LIKE 'other-%'`,
];
const OPEN_INTENTS = `
  INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id, state, fence, quota_day, intended_at,
                            deadline_at, reconcile_at)
  SELECT j.user_id, j.account_id, j.id, 'follow', 'open' || n, 'open' || n, 'intended', 1, current_date, now(),
         now() + interval '1 hour', now() + interval '1 hour'
  FROM bot_jobs j JOIN users u ON u.id = j.user_id, generate_series(1, $1::int) AS n
  WHERE u.username LIKE 'other-%'`;

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  anna = await given.user();
  account = await given.account(anna.id);
  job = await given.job(anna.id, account.id);
  const own = { user: anna.id, account: account.id, job: job.id };
  await intentsOf(own, 'done', HISTORY, 'confirmed');
  for (const text of OTHER_PEOPLE) await given.sql(text, text.includes('$1') ? [OTHERS] : []);
  // The statistics are from a time in which nothing was under way.
  await given.sql('ANALYZE');
  await given.sql(OPEN_INTENTS, [OPEN_EACH]);
  intended = (await intentsOf(own, 'now', 1, 'intended'))[0]?.id ?? '';
  const [row] = await given.sql<{ id: string }>(
    `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id)
     VALUES ($1, $2, $3, 'follow', 'next', 'next') RETURNING id`,
    [anna.id, account.id, job.id],
  );
  planned = row?.id ?? '';
  lease = { accountId: account.id, holder: randomUUID(), fence: '1' };
  await given.sql(
    `UPDATE user_bot_status SET fence = 1, lease_holder = $2, lease_until = now() + interval '1 hour', turn_seq = 3
     WHERE account_id = $1`,
    [account.id, lease.holder],
  );
  source = await createDataSource({
    url: database.workerUrl,
    applicationName: 'hot-path',
    entities: [],
    poolSize: 2,
  }).initialize();
}, 120_000);
afterAll(async () => {
  await source.destroy();
  await given.close();
  await database.drop();
});

/** What the statements of `work` go through as the worker's role, for Anna; rolled back. */
const readBy = async (work: (tx: Tx) => Promise<unknown>, before = ''): Promise<RowsRead[]> => {
  const runner = source.createQueryRunner();
  const client = (await runner.connect()) as PoolClient;
  try {
    await client.query(
      `BEGIN; SELECT set_config('app.user_id', '${anna.id}', true), set_config('app.scope', 'user', true)`,
    );
    if (before !== '') await client.query(before);
    const tx = new ExplainingTx(anna.id, runner.manager, client);
    await work(tx);
    return tx.read;
  } finally {
    await client.query('ROLLBACK');
    await runner.release();
  }
};

const free = () =>
  `UPDATE user_bot_status SET lease_until = NULL, lease_holder = NULL WHERE account_id = '${account.id}'`;
const landed = () =>
  `UPDATE interactions SET deadline_at = now() - interval '1 minute', reconcile_at = now() - interval '1 minute'
   WHERE id = ${intended}`;

type Step = readonly [name: string, work: (tx: Tx) => Promise<unknown>, before?: () => string];
const ledger = new LedgerRepository();
const turns = new TurnsRepository();
const jobs = new OpenJobsRepository();
const quota = new QuotaRepository();
const reads = new ReadsRepository();
const lately = () => ({ now: new Date(), since: new Date(Date.now() - 3_600_000) });
const leases = () => new AccountLease(new Database(source), new SystemClock());
const slot = () => ({ userId: anna.id, accountId: account.id, action: 'follow' as const });
const settled = (state: 'confirmed' | 'refused' | 'unknown') => (tx: Tx) =>
  ledger.settle(tx, lease, intended, { state, code: null, durationMs: 5 }, 'unfollow');
const pace = () => ({
  now: new Date(),
  since: new Date(Date.now() - 3_600_000),
  caps: HOURLY_CAPS,
  ahead: 1,
  repeatable: ['unfollow'],
  readsOnly: false,
});

const STEPS: readonly Step[] = [
  ['claim a turn', (tx) => turns.claim(tx, { account_id: account.id, user_id: anna.id, seq: 3 }, randomUUID()), free],
  ['claim an account', (tx) => leases().claim(tx, account.id, randomUUID()), free],
  ['look for what is to be done', (tx) => jobs.findOpen(tx, account.id, pace())],
  ['renew the lease', (tx) => leases().extend(tx, lease)],
  ['renew the lease of a turn', (tx) => leases().extendTurn(tx, lease)],
  ['renew it for an answer', (tx) => leases().renewTurn(tx, lease)],
  ['reserve quota', (tx) => quota.reserve(tx, slot(), 1, new Date())],
  ['give quota back', (tx) => quota.release(tx, slot(), '2026-01-01')],
  ['write the intent', (tx) => ledger.intend(tx, lease, job.id, planned, new Date())],
  ['settle as confirmed', settled('confirmed')],
  ['settle as refused', settled('refused')],
  ['settle as unknown', settled('unknown')],
  ['skip a target', (tx) => ledger.skip(tx, planned, 'E-BOT-I-0000')],
  ['find what may be read back', (tx) => ledger.findToReconcile(tx, account.id, 10), landed],
  [
    'settle what was read back',
    (tx) =>
      ledger.settleReadBack(
        tx,
        { id: intended, accountId: account.id },
        { state: 'confirmed', code: null },
        'unfollow',
      ),
    landed,
  ],
  ['read back later', (tx) => ledger.postpone(tx, account.id, 60), landed],
  ['count a read', (tx) => reads.take(tx, account.id, lately())],
  ['look how many reads are left', (tx) => reads.left(tx, account.id, { ...lately(), wanted: 2 })],
  ['count a failure of the job', (tx) => jobs.countFailure(tx, [job.id])],
  ['end the turn', (tx) => turns.release(tx, lease, 3, new Date())],
  ['ask for a turn', (tx) => turns.ask(tx, account.id, new Date())],
];

describe.each([
  ['statistics from before', ''],
  ['fresh statistics', 'ANALYZE'],
] as const)(`with ${OTHERS * OPEN_EACH} open intents of others and %s, a step goes through few rows:`, (_, prepare) => {
  beforeAll(() => given.sql(prepare));

  it.each(STEPS.map(([name, work, before]) => ({ name, work, before })))('$name', async ({ work, before }) => {
    const parts = await readBy(work, before?.());
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.filter(({ rows }) => rows > MOST_ROWS)).toEqual([]);
  });
});
