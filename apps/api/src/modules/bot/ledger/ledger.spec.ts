import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, Given, type GivenUser, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { SystemClock } from '../../../platform/clock/clock.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { Database } from '../../../platform/database/database.ts';
import { AccountLease, type Lease } from '../../accounts/index.ts';
import { LedgerRepository, type NewTarget, type PreparedPerson } from './ledger.repository.ts';

let database: TestDatabase;
let given: Given;
let source: DataSource;
let db: Database;
let leases: AccountLease;
const ledger = new LedgerRepository();

let user: GivenUser;
let accountId: string;
let jobId: string;
let lease: Lease;
const NOW = new Date();

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  source = await createDataSource({
    url: database.appUrl,
    applicationName: 'ledger',
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
  jobId = (await given.job(user.id, accountId)).id;
  lease = (await claim()) as Lease;
});

const claim = () => db.asUser(user.id, (tx) => leases.claim(tx, accountId, randomUUID()));
const target = async (pk: string, job = jobId): Promise<string> => {
  const [row] = await given.sql<{ id: string }>(
    `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id) VALUES ($1, $2, $3, 'follow', $4, $4) RETURNING id`,
    [user.id, accountId, job, pk],
  );
  return row?.id ?? '';
};
const intend = (id: string, by: Lease = lease) => db.asUser(user.id, (tx) => ledger.intend(tx, by, jobId, id, NOW));
const settle = (id: string, state: 'confirmed' | 'refused' | 'unknown', by: Lease = lease) =>
  db.asUser(user.id, (tx) => ledger.settle(tx, by, id, { state, code: null, durationMs: 5 }, 'unfollow'));
const stateOf = async (id: string) =>
  (await given.sql<{ state: string }>('SELECT state FROM interactions WHERE id = $1', [id]))[0]?.state;
const expireLease = () =>
  given.sql(`UPDATE user_bot_status SET lease_until = now() - interval '1 ms' WHERE account_id = $1`, [accountId]);
const passDeadline = (id: string, grace: boolean) =>
  given.sql(
    `UPDATE interactions SET deadline_at = now() - interval '1 ms',
       reconcile_at = now() + CASE WHEN $2 THEN -interval '1 ms' ELSE interval '5 s' END WHERE id = $1`,
    [id, grace],
  );

describe('an account', () => {
  it('is held by one at a time', async () => {
    const others = await Promise.all(Array.from({ length: 20 }, claim));
    expect(others.filter(Boolean)).toHaveLength(0);
    await db.asUser(user.id, (tx) => leases.release(tx, lease));
    const next = await Promise.all(Array.from({ length: 20 }, claim));
    expect(next.filter(Boolean)).toHaveLength(1);
  });

  it('passes to the next when its holder is gone, and the fence rises', async () => {
    await expireLease();
    const next = (await claim()) as Lease;
    expect(BigInt(next.fence)).toBeGreaterThan(BigInt(lease.fence));
    expect(await db.asUser(user.id, (tx) => leases.extend(tx, lease))).toBe(false);
    expect(await db.asUser(user.id, (tx) => leases.extend(tx, next))).toBe(true);
  });
});

describe('an intent', () => {
  it('is written for the holder of a live lease', async () => {
    const id = await target('1');
    expect(await intend(id)).toBe(true);
    expect(await stateOf(id)).toBe('intended');
    expect(await intend(id)).toBe(false);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the lease has run out', expireLease],
    [
      'the bot was stopped',
      () => given.sql('UPDATE user_bot_status SET bot_running = false WHERE account_id = $1', [accountId]),
    ],
    ['the job was cancelled', () => given.sql(`UPDATE bot_jobs SET state = 'cancelled' WHERE id = $1`, [jobId])],
    ['the job was paused', () => given.sql(`UPDATE bot_jobs SET state = 'paused' WHERE id = $1`, [jobId])],
    ['the user was disabled', () => given.sql('UPDATE users SET is_active = false WHERE id = $1', [user.id])],
  ])('is not written once %s', async (_, happens) => {
    const id = await target('1');
    await happens();
    expect(await intend(id)).toBe(false);
    expect(await stateOf(id)).toBe('planned');
  });

  it('is not written by an earlier holder', async () => {
    const id = await target('1');
    await expireLease();
    await claim();
    expect(await intend(id)).toBe(false);
  });

  it('is not written twice for the same action on the same target, by whatever job', async () => {
    const first = await target('1');
    const otherJob = (await given.job(user.id, accountId)).id;
    const second = await target('1', otherJob);
    expect(await intend(first)).toBe(true);
    for (const state of ['confirmed', 'unknown', 'needs_review']) {
      await given.sql('UPDATE interactions SET state = $2 WHERE id = $1', [first, state]);
      const again = db.asUser(user.id, (tx) => ledger.intend(tx, lease, otherJob, second, NOW));
      await expect(again).rejects.toThrow(/interactions_once_key/);
    }
  });
});

