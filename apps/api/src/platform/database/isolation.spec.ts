import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorEntry } from '@pacekeeper/contracts';
import { roleProblems } from '@pacekeeper/database-tools';
import { createTestDatabase, Given, type GivenUser, OWNER_ROLE, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';
import type { QueryResultRow } from 'pg';
import { SYSTEM_FUNCTIONS, type SystemFunction } from './system-functions.ts';
import type { Tx } from './tx.ts';

/** The tables that hold something of a user; read from the catalogue, so that a new one cannot be forgotten. */
const USER_TABLES = `
  SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id') AS of_account
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
    AND (c.relname = 'users' OR EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped))
  ORDER BY 1`;

let database: TestDatabase;
let given: Given;
let source: DataSource;
let db: Database;
let workerSource: DataSource;
let workerDb: Database;
let anna: GivenUser;
let ben: GivenUser;
let admin: GivenUser;
let tables: Array<{ name: string; enabled: boolean; forced: boolean }>;

/** A row of Anna's in every table. */
const fill = async (user: GivenUser): Promise<void> => {
  const account = await given.account(user.id);
  const job = await given.job(user.id, account.id);
  await given.limits({ follows: 7 }, user.id);
  const rows: Array<[string, unknown[]]> = [
    [`INSERT INTO login_sessions (user_id, refresh_hash, expires_at) VALUES ($1, '\\x00', now())`, [user.id]],
    [`INSERT INTO quota_usage (user_id, action, day, used) VALUES ($1, 'follow', '2026-01-01', 1)`, [user.id]],
    [
      `INSERT INTO connect_attempts (id, user_id, instagram_username, kind, methods, state_encrypted, encryption_key_id, expires_at)
       VALUES (gen_random_uuid(), $1, 'x', 'device', '{}', '\\x00', 'k', now())`,
      [user.id],
    ],
    [
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id) VALUES ($1, $2, $3, 'follow', '5', '5')`,
      [user.id, account.id, job.id],
    ],
    [
      `INSERT INTO activity_logs (user_id, action, status, message) VALUES ($1, 'x', 'info', 'secret of anna')`,
      [user.id],
    ],
    [
      `INSERT INTO password_reset_tokens (id, user_id, token_hash, email_key, expires_at)
       VALUES (gen_random_uuid(), $1, '\\x00', 'x', now())`,
      [user.id],
    ],
    [
      `INSERT INTO totp_credentials (user_id, secret_encrypted, encryption_key_id) VALUES ($1, '\\x00', 'k')`,
      [user.id],
    ],
    [`INSERT INTO recovery_codes (user_id, number, code_hash) VALUES ($1, 1, 'x')`, [user.id]],
    [
      `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, transports, name, backed_up)
       VALUES (gen_random_uuid(), $1, 'c', '\\x00', 0, '{}', 'phone', false)`,
      [user.id],
    ],
    [`INSERT INTO spent_tokens (user_id, token_id, expires_at) VALUES ($1, 't', now())`, [user.id]],
    [
      `INSERT INTO outgoing_mails (id, user_id, kind, recipient, params)
       VALUES (gen_random_uuid(), $1, 'invitation', 'anna@example.org', '{}')`,
      [user.id],
    ],
    [
      `INSERT INTO email_changes (user_id, email, email_key, requested_at, expires_at)
       VALUES ($1, 'new@example.org', 'new@example.org', now(), now() + interval '1 hour')`,
      [user.id],
    ],
    [`INSERT INTO limit_wishes (user_id, follows_limit) VALUES ($1, 5)`, [user.id]],
    [`INSERT INTO refused_requests (user_id, code, times, last_at) VALUES ($1, 'E-SYS-W-D538', 3, now())`, [user.id]],
    [
      `INSERT INTO session_openings (user_id, account_id, hour, purpose) VALUES ($1, $2, now(), 'turn')`,
      [user.id, account.id],
    ],
    [`INSERT INTO account_followers (user_id, account_id, pk) VALUES ($1, $2, '77')`, [user.id, account.id]],
    [
      `INSERT INTO instagram_profiles (account_id, user_id, pk, username, full_name, is_private, is_verified, read_at)
       VALUES ($2, $1, '5', 'x', 'secret of anna', false, false, now())`,
      [user.id, account.id],
    ],
    [`INSERT INTO account_reads (user_id, account_id, at) VALUES ($1, $2, now())`, [user.id, account.id]],
    [
      `INSERT INTO api_tokens (id, user_id, name, token_hash, permissions, expires_at)
       VALUES (gen_random_uuid(), $1, 'script', '\\x00', '{job.read}', now() + interval '1 day')`,
      [user.id],
    ],
    [`INSERT INTO notification_settings (user_id) VALUES ($1)`, [user.id]],
    [
      `INSERT INTO notification_channels (id, user_id, position, kind, target, secret_encrypted, encryption_key_id, events)
       VALUES ($1, $1, 0, 'webhook', 'https://example.org', '\\xc0ffee', 'a-key-id', '{job_done}')`,
      [user.id],
    ],
    [
      `INSERT INTO outgoing_notifications (id, user_id, channel_id, event, message_symbol, params, account_id)
       VALUES (gen_random_uuid(), $1, $1, 'job_done', 'job.paused', '{}', $2)`,
      [user.id, account.id],
    ],
    [
      `INSERT INTO daily_stats (user_id, account_id, day, hour, action, source, about, done)
       VALUES ($1, $2, '2026-01-01', 9, 'follow', 'hashtag', 'travel', 3)`,
      [user.id, account.id],
    ],
    [
      `INSERT INTO bot_schedules (user_id, account_id, name, job, cron, time_zone, next_run_at)
       VALUES ($1, $2, 'nightly', '{}', '0 2 * * *', 'UTC', now())`,
      [user.id, account.id],
    ],
    [`INSERT INTO hashtags (user_id, tag) VALUES ($1, 'travel')`, [user.id]],
    [`INSERT INTO locations (user_id, pk, name) VALUES ($1, '213385402', 'Kew Gardens')`, [user.id]],
    [`INSERT INTO dm_templates (user_id, name, text) VALUES ($1, 'hello', 'Hello {username}')`, [user.id]],
    [`INSERT INTO block_list (user_id, account_id, username) VALUES ($1, $2, 'rival')`, [user.id, account.id]],
    [`INSERT INTO allow_list (user_id, account_id, pk) VALUES ($1, $2, '77')`, [user.id, account.id]],
    [
      `INSERT INTO breakers (user_id, account_id, action, opened_at, open_until, error_code, trigger)
       VALUES ($1, $2, 'dm', now(), now() + interval '1 day', 'E-BOT-W-32C3', 'action')`,
      [user.id, account.id],
    ],
  ];
  for (const [text, values] of rows) await given.sql(text, values);
};

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  source = await createDataSource({
    url: database.appUrl,
    applicationName: 'isolation',
    entities: [],
    poolSize: 4,
  }).initialize();
  db = new Database(source);
  workerSource = await createDataSource({
    url: database.workerUrl,
    applicationName: 'isolation',
    entities: [],
    poolSize: 4,
  }).initialize();
  workerDb = new Database(workerSource);
  anna = await given.user();
  ben = await given.user();
  admin = await given.user({ role: 'admin' });
  await fill(anna);
  tables = await given.sql(USER_TABLES);
});
afterAll(async () => {
  await workerSource.destroy();
  await source.destroy();
  await given.close();
  await database.drop();
});

/** A function that crosses users, by a role that may execute it. */
const system = <Row extends QueryResultRow>(name: SystemFunction, values: readonly unknown[] = []): Promise<Row[]> =>
  (SYSTEM_FUNCTIONS[name].includes('api') ? db : workerDb).system<Row>(name, values);

const count = async (rows: Promise<Array<{ n: number }>>) => (await rows)[0]?.n ?? -1;
/** Every row of a table that the transaction's user sees, with no filter of ours. */
const seen = (userId: string, table: string) =>
  db.asUser(userId, (tx) => count(tx.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)));

describe('the app’s role', () => {
  it('is neither owner nor superuser, and cannot pass row-level security by', async () => {
    expect(await roleProblems(database.appUrl, { ownerRole: OWNER_ROLE.name })).toEqual([]);
  });

  it('tests against an owner who is no superuser', async () => {
    const [owner] = await given.sql<{ rolsuper: boolean; rolbypassrls: boolean }>(
      'SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user',
    );
    expect(owner).toEqual({ rolsuper: false, rolbypassrls: false });
  });
});

describe('row-level security', () => {
  it('is forced on every table that holds something of a user', () => {
    expect(tables.length).toBeGreaterThanOrEqual(10);
    expect(tables.filter(({ enabled, forced }) => !enabled || !forced)).toEqual([]);
  });

  it('has a row of Anna’s in every one of them to hide', async () => {
    for (const { name } of tables) {
      const [row] = await given.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${name}`);
      expect([name, (row?.n ?? 0) > 0]).toEqual([name, true]);
    }
  });

  it('shows Ben nothing of Anna’s, without any filter in the statement', async () => {
    for (const { name } of tables) {
      const own = name === 'users' || name === 'daily_limits' ? 1 : 0; // himself; the global default
      expect([name, await seen(ben.id, name)]).toEqual([name, own]);
    }
  });

  it('shows Anna what is hers', async () => {
    for (const { name } of tables) expect([name, (await seen(anna.id, name)) > 0]).toEqual([name, true]);
  });

  it('shows nothing to a connection that does not say for whom', async () => {
    for (const { name } of tables) {
      const rows = await source.query<Array<{ n: number }>>(`SELECT count(*)::int AS n FROM ${name}`);
      expect([name, rows[0]?.n]).toEqual([name, name === 'daily_limits' ? 1 : 0]);
    }
  });

  it('lets Ben change and remove nothing of Anna’s', async () => {
    // What is written by a function alone is not theirs to remove either.
    const written = ['users', 'session_openings', 'refused_requests'];
    for (const { name } of tables.filter((table) => !written.includes(table.name))) {
      const removed = db.asUser(ben.id, (tx) =>
        tx.sql(`DELETE FROM ${name} WHERE user_id = $1 RETURNING 1 AS one`, [anna.id]),
      );
      expect([name, await removed]).toEqual([name, []]);
    }
    const changed = db.asUser(ben.id, (tx) =>
      tx.sql(`UPDATE users SET role = 'admin' WHERE id = $1 RETURNING id`, [anna.id]),
    );
    expect(await changed).toEqual([]);
  });

  it('lets Ben write nothing in Anna’s name', async () => {
    const forged = db.asUser(ben.id, (tx) =>
      tx.sql(`INSERT INTO activity_logs (user_id, action, status, message) VALUES ($1, 'x', 'info', 'forged')`, [
        anna.id,
      ]),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });

  it('lets a worker notify the user that it acts for, and not choose where', async () => {
    const notify = (userId: string) =>
      workerDb.asUser(userId, (tx) =>
        tx.sql(
          `INSERT INTO outgoing_notifications (id, user_id, channel_id, event, message_symbol, params)
           SELECT gen_random_uuid(), $1, id, 'job_done', 'job.paused', '{}' FROM notification_channels RETURNING user_id`,
          [userId],
        ),
      );
    expect(await notify(anna.id)).toEqual([{ user_id: anna.id }]);
    expect(await notify(ben.id)).toEqual([]);
    for (const text of [
      `UPDATE notification_channels SET target = 'https://x.example'`,
      'DELETE FROM notification_channels',
    ]) {
      await expect(workerDb.asUser(anna.id, (tx) => tx.sql(text))).rejects.toThrow(/permission denied/);
    }
  });

  it('does not leak to the next borrower of a connection', async () => {
    await seen(anna.id, 'activity_logs');
    const rows = await source.query<Array<{ who: string }>>(`SELECT current_setting('app.user_id', true) AS who`);
    expect(rows[0]?.who ?? '').toBe('');
  });
});

