import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ErrorSymbol, type LimitsAnswer, render } from '@pacekeeper/contracts';
import { eventually, type GivenUser } from '@pacekeeper/testing';
import pg from 'pg';
import { Database } from '../../platform/database/database.ts';
import { TestApi } from '../../testing/test-api.ts';
import { QuotasService } from './quotas.service.ts';

// Argon2id and a database of its own take their time where other specs run beside this one.
jest.setTimeout(60_000);

let api: TestApi;
let admin: GivenUser;
let adminToken: string;
let user: GivenUser;
let token: string;

beforeAll(async () => {
  api = await TestApi.start();
  admin = await api.given.user({ role: 'admin' });
  adminToken = await api.signIn(admin.username);
});
afterAll(() => api.stop());
beforeEach(async () => {
  user = await api.given.user();
  token = await api.signIn(user.username);
});

const own = () => api.ask<LimitsAnswer>('GET', '/api/limits', { token });
const wish = (body: object, by = token) =>
  api.ask<LimitsAnswer>('PUT', `/api/users/${user.id}/wishes`, { token: by, body });
const set = (body: object) => api.ask<LimitsAnswer>('PUT', `/api/users/${user.id}/limits`, { token: adminToken, body });
const logged = async () =>
  (
    await api.given.sql<{ action: string; status: string; symbol: string; params: object }>(
      'SELECT action, status, message_symbol AS symbol, params FROM activity_logs WHERE user_id = $1 ORDER BY id',
      [user.id],
    )
  ).map(({ action, status, symbol, params }) => `${action} ${status}: ${render({ symbol, params })}`);
const audited = () =>
  api.given.sql(
    `SELECT action, actor_id, details FROM audit_log
     WHERE subject_id = $1 AND action IN ('limits_changed', 'limits_cleared', 'wishes_changed') ORDER BY seq`,
    [user.id],
  );
/** Reserves as the ledger does; true where the slot was granted and kept. */
const reserve = async (accountId: string, ramp = 1): Promise<boolean> => {
  const refused = new Error('refused');
  const slot = { userId: user.id, accountId, action: 'follow' } as const;
  try {
    await api.app.get(Database).asUser(user.id, async (tx) => {
      if (!(await api.app.get(QuotasService, { strict: false }).reserve(tx, slot, ramp, new Date()))) throw refused;
    });
    return true;
  } catch (error) {
    if (error === refused) return false;
    throw error;
  }
};
const reserveMany = async (count: number, accountId: string, ramp = 1) =>
  (await Promise.all(Array.from({ length: count }, () => reserve(accountId, ramp)))).filter(Boolean).length;