describe('an outcome', () => {
  it('is recorded by the holder in time, once', async () => {
    const id = await target('1');
    await intend(id);
    expect(await settle(id, 'confirmed')).toMatchObject({ id, job_id: jobId, target_pk: '1' });
    expect(await settle(id, 'refused')).toBeNull();
    expect(await stateOf(id)).toBe('confirmed');
  });

  it('that comes after the deadline is left to be read back', async () => {
    const id = await target('1');
    await intend(id);
    await passDeadline(id, false);
    expect(await settle(id, 'confirmed')).toBeNull();
    expect(await stateOf(id)).toBe('intended');
  });

  it('of an earlier holder is left to be read back', async () => {
    const id = await target('1');
    await intend(id);
    await expireLease();
    const next = (await claim()) as Lease;
    expect(await settle(id, 'confirmed', next)).toBeNull();
    expect(await stateOf(id)).toBe('intended');
  });
});

describe('reading back', () => {
  const find = () => db.asUser(user.id, (tx) => ledger.findToReconcile(tx, accountId, 10));
  const readBack = (id: string, state: 'confirmed' | 'refused') =>
    db.asUser(user.id, (tx) => ledger.settleReadBack(tx, { id, accountId }, { state, code: null }, 'unfollow'));

  it('waits for the time in which a sent request may still land', async () => {
    const id = await target('1');
    await intend(id);
    expect(await find()).toEqual([]);
    await passDeadline(id, false);
    expect(await find()).toEqual([]);
    expect(await readBack(id, 'refused')).toBeNull();
    await passDeadline(id, true);
    expect((await find()).map((row) => row.id)).toEqual([id]);
    expect(await readBack(id, 'confirmed')).toMatchObject({ id });
    expect(await readBack(id, 'refused')).toBeNull();
    expect(await stateOf(id)).toBe('confirmed');
  });

  it('also covers what was recorded as unknown', async () => {
    const id = await target('1');
    await intend(id);
    await settle(id, 'unknown');
    await passDeadline(id, true);
    expect((await find()).map((row) => row.id)).toEqual([id]);
  });
});

describe('what Instagram claimed and does not show', () => {
  it('is refused after all, once, and counted so', async () => {
    const [one, two] = [await target('31'), await target('32')];
    for (const id of [one, two]) {
      await intend(id);
      await settle(id, 'confirmed');
    }
    const find = () => db.asUser(user.id, (tx) => ledger.findConfirmed(tx, jobId, 10));
    expect(await find()).toEqual([]);
    await given.sql(`UPDATE interactions SET settled_at = now() - interval '6 seconds' WHERE job_id = $1`, [jobId]);
    expect(await find()).toEqual(['32', '31']);
    const retract = () =>
      db.asUser(user.id, (tx) => ledger.retract(tx, jobId, ['32', '99'], { code: 'E-IG-W-A251', reverse: 'unfollow' }));
    expect(await retract()).toMatchObject([{ id: two, target_pk: '32' }]);
    expect(await retract()).toEqual([]);
    expect([await stateOf(one), await stateOf(two)]).toEqual(['confirmed', 'refused']);
    expect(await given.sql('SELECT done, failed FROM bot_jobs WHERE id = $1', [jobId])).toEqual([
      { done: 1, failed: 1 },
    ]);
  });
});