describe('the scope of administrators', () => {
  const asAdmin = (id: string, table: string) =>
    db.asAdmin(id, (tx) => count(tx.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)));

  it('is no use to someone who is none', async () => {
    for (const { name } of tables) {
      const own = name === 'users' || name === 'daily_limits' ? 1 : 0;
      expect([name, await asAdmin(ben.id, name)]).toEqual([name, own]);
    }
  });

  it('shows people, limits, bots, jobs, activity and refusals, and never sessions or sign-ins', async () => {
    for (const name of ['users', 'daily_limits', 'user_bot_status', 'bot_jobs', 'activity_logs', 'refused_requests']) {
      expect([name, (await asAdmin(admin.id, name)) > 0]).toEqual([name, true]);
    }
    for (const name of [
      'instagram_credentials',
      'connect_attempts',
      'login_sessions',
      'interactions',
      'password_reset_tokens',
      'totp_credentials',
      'recovery_codes',
      'passkeys',
      'spent_tokens',
      'outgoing_mails',
      'session_openings',
      'api_tokens',
      'daily_stats',
      'notification_channels',
      'outgoing_notifications',
      'hashtags',
      'dm_templates',
      'block_list',
      'allow_list',
    ]) {
      expect([name, await asAdmin(admin.id, name)]).toEqual([name, 0]);
    }
  });

  it('writes of a limit that was set into someone’s activity, and nothing else', async () => {
    const write = (by: string, action: string) =>
      db.asAdmin(by, (tx) =>
        tx.sql(
          `INSERT INTO activity_logs (user_id, action, status, message) VALUES ($1, $2, 'info', 'told') RETURNING user_id`,
          [anna.id, action],
        ),
      );
    expect(await write(admin.id, 'limits_changed')).toEqual([{ user_id: anna.id }]);
    await expect(write(admin.id, 'follow')).rejects.toThrow(/row-level security/);
    await expect(write(ben.id, 'limits_changed')).rejects.toThrow(/row-level security/);
  });

  it('ends with the administrator’s account', async () => {
    await given.user({ role: 'admin' });
    await given.sql('UPDATE users SET is_active = false WHERE id = $1', [admin.id]);
    expect(await asAdmin(admin.id, 'activity_logs')).toBe(0);
    await given.sql('UPDATE users SET is_active = true WHERE id = $1', [admin.id]);
  });
});