describe('a user’s own lower limits', () => {
  it('hold from the next reservation, are told with the limits, and are taken back with null', async () => {
    const account = await api.given.account(user.id);
    const { status, body } = await wish({ follows_limit: 3, dms_limit: 2 });
    expect([status, body.limits.actions.follow]).toEqual([
      200,
      {
        limit: 50,
        standard: 50,
        effective: 3,
        used: 0,
        remaining: 3,
        hourly_cap: 10,
        wish: 3,
        why: 'You set your own limit to 3; you can change it at any time.',
      },
    ]);
    expect(await reserveMany(10, account.id)).toBe(3);
    // What is not named stays.
    await wish({ follows_limit: null });
    const { actions } = (await own()).body.limits;
    expect(actions.follow).toEqual({ limit: 50, standard: 50, effective: 50, used: 3, remaining: 47, hourly_cap: 10 });
    expect(actions.dm.wish).toBe(2);
    expect(await reserve(account.id)).toBe(true);
  });

  it('never raise what an administrator allows', async () => {
    const account = await api.given.account(user.id);
    await set({ follows_limit: 2 });
    const { follow } = (await wish({ follows_limit: 40 })).body.limits.actions;
    expect(follow).toMatchObject({ limit: 2, effective: 2, wish: 40 });
    expect(await reserveMany(5, account.id)).toBe(2);
  });

  it('refuse a job once they are reached, with what holds and when it ends', async () => {
    await api.given.account(user.id);
    await wish({ follows_limit: 0 });
    const reply = await api.ask('POST', '/api/bot/actions/follow-hashtag', {
      token,
      body: { hashtag: 'ceramics', amount: 5 },
    });
    expect([reply.status, reply.body.error]).toEqual([429, 'QUOTA_EXCEEDED']);
    expect(reply.body.message).toContain('the limit is 0');
    expect(reply.headers.get('x-ratelimit-limit')).toBe('0');
    expect(reply.headers.get('x-ratelimit-remaining')).toBe('0');
    const reset = Number(reply.headers.get('x-ratelimit-reset'));
    expect(reset).toBeGreaterThan(0);
    expect(reset).toBeLessThanOrEqual(86_400);
  });

  it('are nobody else’s to set, and audited with the numbers before and after', async () => {
    expect((await wish({ follows_limit: 1 }, adminToken)).body.error).toBe('NOT_FOUND');
    await wish({ follows_limit: 9 });
    await wish({ follows_limit: null, likes_limit: 20 });
    expect(await audited()).toEqual([
      {
        action: 'wishes_changed',
        actor_id: user.id,
        details: { before: { follows_limit: null }, after: { follows_limit: 9 } },
      },
      {
        action: 'wishes_changed',
        actor_id: user.id,
        details: {
          before: { follows_limit: 9, likes_limit: null },
          after: { follows_limit: null, likes_limit: 20 },
        },
      },
    ]);
    expect(await logged()).toEqual([
      'limits_changed info: You set your own daily limits: 9 follows.',
      'limits_changed info: You set your own daily limits: follows as allowed, 20 likes.',
    ]);
  });

  it.each<[string, unknown, ErrorSymbol]>([
    ['nothing', {}, 'VALIDATION_FAILED'],
    ['less than nothing', { follows_limit: -1 }, 'VALIDATION_FAILED'],
    ['more than any limit', { follows_limit: 10_001 }, 'VALIDATION_FAILED'],
    ['half an action', { follows_limit: 1.5 }, 'VALIDATION_FAILED'],
    ['text', { follows_limit: '5' }, 'VALIDATION_FAILED'],
    ['a reason', { follows_limit: 5, reason: 'because' }, 'VALIDATION_FAILED'],
    ['somebody', { follows_limit: 5, user_id: '1' }, 'VALIDATION_FAILED'],
  ])('are not %s', async (_, body, error) => {
    expect((await wish(body as object)).body.error).toBe(error);
  });
});