describe('the targets of a job', () => {
  const newTarget = (pk: string, more: Partial<NewTarget> = {}): NewTarget => ({
    pk,
    object: pk,
    prepared: true,
    username: `u${pk}`,
    name: '',
    picture: null,
    code: null,
    ...more,
  });
  const person = (pk: string) => newTarget(pk, { prepared: false });
  const add = (...targets: NewTarget[]) =>
    db.asUser(user.id, (tx) => ledger.addTargets(tx, { id: jobId, accountId, action: 'like' }, targets));
  const prepare = (...people: PreparedPerson[]) => db.asUser(user.id, (tx) => ledger.prepare(tx, jobId, people));
  const rows = () =>
    given.sql<{ id: string; pk: string; object: string; prepared: boolean; state: string; details: unknown }>(
      `SELECT id, target_pk AS pk, object_id AS object, prepared, state, details FROM interactions
       WHERE job_id = $1 ORDER BY id`,
      [jobId],
    );
  const idOf = async (pk: string) => (await rows()).find((row) => row.pk === pk)?.id ?? '';

  it('are several posts of one person, each once', async () => {
    expect(await add(newTarget('7', { object: '1_7' }), newTarget('7', { object: '2_7' }))).toEqual({
      planned: 2,
      skipped: 0,
    });
    expect(await add(newTarget('7', { object: '1_7' }))).toEqual({ planned: 0, skipped: 0 });
  });

  it('become of a person what was found of them, in their order', async () => {
    await add(person('7'), person('8'));
    const objects = [
      { id: '1_7', details: { taken_at: '2026-01-01T00:00:00.000Z' } },
      { id: '2_7', details: null },
    ];
    expect(
      await prepare(
        { id: await idOf('7'), code: null, objects },
        { id: await idOf('8'), code: 'E-BOT-I-0000', objects: [] },
      ),
    ).toEqual({ planned: 2, skipped: 1 });
    expect(await rows()).toMatchObject([
      { pk: '8', object: '8', state: 'skipped' },
      { pk: '7', object: '1_7', prepared: true, state: 'planned', details: { taken_at: expect.any(String) } },
      { pk: '7', object: '2_7', prepared: true, state: 'planned', details: null },
    ]);
    // Another page with the same people brings none of them back.
    expect(await add(person('7'), person('8'))).toEqual({ planned: 0, skipped: 0 });
  });

  it('are the people themselves where the action is done to them', async () => {
    await add(person('7'));
    const id = await idOf('7');
    expect(await prepare({ id, code: null, objects: [{ id: '7', details: { text: 'Hello' } }] })).toEqual({
      planned: 1,
      skipped: 0,
    });
    expect(await rows()).toMatchObject([{ id, object: '7', prepared: true, details: { text: 'Hello' } }]);
  });

  it('are not prepared twice, and not for a job that was ended', async () => {
    await add(person('7'));
    const prepared = { id: await idOf('7'), code: null, objects: [{ id: '1_7', details: null }] };
    expect(await prepare(prepared)).toEqual({ planned: 1, skipped: 0 });
    expect(await prepare(prepared)).toEqual({ planned: 0, skipped: 0 });
    await given.sql(`UPDATE bot_jobs SET state = 'cancelled' WHERE id = $1`, [jobId]);
    expect(await add(person('9'))).toEqual({ planned: 0, skipped: 0 });
  });
});

describe('an action that takes another back', () => {
  const reverse = async (pk: string): Promise<string> => {
    const [row] = await given.sql<{ id: string }>(
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id)
       VALUES ($1, $2, $3, 'unfollow', $4, $4) RETURNING id`,
      [user.id, accountId, (await given.job(user.id, accountId)).id, pk],
    );
    return row?.id ?? '';
  };
  const jobOf = async (id: string) =>
    (await given.sql<{ job_id: string }>('SELECT job_id FROM interactions WHERE id = $1', [id]))[0]?.job_id ?? '';
  const done = async (id: string, takesBack: string | null) => {
    const job = await jobOf(id);
    await db.asUser(user.id, (tx) => ledger.intend(tx, lease, job, id, NOW));
    await db.asUser(user.id, (tx) =>
      ledger.settle(tx, lease, id, { state: 'confirmed', code: null, durationMs: 1 }, takesBack),
    );
  };
  const undoneBy = async (id: string) =>
    (await given.sql<{ by: string | null }>('SELECT undone_by AS by FROM interactions WHERE id = $1', [id]))[0]?.by;

  it('marks it, and the target may have it again', async () => {
    const follow = await target('41');
    await done(follow, 'unfollow');
    const unfollow = await reverse('41');
    await done(unfollow, 'follow');
    expect([await undoneBy(follow), await undoneBy(unfollow)]).toEqual([unfollow, null]);
    const again = await target('41', (await given.job(user.id, accountId)).id);
    await done(again, 'unfollow');
    expect([await stateOf(again), await undoneBy(unfollow)]).toEqual(['confirmed', again]);
  });

  it('marks nothing of another target or action, and nothing where it takes nothing back', async () => {
    const follow = await target('51');
    await done(follow, 'unfollow');
    await done(await reverse('52'), 'follow');
    await done(await target('53', (await given.job(user.id, accountId)).id), null);
    expect(await undoneBy(follow)).toBeNull();
  });

  it('that was untrue leaves it as it was', async () => {
    const follow = await target('61');
    await done(follow, 'unfollow');
    const unfollow = await reverse('61');
    await done(unfollow, 'follow');
    const job = await jobOf(unfollow);
    await db.asUser(user.id, (tx) => ledger.retract(tx, job, ['61'], { code: 'E-IG-W-A251', reverse: 'follow' }));
    expect([await stateOf(unfollow), await undoneBy(follow)]).toEqual(['refused', null]);
  });
});