describe('the guard of users', () => {
  it('lets nobody but administrators change role and state, also where the code forgot to ask', async () => {
    const promote = (id: string) =>
      db.asUser(id, (tx) => tx.sql(`UPDATE users SET role = 'admin' WHERE id = $1`, [id]));
    await expect(promote(ben.id)).rejects.toThrow(/for administrators/);
    const disable = db.asUser(ben.id, (tx) => tx.sql('UPDATE users SET is_active = false WHERE id = $1', [ben.id]));
    await expect(disable).rejects.toThrow(/for administrators/);
    await given.sql('UPDATE users SET needs_approval = true WHERE id = $1', [ben.id]);
    const free = db.asUser(ben.id, (tx) => tx.sql('UPDATE users SET needs_approval = false WHERE id = $1', [ben.id]));
    await expect(free).rejects.toThrow(/for administrators/);
  });

  it('keeps an administrator: of two who remove each other at once, one stays', async () => {
    await given.sql(`UPDATE users SET role = 'user' WHERE role = 'admin' AND id <> $1`, [admin.id]);
    const second = await given.user({ role: 'admin' });
    const demote = (by: string, whom: string) =>
      db.asAdmin(by, (tx) => tx.sql(`UPDATE users SET role = 'user' WHERE id = $1 RETURNING id`, [whom]));
    const results = await Promise.allSettled([demote(admin.id, second.id), demote(second.id, admin.id)]);
    // Refused by the guard, or no administrator any more by the time the policy asked.
    expect(results.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))).toHaveLength(1);
    const [left] = await given.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM users WHERE role = 'admin' AND is_active`,
    );
    expect(left?.n).toBe(1);
    await given.sql(`UPDATE users SET role = 'admin' WHERE id = ANY ($1)`, [[admin.id, second.id]]);
    await expect(given.sql(`DELETE FROM users WHERE role = 'admin' RETURNING id`)).rejects.toThrow(
      /last administrator/,
    );
    await given.sql('DELETE FROM users WHERE id = $1', [second.id]);
  });
});

describe('the functions that cross users', () => {
  it('are the listed ones, the check for administrators and the triggers of users, each with a search path of its own', async () => {
    const found = await given.sql<{ name: string; config: string[] | null }>(
      `SELECT proname AS name, proconfig AS config FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY 1`,
    );
    expect(found.map(({ name }) => name)).toEqual(
      [...Object.keys(SYSTEM_FUNCTIONS), 'app_is_admin', 'guard_users', 'users_end_links'].sort(),
    );
    for (const { name, config } of found)
      expect([name, config]).toEqual([name, ['search_path=pg_catalog, public, pg_temp']]);
  });

  it('find a user by name or e-mail, and nobody by another', async () => {
    const [found] = await system<{ id: string }>('auth_find_user', [anna.username]);
    expect(found?.id).toBe(anna.id);
    expect(await system('auth_find_user', ['nobody'])).toEqual([]);
  });

  it('add an opt-out for everybody, tell its name and not who added it, and nothing to a connection without a user', async () => {
    const add = (names: ReadonlyArray<string | null>, pks: ReadonlyArray<string | null>) =>
      tx((t) =>
        t.sql<{ username: string }>('SELECT * FROM opt_outs_add($1, $2, $3, 100)', [names, pks, 'asked by mail']),
      );
    const tx = <T>(work: (t: Tx) => Promise<T>) => db.asUser(anna.id, work);
    expect(await system('opt_outs_add', [['nobody'], [null], null, 100])).toEqual([]);
    expect(await add(['left.alone', 'also'], [null, '4711'])).toMatchObject([
      { username: 'left.alone' },
      { username: 'also' },
    ]);
    // What was missing of a known person is filled in.
    expect(await add(['left.alone'], ['4712'])).toEqual([]);
    const shown = await db.asUser(ben.id, (t) => t.sql('SELECT * FROM opt_outs_shown(NULL, NULL, NULL, 10)'));
    expect(shown.map((row) => [row['username'], row['pk']])).toEqual([
      ['also', '4711'],
      ['left.alone', '4712'],
    ]);
    expect(Object.keys(shown[0] ?? {}).sort()).toEqual(['created_at', 'id', 'pk', 'us', 'username']);
    expect(await system('opt_outs_shown', [null, null, null, 10])).toEqual([]);
    for (const database of [db, workerDb]) {
      const found = await database.system('opted_out', [
        ['x', 'ALSO', 'left.alone', null],
        [null, '4711', null, '4712'],
      ]);
      expect(found).toEqual([{ place: '2' }, { place: '3' }, { place: '4' }]);
    }
    expect(await seen(ben.id, 'opt_outs')).toBe(0);
    await expect(
      add(
        Array.from({ length: 101 }, (_, n) => `n${n}`),
        Array.from({ length: 101 }, () => null),
      ),
    ).rejects.toThrow(/too many/);
    await given.sql('DELETE FROM opt_outs');
  });

  it('name the schedules that are due, with their users, to workers', async () => {
    const due = () => system<{ user_id: string }>('schedules_due', [new Date(Date.now() + 60_000), 10]);
    expect((await due()).map((row) => row.user_id)).toEqual([anna.id]);
    await given.sql('UPDATE bot_schedules SET enabled = false, next_run_at = NULL');
    expect(await due()).toEqual([]);
    await expect(db.system('schedules_due', [new Date(), 10])).rejects.toThrow(/permission denied/);
  });

  it('name a plan that an administrator has to approve once, to workers', async () => {
    await given.sql('UPDATE users SET needs_approval = true WHERE id = $1', [anna.id]);
    const [job] = await given.sql<{ id: string }>(
      `UPDATE bot_jobs SET state = 'planned', planned_at = now() WHERE user_id = $1 RETURNING id`,
      [anna.id],
    );
    expect(await system('plans_to_tell', [10])).toEqual([{ id: job?.id, username: anna.username }]);
    expect(await system('plans_to_tell', [10])).toEqual([]);
    await expect(db.system('plans_to_tell', [10])).rejects.toThrow(/permission denied/);
    await given.sql(`UPDATE bot_jobs SET state = 'queued', planned_at = NULL WHERE user_id = $1`, [anna.id]);
    await given.sql('UPDATE users SET needs_approval = false WHERE id = $1', [anna.id]);
  });

  it('name the plans that expired, with their users, to workers', async () => {
    const [job] = await given.sql<{ id: string }>(
      `UPDATE bot_jobs SET state = 'planned', planned_at = now() - interval '3 days' WHERE user_id = $1 RETURNING id`,
      [anna.id],
    );
    expect(await system('plans_expired', [new Date(), 10])).toEqual([{ id: job?.id, user_id: anna.id }]);
    expect(await system('plans_expired', [new Date(Date.now() - 4 * 86_400_000), 10])).toEqual([]);
    await expect(db.system('plans_expired', [new Date(), 10])).rejects.toThrow(/permission denied/);
    await given.sql(`UPDATE bot_jobs SET state = 'queued', planned_at = NULL WHERE user_id = $1`, [anna.id]);
  });

  it('name the users whose digest is due', async () => {
    await given.sql(
      `UPDATE notification_settings SET digest = 'daily', digest_at = now() - interval '2 days' WHERE user_id = $1`,
      [anna.id],
    );
    expect(await db.system('users_to_digest', [new Date(), 10])).toEqual([{ user_id: anna.id }]);
    await given.sql(`UPDATE notification_settings SET digest = 'off' WHERE user_id = $1`, [anna.id]);
    expect(await db.system('users_to_digest', [new Date(), 10])).toEqual([]);
  });

  it('name the administrators who want to be told of something', async () => {
    await given.sql(
      `INSERT INTO notification_channels (id, user_id, position, kind, events) VALUES ($1, $1, 0, 'mail', '{fleet_paused}')`,
      [admin.id],
    );
    await given.sql(`UPDATE notification_channels SET events = '{fleet_paused}' WHERE user_id = $1`, [anna.id]);
    for (const database of [db, workerDb]) {
      expect(await database.system('admins_to_notify', ['fleet_paused'])).toEqual([{ user_id: admin.id }]);
      expect(await database.system('admins_to_notify', ['job_done'])).toEqual([]);
    }
    await given.sql('DELETE FROM notification_channels WHERE user_id = $1', [admin.id]);
  });

  it('make no second first administrator', async () => {
    const made = await system<{ bootstrap_first_admin: string | null }>('bootstrap_first_admin', [
      'x',
      'x',
      null,
      null,
      'x',
    ]);
    expect(made[0]?.bootstrap_first_admin).toBeNull();
    expect(await system('first_admin_state')).toEqual([{ first_admin_state: 'settled' }]);
  });

  it('end other users’ connections to a taken-over account, and nobody else’s', async () => {
    const mine = await given.account(ben.id);
    const theirs = await given.account(anna.id);
    await given.sql(`UPDATE instagram_credentials SET instagram_pk = '77' WHERE id = ANY ($1)`, [[mine.id, theirs.id]]);
    const job = await given.job(anna.id, theirs.id);
    const words = ['E-BOT-W-3DE1', 'a.note', { account: 'x' }, 'bot_stopped', { because: 'not_connected' }];
    const takeOver = (userId: string) =>
      db.asUser(userId, (tx) =>
        tx.sql('SELECT * FROM take_over_instagram_account($1, $2, $3, $4, $5, $6)', ['77', ...words]),
      );
    // Only users connected to it themselves: not without a user, not a stranger, not with a connection that ended.
    expect(await system('take_over_instagram_account', ['77', ...words])).toEqual([]);
    expect(await takeOver((await given.user()).id)).toEqual([]);
    const connect = (at: string) =>
      given.sql(`UPDATE instagram_credentials SET disconnected_at = ${at} WHERE id = $1`, [mine.id]);
    await connect('now()');
    expect(await takeOver(ben.id)).toEqual([]);
    await connect('NULL');
    expect(await takeOver(ben.id)).toEqual([
      { account_id: theirs.id, user_id: anna.id, activity_id: expect.any(String), job_ids: [job.id] },
    ]);
    const [told] = await given.sql(
      `SELECT s.bot_running, s.session_valid, s.last_error_code, s.last_error_message, s.last_error_params, j.state,
              j.waiting_symbol, j.waiting_params, a.message_symbol, a.params, a.error_code
       FROM user_bot_status s JOIN bot_jobs j ON j.account_id = s.account_id
       JOIN activity_logs a ON a.account_id = s.account_id WHERE s.account_id = $1`,
      [theirs.id],
    );
    expect(told).toEqual({
      bot_running: false,
      session_valid: false,
      last_error_code: 'E-BOT-W-3DE1',
      last_error_message: null,
      last_error_params: {},
      state: 'waiting',
      waiting_symbol: 'bot_stopped',
      waiting_params: { because: 'not_connected' },
      message_symbol: 'a.note',
      params: { account: 'x' },
      error_code: 'E-BOT-W-3DE1',
    });
    const left = await given.sql(
      'SELECT id FROM instagram_credentials WHERE instagram_pk = $1 AND disconnected_at IS NULL',
      ['77'],
    );
    expect(left).toEqual([{ id: mine.id }]);
  });

  it('find running bots that lost their turn, and give each a new number', async () => {
    const account = await given.account(anna.id);
    await given.sql(
      `UPDATE user_bot_status SET next_turn_at = now() - interval '1 hour', turn_seq = 4 WHERE account_id = $1`,
      [account.id],
    );
    const lost = await system('bots_without_turn', [new Date(Date.now() - 30_000), 10]);
    expect(lost).toEqual([{ account_id: account.id, user_id: anna.id, turn_seq: '5' }]);
    expect(await system('bots_without_turn', [new Date(0), 10])).toEqual([]);
  });

  it('find running bots that have a job and no turn at all', async () => {
    const [account, idle] = [await given.account(anna.id), await given.account(anna.id)];
    const job = await given.job(anna.id, account.id);
    await given.sql('UPDATE user_bot_status SET next_turn_at = NULL WHERE account_id = ANY ($1)', [
      [account.id, idle.id],
    ]);
    await given.sql(`UPDATE bot_jobs SET created_at = now() - interval '1 minute' WHERE id = $1`, [job.id]);
    const before = new Date(Date.now() - 30_000);
    const lost = await system('bots_without_turn', [before, 10]);
    expect(lost).toMatchObject([{ account_id: account.id }]);
    // It has its turn now, and gets no second one.
    expect(await system('bots_without_turn', [before, 10])).toEqual([]);
  });

  it('find accounts with an outcome to read back', async () => {
    const account = await given.account(anna.id);
    const job = await given.job(anna.id, account.id);
    await given.sql(
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id, state, fence, quota_day, intended_at, deadline_at, reconcile_at)
       VALUES ($1, $2, $3, 'follow', '9', '9', 'intended', 1, current_date, now(), now(), now() - interval '1 second')`,
      [anna.id, account.id, job.id],
    );
    expect(await system('accounts_to_reconcile', [10])).toEqual([{ account_id: account.id, user_id: anna.id }]);
  });

  it('count the fleet', async () => {
    const [figures] = await system<Record<string, string>>('fleet_figures');
    expect(Number(figures?.['running_bots'])).toBeGreaterThan(0);
    expect(figures?.['paused_bots']).toBe('0');
    await given.sql("UPDATE fleet_state SET paused_at = now(), cause = 'person'");
    const [meanwhile] = await system<Record<string, string>>('fleet_figures');
    expect(meanwhile?.['paused_bots']).toBe(figures?.['running_bots']);
    await given.sql('UPDATE fleet_state SET paused_at = NULL, cause = NULL');
  });

  it('tell how the installation stands, in figures alone', async () => {
    await given.sql(`UPDATE outgoing_mails SET last_error = 'ESOCKET CONN', last_error_at = now() WHERE user_id = $1`, [
      anna.id,
    ]);
    // Of no particular user: the codes and the time, no address.
    expect(await system('last_mail_error')).toEqual([{ error: 'ESOCKET CONN', at: expect.any(Date) }]);
    const [figures] = await system<Record<string, string>>('system_figures');
    expect(Object.keys(figures ?? {}).sort()).toEqual(['database_bytes', 'database_version', 'mails_waiting']);
    expect(Number(figures?.['mails_waiting'])).toBeGreaterThan(0);
    expect(Number(figures?.['database_bytes'])).toBeGreaterThan(1_000_000);
  });

  it('end the login sessions of anyone for an administrator, and for nobody else', async () => {
    await given.sql(
      `INSERT INTO login_sessions (user_id, refresh_hash, expires_at) VALUES ($1, '\\x01', now() + interval '1 day')`,
      [anna.id],
    );
    const end = (by: string) =>
      db.asAdmin(by, (tx) => tx.sql('SELECT id FROM admin_end_login_sessions($1, $2)', [anna.id, 'ended_by_admin']));
    expect(await end(ben.id)).toEqual([]);
    expect(await end(admin.id)).toHaveLength(1);
  });

  it('take second factors off for an administrator, and for nobody else', async () => {
    const remove = async (by: string) =>
      (
        await db.asAdmin(by, (tx) =>
          tx.sql<{ done: boolean }>('SELECT admin_remove_second_factors($1) AS done', [anna.id]),
        )
      )[0]?.done;
    await given.sql('UPDATE users SET two_factor_since = now() WHERE id = $1', [anna.id]);
    expect(await remove(ben.id)).toBe(false);
    expect(await remove(admin.id)).toBe(true);
    expect(await given.sql('SELECT 1 FROM passkeys WHERE user_id = $1', [anna.id])).toEqual([]);
  });

  it('append to the audit log and find a row that was changed, or taken off the end', async () => {
    const append = (action: string) => system('audit_append', [action, 'success', anna.id, null, null, '{}', null]);
    for (const action of ['sign_in', 'sign_out', 'sign_in']) await append(action);
    const check = async () => (await system<{ broken_at: string | null }>('audit_verify'))[0]?.broken_at;
    expect(await check()).toBeNull();
    await given.sql(`UPDATE audit_log SET action = 'sign_in' WHERE seq = 2`);
    expect(await check()).toBe('2');
    await given.sql(`UPDATE audit_log SET action = 'sign_out' WHERE seq = 2`);
    expect(await check()).toBeNull();
    await given.sql('DELETE FROM audit_log WHERE seq = 3');
    expect(await check()).toBe('3');
  });

  it('show the audit log to administrators alone, and let the app’s role change nothing of it', async () => {
    const rows = (by: string) => db.asAdmin(by, (tx) => tx.sql('SELECT seq FROM audit_log'));
    expect(await rows(ben.id)).toEqual([]);
    expect((await rows(admin.id)).length).toBeGreaterThan(0);
    for (const text of ['DELETE FROM audit_log', `UPDATE audit_log SET action = 'x'`, 'DELETE FROM audit_head']) {
      await expect(db.asAdmin(admin.id, (tx) => tx.sql(text))).rejects.toThrow(/permission denied/);
    }
  });

  it('note that a session was opened, for one’s own account alone', async () => {
    const account = await given.account(anna.id);
    const note = (by: string) =>
      db.asUser(by, (tx) => tx.sql(`SELECT note_session_opening($1, 'test', $2)`, [account.id, by]));
    const noted = () => given.sql('SELECT actor_id, times FROM session_openings WHERE account_id = $1', [account.id]);
    await note(ben.id);
    await system('note_session_opening', [account.id, 'test', anna.id]);
    expect(await noted()).toEqual([]);
    await note(anna.id);
    await note(anna.id);
    expect(await noted()).toEqual([{ actor_id: anna.id, times: 2 }]);
  });

  it.each([
    `INSERT INTO session_openings (user_id, account_id, hour, purpose)
     SELECT user_id, id, now(), 'turn' FROM instagram_credentials`,
    'UPDATE session_openings SET times = 1',
    'DELETE FROM session_openings',
  ])('are the only way to write what was opened: %s', async (text) => {
    await expect(db.asUser(anna.id, (tx) => tx.sql(text))).rejects.toThrow(/permission denied/);
  });

  it('count what requests were refused with, of anyone and of nobody', async () => {
    const at = '2026-11-28T12:00:00Z';
    const gone = '018f2f6e-7d3c-7c11-9a55-0123456789ab';
    const note = (times: number) =>
      system('note_refusals', [
        JSON.stringify([anna.id, gone, null].map((user_id) => ({ user_id, code: 'E-TEST', times, last_at: at }))),
      ]);
    await note(2);
    await note(1);
    expect(await given.sql(`SELECT user_id, times FROM refused_requests WHERE code = 'E-TEST' ORDER BY 1`)).toEqual([
      { user_id: anna.id, times: '3' },
      { user_id: null, times: '3' },
    ]);
  });

  it.each([
    `INSERT INTO refused_requests (user_id, code, times, last_at) VALUES (NULL, 'x', 1, now())`,
    'UPDATE refused_requests SET times = 1',
    'DELETE FROM refused_requests',
  ])('are the only way to count a refusal: %s', async (text) => {
    await expect(db.asUser(anna.id, (tx) => tx.sql(text))).rejects.toThrow(/permission denied/);
  });

  it('find the sessions that nothing has proved, page by page', async () => {
    const made = [await given.account(ben.id), await given.account(ben.id), await given.account(ben.id)];
    const [first, second, third] = made.map(({ id }) => id).sort() as [string, string, string];
    await given.sql(
      `UPDATE instagram_credentials
       SET session_data_encrypted = '\\x00', encryption_key_id = 'k', connected_at = now() - interval '3 days'
       WHERE user_id = $1 AND id = ANY ($2)`,
      [ben.id, [first, second, third]],
    );
    const found = async (behind = '00000000-0000-0000-0000-000000000000', most = 10) =>
      (await system('sessions_to_prove', [new Date(Date.now() - 86_400_000), behind, most])).map(
        (row) => row['account_id'],
      );
    expect(await found()).toEqual([first, second, third]);
    expect(await found(first, 1)).toEqual([second]);
    await given.sql("UPDATE fleet_state SET paused_at = now(), cause = 'person'");
    expect(await found()).toEqual([]);
    await given.sql('UPDATE fleet_state SET paused_at = NULL, cause = NULL');
    const job = await given.job(ben.id, first);
    await given.sql(
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id, state, fence, quota_day, intended_at, deadline_at)
       VALUES ($1, $2, $3, 'follow', '7', '7', 'confirmed', 1, current_date, now(), now())`,
      [ben.id, first, job.id],
    );
    await given.sql('UPDATE instagram_credentials SET last_tested_at = now() WHERE id = $1', [second]);
    await given.sql('UPDATE user_bot_status SET session_valid = false WHERE account_id = $1', [third]);
    expect(await found()).toEqual([]);
  });

  it('forget what has expired', async () => {
    await given.sql(
      `INSERT INTO spent_tokens (user_id, token_id, expires_at) VALUES ($1, 'old', now() - interval '1 minute')`,
      [ben.id],
    );
    const [row] = await system<{ forget_expired: string }>('forget_expired');
    expect(Number(row?.forget_expired)).toBeGreaterThan(0);
    expect(await given.sql(`SELECT 1 FROM spent_tokens WHERE token_id = 'old'`)).toEqual([]);
  });

  it('forget what an account was asked to wait for, when that is over', async () => {
    await given.sql(
      `INSERT INTO instagram_waits (key, error_code, waits_until)
       VALUES ('over', 'x', now() - interval '1 minute'), ('on', 'x', now() + interval '1 minute')`,
    );
    await system('forget_expired');
    expect(await given.sql('SELECT key FROM instagram_waits')).toEqual([{ key: 'on' }]);
  });

  it('forget profiles after a day', async () => {
    const { id } = await given.account(ben.id);
    await given.sql(
      `INSERT INTO instagram_profiles (account_id, user_id, pk, username, full_name, is_private, is_verified, read_at)
       SELECT $2, $1, hours::text, 'x', '', false, false, now() - make_interval(hours => hours)
       FROM unnest(ARRAY[23, 25]) AS hours`,
      [ben.id, id],
    );
    await system('forget_profiles');
    expect(await given.sql('SELECT pk FROM instagram_profiles WHERE account_id = $1', [id])).toEqual([{ pk: '23' }]);
  });

  it('forget links to confirm an address, a day after they expired', async () => {
    await given.sql('DELETE FROM email_changes');
    await given.sql(
      `INSERT INTO email_changes (user_id, email, email_key, requested_at, expires_at)
       SELECT id, 'x@example.test', 'x@example.test', now(), now() - make_interval(hours => hours)
       FROM unnest(ARRAY[$1, $2]::uuid[], ARRAY[23, 25]) AS one (id, hours)`,
      [anna.id, ben.id],
    );
    await system('forget_expired');
    expect(await given.sql('SELECT user_id FROM email_changes')).toEqual([{ user_id: anna.id }]);
    await given.sql('DELETE FROM email_changes');
  });

  it('forget openings after 30 days', async () => {
    const { id } = await given.account(ben.id);
    await given.sql(
      `INSERT INTO session_openings (user_id, account_id, hour, purpose)
       SELECT $1, $2, now() - make_interval(days => day), 'turn' FROM unnest(ARRAY[29, 31]) AS day`,
      [ben.id, id],
    );
    await system('forget_expired');
    expect(await given.sql('SELECT 1 FROM session_openings WHERE account_id = $1', [id])).toHaveLength(1);
  });
});

describe('the functions that pause all bots and let them go', () => {
  const CODE = 'E-IG-E-EB6F';
  const NOW = new Date();
  const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
  const pause = async () =>
    (await system<{ fleet_pause: boolean }>('fleet_pause', [CODE, 6, 8, ago(300), NOW, ago(1), 0]))[0]?.fleet_pause;
  const probe = () => system<{ account_id: string }>('fleet_begin_probe', [NOW, 'library', 'E-IG-E-0AEC', 60]);
  const ownerOf = (account: string) => (bots.indexOf(account) % 2 === 0 ? anna : ben).id;
  const resume = (account: string | null, by = ownerOf(account ?? '')) =>
    workerDb.asUser(by, (tx) =>
      tx.sql<{ account_id: string | null; turn_at: Date | null }>('SELECT * FROM fleet_resume($1, $2, 5, 600)', [
        account,
        NOW,
      ]),
    );
  const endProbe = async (account: string, client: string | null, nextProbe: Date, by = ownerOf(account)) =>
    (
      await workerDb.asUser(by, (tx) =>
        tx.sql<{ ended: boolean }>('SELECT fleet_end_probe($1, $2, $3, 1, $4) AS ended', [
          account,
          NOW,
          nextProbe,
          client,
        ]),
      )
    )[0]?.ended;
  let bots: string[];

  beforeAll(async () => {
    await given.sql('UPDATE user_bot_status SET bot_running = false');
    bots = [];
    for (const user of [anna, ben, anna, ben, anna]) {
      const { id } = await given.account(user.id);
      await given.job(user.id, id);
      bots.push(id);
    }
    await given.sql(
      `UPDATE user_bot_status SET trouble_code = $2, trouble_at = $3, cooldown_code = $2, faults_in_a_row = 3,
         cooldown_until = now() + interval '1 hour' WHERE account_id = ANY ($1)`,
      [bots.slice(0, 3), CODE, ago(10)],
    );
    await given.sql('UPDATE user_bot_status SET last_action_at = $2 WHERE account_id = $1', [bots[4], ago(20)]);
  });

  it('count who got which answer, of whom that was answered', async () => {
    expect(await system('fleet_troubles', [ago(300)])).toEqual([{ error_code: CODE, accounts: '3', answered: '4' }]);
    expect(await system('fleet_troubles', [ago(5)])).toEqual([]);
  });

  it('tell apart what each app version was answered, and pause the accounts of one', async () => {
    const OUTDATED = 'E-IG-E-0AEC';
    const AT = new Date(NOW.getTime() + 3_600_000);
    const [old = '', , third = ''] = bots;
    const before = await given.sql<Record<string, unknown>>(
      'SELECT * FROM user_bot_status WHERE account_id = ANY ($1)',
      [bots],
    );
    await given.sql(`UPDATE instagram_credentials SET client = '385.0 1', client_kept = true WHERE id = ANY ($1)`, [
      [old, third],
    ]);
    await given.sql(
      `UPDATE user_bot_status SET trouble_code = $2, trouble_at = $3, trouble_client = '385.0 1', cooldown_code = NULL,
         cooldown_until = NULL WHERE account_id = ANY ($1)`,
      [[old, third], OUTDATED, ago(10)],
    );
    const refused = () => system('fleet_refused_clients', [OUTDATED, ago(300), 'library library']);
    expect(await refused()).toEqual([
      { client: '385.0 1', refused: '2', running: '2', held_until: null, failed: null },
    ]);
    expect(await system('fleet_refused_clients', [OUTDATED, ago(5), 'library library'])).toEqual([]);

    const hold = async (client: string) =>
      (
        await system<{ fleet_hold_client: boolean }>('fleet_hold_client', [
          OUTDATED,
          client,
          'library library',
          NOW,
          AT,
          0,
          5,
          600,
        ])
      )[0]?.fleet_hold_client;
    expect([await hold('385.0 1'), await hold('385.0 1')]).toEqual([true, false]);
    const waits = await given.sql<{ account_id: string; cooldown_until: Date }>(
      'SELECT account_id, cooldown_until FROM user_bot_status WHERE cooldown_code = $1 ORDER BY cooldown_until',
      [OUTDATED],
    );
    expect(waits.map(({ account_id }) => account_id).sort()).toEqual([old, third].sort());
    expect(waits.map(({ cooldown_until: at }) => at.getTime() - AT.getTime())).toEqual([0, 5_000]);

    const release = () =>
      system<{ account_id: string; turn_at: Date }>('fleet_release_clients', ['999.0 9', NOW, 5, 600]);
    // The configuration does not change what came with a session file.
    expect(await release()).toEqual([]);
    await given.sql('UPDATE instagram_credentials SET client_kept = false WHERE id = ANY ($1)', [[old, third]]);
    const turns = await release();
    expect(turns.map(({ turn_at: at }) => at.getTime() - NOW.getTime()).sort((a, b) => a - b)).toEqual([0, 5_000]);

    await given.sql('UPDATE instagram_credentials SET client = NULL, client_kept = false');
    await given.sql('DELETE FROM refused_clients');
    for (const row of before) {
      const names = [
        'trouble_code',
        'trouble_at',
        'trouble_client',
        'cooldown_code',
        'cooldown_until',
        'faults_in_a_row',
      ];
      await given.sql(
        `UPDATE user_bot_status SET (${names.join(', ')}) = ($2, $3, $4, $5, $6, $7), next_turn_at = $8,
           last_error_code = NULL, last_error_params = NULL, last_error_at = NULL WHERE account_id = $1`,
        [row['account_id'], ...names.map((name) => row[name]), row['next_turn_at']],
      );
    }
  });

  it('pause once, and forgive the accounts what was not their fault', async () => {
    expect([await pause(), await pause()]).toEqual([true, false]);
    expect(await system('fleet_now')).toMatchObject([
      { cause: 'answers', error_code: CODE, accounts: 6, answered: 8, probing: false },
    ]);
    const blamed = await given.sql(
      'SELECT 1 FROM user_bot_status WHERE account_id = ANY ($1) AND faults_in_a_row > 0',
      [bots],
    );
    expect(blamed).toEqual([]);
  });

  it('leave a wait that Instagram asked for', async () => {
    const SLOW_DOWN = 'E-IG-W-8A3A';
    await given.sql('UPDATE fleet_state SET paused_at = NULL, cause = NULL');
    await given.sql(
      `UPDATE user_bot_status SET trouble_code = $2, trouble_at = $3, cooldown_code = $2, faults_in_a_row = 1,
         cooldown_until = now() + interval '1 hour' WHERE account_id = $1`,
      [bots[0], SLOW_DOWN, ago(10)],
    );
    const values = [SLOW_DOWN, 6, 8, ago(300), NOW, ago(1), 0];
    expect(await system('fleet_pause', values)).toEqual([{ fleet_pause: true }]);
    const kept = await given.sql('SELECT faults_in_a_row FROM user_bot_status WHERE cooldown_code = $1', [SLOW_DOWN]);
    expect(kept).toEqual([{ faults_in_a_row: 1 }]);
    await given.sql(
      'UPDATE user_bot_status SET trouble_code = $2, cooldown_code = NULL, cooldown_until = NULL, faults_in_a_row = 0 WHERE account_id = $1',
      [bots[0], CODE],
    );
    await given.sql('UPDATE fleet_state SET error_code = $1', [CODE]);
  });

  it('give nobody a turn meanwhile, and read nothing back', async () => {
    await given.sql(`UPDATE bot_jobs SET created_at = now() - interval '1 hour'`);
    expect(await system('bots_without_turn', [ago(30), 10])).toEqual([]);
    expect(await system('accounts_to_reconcile', [10])).toEqual([]);
  });

  it('let one account try, however many ask at once, and then another', async () => {
    const asked = (await Promise.all([probe(), probe(), probe()])).flat();
    expect(asked).toHaveLength(1);
    const [first = ''] = asked.map((row) => row.account_id);
    // Not an account that was not asked to try.
    expect(await resume(bots.find((id) => id !== first) ?? '')).toEqual([]);
    // Nor for another user than the account's.
    const stranger = ownerOf(first) === anna.id ? ben.id : anna.id;
    expect(await resume(first, stranger)).toEqual([]);
    expect(await endProbe(first, 'library', ago(1), stranger)).toBe(false);
    expect(await endProbe(first, 'library', ago(1))).toBe(true);
    expect(await resume(first)).toEqual([]);
    const [second] = await probe();
    expect(second?.account_id).not.toBe(first);
    expect(bots).toContain(second?.account_id);
  });

  it('count an app version as tried when it called, not when it was asked for', async () => {
    const OUTDATED = 'E-IG-E-0AEC';
    const [before] = await given.sql<Record<string, unknown>>('SELECT * FROM fleet_state');
    const turns = await given.sql<{ account_id: string; next_turn_at: Date | null }>(
      'SELECT account_id, next_turn_at FROM user_bot_status WHERE account_id = ANY ($1)',
      [bots],
    );
    await given.sql(
      `UPDATE fleet_state SET error_code = $1, clients = '{old}', probe_until = NULL, probe_ended_at = NULL,
         probe_at = now() + interval '1 hour'`,
      [OUTDATED],
    );
    const ask = async (client: string, at = NOW) =>
      (await system<{ account_id: string }>('fleet_begin_probe', [at, client, OUTDATED, 60]))[0]?.account_id;
    expect(await ask('old')).toBeUndefined();
    const asked = (await ask('new')) ?? '';
    // A worker of the old version took the turn.
    expect(await endProbe(asked, 'old', ago(-3600))).toBe(true);
    expect(await ask('new')).toBeUndefined();
    const again = (await ask('new', ago(-61))) ?? '';
    expect(await endProbe(again, 'new', ago(-3600))).toBe(true);
    expect(await ask('new', ago(-122))).toBeUndefined();
    expect(await system('fleet_now')).toMatchObject([{ clients: ['old', 'new'] }]);
    await given.sql('UPDATE fleet_state SET error_code = $1, probe_account = $2, probe_until = $3', [
      before?.['error_code'],
      before?.['probe_account'],
      before?.['probe_until'],
    ]);
    for (const { account_id, next_turn_at } of turns) {
      await given.sql('UPDATE user_bot_status SET next_turn_at = $2 WHERE account_id = $1', [account_id, next_turn_at]);
    }
  });

  it('let them go one after the other', async () => {
    const [state] = await given.sql<{ probe_account: string }>('SELECT probe_account FROM fleet_state');
    const rows = await resume(state?.probe_account ?? '');
    const times = rows.flatMap(({ turn_at: at }) => (at ? [at.getTime() - NOW.getTime()] : []));
    // The two that tried have theirs already.
    expect(times.sort((a, b) => a - b)).toEqual([0, 200, 400]);
    expect(await system('fleet_now')).toMatchObject([{ paused_at: null, cause: null, error_code: CODE }]);
  });

  it('obey a person only where they are an administrator', async () => {
    const hold = async (by: string) =>
      (await db.asAdmin(by, (tx) => tx.sql<{ held: boolean }>(`SELECT fleet_hold('a reason', now()) AS held`)))[0]
        ?.held;
    const release = (by: string) => db.asAdmin(by, (tx) => tx.sql('SELECT * FROM fleet_release(now(), 5, 600)'));
    expect(await hold(ben.id)).toBe(false);
    expect(await hold(admin.id)).toBe(true);
    // No account tries while a person decides.
    expect(await probe()).toEqual([]);
    expect(await release(ben.id)).toEqual([]);
    expect((await release(admin.id)).length).toBeGreaterThan(0);
    await expect(db.asAdmin(admin.id, (tx) => tx.sql('UPDATE fleet_state SET reason = NULL'))).rejects.toThrow(
      /permission denied/,
    );
  });

  it('tell the people whose bots run, each of their own, once at the begin and once at the end', async () => {
    const [, stopped] = bots;
    await given.sql('UPDATE user_bot_status SET bot_running = false WHERE account_id = $1', [stopped]);
    const asAdmin = (sql: string) => db.asAdmin(admin.id, (tx) => tx.sql(sql));
    const hold = () => asAdmin(`SELECT fleet_hold('a reason', now())`);
    const release = () => asAdmin('SELECT * FROM fleet_release(now(), 5, 600)');
    const told = async (by: string, happens: () => Promise<unknown>) => {
      const [last] = await given.sql<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM activity_logs');
      await happens();
      return db.asUser(by, (tx) =>
        tx.sql<{ account_id: string; words: string }>(
          `SELECT a.account_id, concat_ws(' ', a.action, a.status, a.error_code, a.message_symbol, a.params - 'account',
                            (a.params ->> 'account' = c.instagram_username)::text)
                    AS words
           FROM activity_logs a JOIN instagram_credentials c ON c.id = a.account_id WHERE a.id > $1`,
          [last?.id],
        ),
      );
    };
    const ofAll = (words: string, ...accounts: Array<string | undefined>) =>
      expect.arrayContaining(accounts.map((account_id) => ({ account_id, words })));
    const code = errorEntry('FLEET_PAUSED').code;

    const held = await told(anna.id, hold);
    const byPerson = `bot_paused warning ${code} bot.paused_with_fleet {"by": "person"} true`;
    expect(held).toEqual(ofAll(byPerson, bots[0], bots[2], bots[4]));
    expect(held).toHaveLength(3);
    expect(await told(anna.id, hold)).toEqual([]);
    expect(await told(anna.id, pause)).toEqual([]);
    const resumed = 'bot_resumed info bot.resumed_with_fleet {} true';
    expect(await told(ben.id, release)).toEqual([{ account_id: bots[3], words: resumed }]);
    expect(await told(ben.id, release)).toEqual([]);
    const byAnswers = `bot_paused warning ${code} bot.paused_with_fleet {"by": "answers"} true`;
    expect(await told(ben.id, pause)).toEqual([{ account_id: bots[3], words: byAnswers }]);
    expect(await told(ben.id, hold)).toEqual([]);
    await release();
  });
});

describe('the functions of pace and breakers', () => {
  const LOSERS = ['E-BOT-W-32C3'];
  /** Days before today, in the zone of the user. */
  const done = (of: { user: string; account: string; job: string }, daysAgo: number, code: string | null = null) =>
    given.sql(
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id, state, error_code, fence, quota_day,
                                 intended_at, deadline_at)
       SELECT $1, $2, $3, 'follow', one.id, one.id, $5, $6, 1, (now() AT TIME ZONE 'Pacific/Kiritimati')::date - $4::int,
               now() - make_interval(days => $4::int), now()
       FROM (SELECT gen_random_uuid()::text AS id) one`,
      [of.user, of.account, of.job, daysAgo, code ? 'refused' : 'confirmed', code],
    );
  const young = async () => {
    const { id: user } = await given.user({ timeZone: 'Pacific/Kiritimati' });
    const { id: account } = await given.account(user, { ramp: 0.2 });
    const { id: job } = await given.job(user, account);
    await given.sql(`UPDATE instagram_credentials SET first_connected_at = now() - interval '9 days' WHERE id = $1`, [
      account,
    ]);
    return { user, account, job };
  };
  const ramp = async (account: string) =>
    Number(
      (await given.sql<{ ramp: string }>('SELECT ramp FROM instagram_credentials WHERE id = $1', [account]))[0]?.ramp,
    );
  const reckon = (account: string | null) => workerDb.system('reckon_ramps', [account, new Date(), 0.1, LOSERS, 1_000]);

  it('reckon each day that is over once, however many ask at once', async () => {
    const own = await young();
    for (const daysAgo of [0, 1, 2, 2, 3]) await done(own, daysAgo);
    // A day with a block, and one without an action, earn nothing.
    await done(own, 3, LOSERS[0]);
    const rounds = await Promise.all([own.account, null, own.account, null].map(reckon));
    expect(rounds.flat().filter((row) => row['account_id'] === own.account)).toHaveLength(1);
    expect(await ramp(own.account)).toBe(0.4);
    expect(await reckon(own.account)).toEqual([]);
    // Today is reckoned tomorrow.
    await given.sql('UPDATE instagram_credentials SET ramp_day = ramp_day - 1 WHERE id = $1', [own.account]);
    expect(await reckon(own.account)).toEqual([{ account_id: own.account, ramp: '0.50' }]);
  });

  it('never reckon more than the whole', async () => {
    const own = await young();
    await given.sql('UPDATE instagram_credentials SET ramp = 0.95 WHERE id = $1', [own.account]);
    for (const daysAgo of [1, 2]) await done(own, daysAgo);
    await reckon(own.account);
    expect(await ramp(own.account)).toBe(1);
  });

  it('set the share of an account for administrators alone', async () => {
    const own = await young();
    const set = (as: 'asUser' | 'asAdmin', id: string) =>
      db[as](id, (tx) => tx.sql('SELECT * FROM admin_set_ramp($1, 0.6)', [own.account]));
    expect(await set('asUser', ben.id)).toEqual([]);
    expect(await set('asUser', own.user)).toEqual([]);
    expect(await ramp(own.account)).toBe(0.2);
    expect(await set('asAdmin', admin.id)).toMatchObject([{ user_id: own.user, before: '0.20' }]);
    expect(await ramp(own.account)).toBe(0.6);
  });

  it('stop the bots of one user, and everybody’s for administrators alone', async () => {
    const [own, other] = [await young(), await young()];
    const stop = (as: 'asUser' | 'asAdmin', id: string, of: string | null) =>
      db[as](id, (tx) =>
        tx.one<{ n: number | null }>(`SELECT stop_bots($1, 'bot.stopped', '{}', 'bot_stopped', '{}') AS n`, [of]),
      );
    const running = async (account: string) =>
      (await given.sql('SELECT 1 FROM user_bot_status WHERE account_id = $1 AND bot_running', [account])).length;
    expect(await stop('asUser', own.user, other.user)).toEqual({ n: null });
    expect(await stop('asUser', own.user, null)).toEqual({ n: null });
    expect(await stop('asUser', own.user, own.user)).toEqual({ n: 1 });
    expect([await running(own.account), await running(other.account)]).toEqual([0, 1]);
    const [told] = await given.sql('SELECT params FROM activity_logs WHERE account_id = $1', [own.account]);
    expect(told).toMatchObject({ params: { account: expect.stringMatching(/^account_/) } });
    expect(await given.sql('SELECT state FROM bot_jobs WHERE id = $1', [own.job])).toEqual([{ state: 'waiting' }]);
    expect((await stop('asAdmin', admin.id, null))?.n).toBeGreaterThan(0);
    expect(await running(other.account)).toBe(0);
  });
});