describe('limits that an administrator sets', () => {
  it('carry a reason, which the user reads and the audit log keeps with the numbers', async () => {
    const { body } = await set({ follows_limit: 12, likes_limit: 1, reason: 'a quiet week' });
    expect(body.limits.actions.follow).toMatchObject({
      limit: 12,
      effective: 12,
      why: 'An administrator set this for you: a quiet week. Ask one if you need more.',
    });
    // What is as by default needs no words.
    expect(body.limits.actions.dm.why).toBeUndefined();
    expect(await audited()).toEqual([
      {
        action: 'limits_changed',
        actor_id: admin.id,
        details: {
          before: { follows_limit: 50, likes_limit: 200 },
          after: { follows_limit: 12, likes_limit: 1 },
          reason: 'a quiet week',
        },
      },
    ]);
    expect(await logged()).toEqual([
      'limits_changed info: An administrator set your daily limits: 12 follows, 1 like. Reason: a quiet week',
    ]);
  });

  it('are cleared once, back to the default', async () => {
    await set({ follows_limit: 12 });
    const clear = () => api.ask('DELETE', `/api/users/${user.id}/limits`, { token: adminToken });
    expect([(await clear()).status, (await clear()).status]).toEqual([200, 200]);
    expect((await own()).body.limits.actions.follow).toMatchObject({ limit: 50, effective: 50 });
    expect((await audited()).map((row) => row['action'])).toEqual(['limits_changed', 'limits_cleared']);
    expect((await logged()).at(-1)).toBe('limits_changed info: An administrator reset your limits to the default.');
  });

  it('are set and told, or neither', async () => {
    await api.given.sql(
      `ALTER TABLE activity_logs ADD CONSTRAINT sayable CHECK (params ->> 'reason' NOT LIKE '%unsayable%')`,
    );
    try {
      expect((await set({ follows_limit: 12, reason: 'unsayable' })).status).toBe(500);
    } finally {
      await api.given.sql('ALTER TABLE activity_logs DROP CONSTRAINT sayable');
    }
    expect((await own()).body.limits.actions.follow).toMatchObject({ limit: 50 });
    expect([await logged(), await audited()]).toEqual([[], []]);
  });

  it('are nobody’s where the user is deleted in this moment', async () => {
    const client = new pg.Client({ connectionString: api.ownerUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('DELETE FROM users WHERE id = $1', [user.id]);
      const answer = set({ follows_limit: 12 });
      const waiting = `
        SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE NOT l.granted AND a.datname = current_database()`;
      await eventually(async () => (await api.given.sql(waiting)).length > 0, 'the change waits for the deletion');
      await client.query('COMMIT');
      expect(await answer).toMatchObject({ status: 404, body: { error: 'NOT_FOUND' } });
    } finally {
      await client.end();
    }
  });

  it('are shown to the administrator as the user sees them', async () => {
    await api.given.account(user.id, { name: 'new.one', ramp: 0.2 });
    const seen = await api.ask<LimitsAnswer>('GET', `/api/users/${user.id}/limits`, { token: adminToken });
    expect(seen.body.limits).toEqual((await own()).body.limits);
    expect(seen.body.limits.actions.follow).toMatchObject({
      limit: 50,
      effective: 10,
      why: 'Your account @new.one is new: it starts at 20 % of its limits. Each day with actions and without a block earns 10 % more.',
    });
  });
});

describe('what is left', () => {
  it('is what the accounts together may still do, whatever each of them has used', async () => {
    const [young, old, gone] = [
      await api.given.account(user.id, { ramp: 0.2 }),
      await api.given.account(user.id, { ramp: 0.4 }),
      await api.given.account(user.id),
    ];
    const follow = async () => (await own()).body.limits.actions.follow;
    expect(await reserveMany(4, gone.id)).toBe(4);
    await api.given.sql('UPDATE instagram_credentials SET disconnected_at = now() WHERE id = $1', [gone.id]);
    expect(await reserveMany(10, young.id, 0.2)).toBe(10);
    // 10 and 20 of the two that are connected, and 4 that the third has done.
    expect(await follow()).toMatchObject({ effective: 34, used: 14, remaining: 20 });
    // A block halves the ramp of an account that has used more already: that takes nothing from the other.
    await api.given.sql('UPDATE instagram_credentials SET ramp = 0.1 WHERE id = $1', [young.id]);
    expect(await follow()).toMatchObject({ effective: 34, remaining: 20 });
    expect(await reserveMany(30, old.id, 0.4)).toBe(20);
    expect(await follow()).toMatchObject({ used: 34, remaining: 0 });
  });
});

describe('the warning that most of a day’s quota is used', () => {
  const warnings = async () => (await logged()).filter((line) => line.startsWith('quota_warning'));

  it('comes once, however many cross the line at once and again', async () => {
    const account = await api.given.account(user.id);
    await set({ follows_limit: 20 });
    expect(await reserveMany(15, account.id)).toBe(15);
    expect(await warnings()).toEqual([]);
    expect(await reserveMany(30, account.id)).toBe(5);
    expect(await warnings()).toEqual(["quota_warning warning: Most of today's follows are used: 16 of 20."]);
    await api.given.sql('UPDATE quota_usage SET used = 10 WHERE user_id = $1', [user.id]);
    expect(await reserveMany(10, account.id)).toBe(10);
    expect(await warnings()).toHaveLength(1);
  });

  it.each<[string, { wish?: number; ramp?: number }, number]>([
    ['of the limit', {}, 40],
    ['of one’s own lower limit', { wish: 5 }, 4],
    ['of what a new account may do', { ramp: 0.2 }, 8],
  ])('comes at 80 %% %s', async (_, { wish: wished, ramp = 1 }, at) => {
    const account = await api.given.account(user.id, { ramp });
    if (wished !== undefined) await wish({ follows_limit: wished });
    for (let index = 1; index < at; index += 1) await reserve(account.id, ramp);
    expect(await warnings()).toEqual([]);
    await reserve(account.id, ramp);
    expect(await warnings()).toHaveLength(1);
  });

  it('waits for the line of all accounts together, whichever account it is that crosses it', async () => {
    const [one, two] = [
      await api.given.account(user.id, { ramp: 0.2 }),
      await api.given.account(user.id, { ramp: 0.2 }),
    ];
    for (let index = 0; index < 10; index += 1) await reserve(one.id, 0.2);
    for (let index = 0; index < 5; index += 1) await reserve(two.id, 0.2);
    expect(await warnings()).toEqual([]);
    await reserve(two.id, 0.2);
    expect(await warnings()).toEqual(["quota_warning warning: Most of today's follows are used: 16 of 20."]);
  });

  it('does not come with a reservation that is not kept', async () => {
    const account = await api.given.account(user.id);
    await set({ follows_limit: 5 });
    await reserveMany(3, account.id);
    // The account's own share is used up: the user's sum crosses the line, and nothing of it is kept.
    expect(await reserve(account.id, 0.5)).toBe(false);
    expect(await warnings()).toEqual([]);
  });
});