describe('a user who moves to another time zone', () => {
  it('has bots that look again, since their hours are others now', async () => {
    const { id: user } = await given.user();
    const { id: account } = await given.account(user);
    await given.sql(`UPDATE user_bot_status SET next_turn_at = now() + interval '1 day' WHERE account_id = $1`, [
      account,
    ]);
    const overdue = () =>
      given.sql('SELECT next_turn_at < now() AS late FROM user_bot_status WHERE account_id = $1', [account]);
    expect(await overdue()).toEqual([{ late: false }]);
    await db.asUser(user, (tx) => tx.sql(`UPDATE users SET time_zone = 'Asia/Tokyo' WHERE id = $1`, [user]));
    expect(await overdue()).toEqual([{ late: true }]);
  });
});

describe('the pause of a bot', () => {
  it('follows from the breaker of its whole account, and ends with it', async () => {
    const { id: user } = await given.user();
    const { id: account } = await given.account(user);
    const as = <Row extends QueryResultRow>(sql: string) => workerDb.asUser(user, (tx) => tx.sql<Row>(sql, [account]));
    const open = (action: string | null) =>
      as(`INSERT INTO breakers (user_id, account_id, action, opened_at, open_until, error_code, trigger)
          SELECT user_id, id, ${action ? `'${action}'` : 'NULL'}, now(), now() + interval '1 hour', 'E-IG-W-8A3A', 'action'
          FROM instagram_credentials WHERE id = $1`);
    const pause = () =>
      as('SELECT cooldown_code AS code, cooldown_until > now() AS paused FROM user_bot_status WHERE account_id = $1');
    await open('follow');
    expect(await pause()).toEqual([{ code: null, paused: null }]);
    await open(null);
    expect(await pause()).toEqual([{ code: 'E-IG-W-8A3A', paused: true }]);
    await expect(open(null)).rejects.toThrow();
    await as(`UPDATE breakers SET closed_at = now(), closed_by = 'try' WHERE account_id = $1 AND action IS NULL`);
    expect(await pause()).toEqual([{ code: null, paused: null }]);
    await open(null);
    // As the fleet does where it was not the account's fault.
    await given.sql('UPDATE user_bot_status SET cooldown_until = NULL, cooldown_code = NULL WHERE account_id = $1', [
      account,
    ]);
    expect(await as('SELECT action, closed_by FROM breakers WHERE account_id = $1 ORDER BY opened_at')).toEqual([
      { action: 'follow', closed_by: null },
      { action: null, closed_by: 'try' },
      { action: null, closed_by: 'fleet' },
    ]);
  });
});
