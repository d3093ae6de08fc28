import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type UserExport, userExportSchema } from '@pacekeeper/contracts';
import { eventually, type GivenUser } from '@pacekeeper/testing';
import { TestApi } from '../../testing/test-api.ts';
import { EXPORTED, ExportRepository, NOT_EXPORTED } from './export.repository.ts';

// Argon2id and a database of its own take their time where other specs run beside this one.
jest.setTimeout(60_000);

let api: TestApi;
let anna: GivenUser;
let token: string;

/** Of each kind that must stay private, a value that would be found anywhere in the answer. */
const SECRETS = ['c0ffee', 'hash-of-a-code', 'id-of-a-passkey', 'a-key-id', 'secret-of-the-mail'];

beforeAll(async () => {
  api = await TestApi.start();
  anna = await api.given.user({ email: 'anna@example.org' });
  token = await api.signIn(anna.username);
  const account = await api.given.account(anna.id, { name: 'annas.garden' });
  const job = await api.given.job(anna.id, account.id);
  const rows: Array<[string, unknown[]]> = [
    [
      `UPDATE instagram_credentials SET session_data_encrypted = '\\xc0ffee', encryption_key_id = 'a-key-id' WHERE user_id = $1`,
      [anna.id],
    ],
    [`INSERT INTO totp_credentials VALUES ($1, '\\xc0ffee', 'a-key-id', now(), now(), 5)`, [anna.id]],
    [`INSERT INTO recovery_codes (user_id, number, code_hash) VALUES ($1, 1, 'hash-of-a-code')`, [anna.id]],
    [
      `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, transports, name, backed_up)
       VALUES (gen_random_uuid(), $1, 'id-of-a-passkey', '\\xc0ffee', 0, '{}', 'phone', false)`,
      [anna.id],
    ],
    [
      `INSERT INTO password_reset_tokens (id, user_id, token_hash, email_key, expires_at)
       VALUES (gen_random_uuid(), $1, '\\xc0ffee', 'anna@example.org', now())`,
      [anna.id],
    ],
    [
      `INSERT INTO outgoing_mails (id, user_id, kind, recipient, params)
       VALUES (gen_random_uuid(), $1, 'invitation', 'anna@example.org', '{"x": "secret-of-the-mail"}')`,
      [anna.id],
    ],
    [
      `INSERT INTO connect_attempts (id, user_id, instagram_username, kind, methods, state_encrypted, encryption_key_id, expires_at)
       VALUES (gen_random_uuid(), $1, 'annas.garden', 'device', '{}', '\\xc0ffee', 'a-key-id', now())`,
      [anna.id],
    ],
    [`INSERT INTO quota_usage (user_id, action, day, used) VALUES ($1, 'follow', '2026-01-01', 1)`, [anna.id]],
    [`INSERT INTO limit_wishes (user_id, follows_limit) VALUES ($1, 5)`, [anna.id]],
    [`INSERT INTO account_followers (user_id, account_id, pk) VALUES ($1, $2, '77')`, [anna.id, account.id]],
    [
      `INSERT INTO interactions (user_id, account_id, job_id, action, target_pk, object_id) VALUES ($1, $2, $3, 'follow', '5', '5')`,
      [anna.id, account.id, job.id],
    ],
    [`INSERT INTO refused_requests (user_id, code, times, last_at) VALUES ($1, 'E-SYS-W-D538', 3, now())`, [anna.id]],
    [
      `INSERT INTO session_openings (user_id, account_id, hour, purpose) VALUES ($1, $2, now(), 'turn')`,
      [anna.id, account.id],
    ],
    [
      `INSERT INTO breakers (user_id, account_id, action, opened_at, open_until, error_code, trigger)
       VALUES ($1, $2, 'dm', now(), now(), 'E-BOT-W-32C3', 'action')`,
      [anna.id, account.id],
    ],
    [
      `INSERT INTO activity_logs (user_id, at, action, status, message) VALUES ($1, '2026-06-10T12:00:00+02', 'x', 'info', 'of anna')`,
      [anna.id],
    ],
    [
      `INSERT INTO api_tokens (id, user_id, name, token_hash, permissions, expires_at)
       VALUES (gen_random_uuid(), $1, 'script', '\\xc0ffee', '{job.read}', now() + interval '1 day')`,
      [anna.id],
    ],
    [`INSERT INTO notification_settings (user_id) VALUES ($1)`, [anna.id]],
    [
      `INSERT INTO notification_channels (id, user_id, position, kind, target, secret_encrypted, encryption_key_id, events)
       VALUES ($1, $1, 0, 'webhook', 'https://example.org', '\\xc0ffee', 'a-key-id', '{job_done}')`,
      [anna.id],
    ],
    [
      `INSERT INTO outgoing_notifications (id, user_id, channel_id, event, message_symbol, params, account_id)
       VALUES (gen_random_uuid(), $1, $1, 'job_done', 'job.paused', '{}', $2)`,
      [anna.id, account.id],
    ],
    [
      `INSERT INTO daily_stats (user_id, account_id, day, hour, action, source, about, done)
       VALUES ($1, $2, '2026-01-01', 9, 'follow', 'hashtag', 'travel', 3)`,
      [anna.id, account.id],
    ],
    [
      `INSERT INTO bot_schedules (user_id, account_id, name, job, cron, time_zone, next_run_at)
       VALUES ($1, $2, 'nightly', '{}', '0 2 * * *', 'UTC', now())`,
      [anna.id, account.id],
    ],
    [`INSERT INTO hashtags (user_id, tag) VALUES ($1, 'travel')`, [anna.id]],
    [`INSERT INTO locations (user_id, pk, name) VALUES ($1, '213385402', 'Kew Gardens')`, [anna.id]],
    [`INSERT INTO dm_templates (user_id, name, text) VALUES ($1, 'hello', 'Hello {username}')`, [anna.id]],
    [`INSERT INTO block_list (user_id, username) VALUES ($1, 'rival')`, [anna.id]],
    [`INSERT INTO allow_list (user_id, account_id, pk) VALUES ($1, $2, '77')`, [anna.id, account.id]],
  ];
  await api.given.sql(
    `INSERT INTO email_changes (user_id, email, email_key, requested_at, expires_at)
     VALUES ($1, 'anna.new@example.org', 'anna.new@example.org', now(), now() + interval '1 hour')`,
    [anna.id],
  );
  for (const [text, values] of rows) await api.given.sql(text, values);
  await api.given.limits({ follows: 7 }, anna.id);
  // Another user's, to be left out.
  const ben = await api.given.user({ username: 'benedikt' });
  await api.given.job(ben.id, (await api.given.account(ben.id, { name: 'bens.garage' })).id);
});
afterAll(() => api.stop());

/** Has something happen before the first row of an export is read. */
const onFirstPage = (happens: () => Promise<unknown>) => {
  const rows = api.app.get(ExportRepository, { strict: false });
  const read = rows.findPage.bind(rows);
  return jest.spyOn(rows, 'findPage').mockImplementationOnce(async (...asked) => {
    await happens();
    return read(...asked);
  });
};

const exported = () => api.ask<UserExport>('GET', `/api/users/${anna.id}/export`, { token });

describe('the export of one’s own data', () => {
  it('has every table that holds something of a user, or a reason why not', async () => {
    const tables = await api.given.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
         AND (c.relname = 'users' OR EXISTS (
           SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped))
       ORDER BY 1`,
    );
    const known = [...EXPORTED.map(({ table }) => table), ...Object.keys(NOT_EXPORTED)];
    expect(known.sort()).toEqual(tables.map(({ name }) => name));
    for (const [table, reason] of Object.entries(NOT_EXPORTED))
      expect([table, reason.length > 20]).toEqual([table, true]);
  });

  it('leaves out every column that holds bytes, or is named like a secret', async () => {
    const columns = await api.given.sql<{ table: string; column: string; type: string }>(
      `SELECT table_name AS table, column_name AS column, data_type AS type FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = ANY ($1)`,
      [EXPORTED.map(({ table }) => table)],
    );
    const secret = columns.filter(
      ({ column, type }) => type === 'bytea' || /hash|secret|encrypt|token|credential|public_key/.test(column),
    );
    expect(secret.length).toBeGreaterThan(10);
    for (const { table, column } of secret) {
      expect([table, EXPORTED.find((one) => one.table === table)?.without]).toEqual([
        table,
        expect.arrayContaining([column]),
      ]);
    }
    // And what is left out is there at all: a column that was renamed would leave with its new name.
    for (const { table, without } of EXPORTED) {
      for (const column of without) expect(columns).toContainEqual(expect.objectContaining({ table, column }));
    }
  });

  it('is a file with everything of Anna’s, no secret, and nothing of Ben’s', async () => {
    const { status, headers, body } = await exported();
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment; filename="pacekeeper-export.json"');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.export.format).toBe('pacekeeper-user-export/1');
    expect(body.export.user).toMatchObject({ id: anna.id, email: 'anna@example.org' });
    for (const { table } of EXPORTED) {
      expect([table, (body.export.tables[table]?.length ?? 0) > 0]).toEqual([table, true]);
    }
    const text = JSON.stringify(body);
    for (const secret of [...SECRETS, '$argon2id', 'bens.garage', 'benedikt']) expect(text).not.toContain(secret);
    expect(text).toContain('annas.garden');
    expect(body.export.tables['activity_logs']?.at(-1)).toMatchObject({ at: '2026-06-10T10:00:00+00:00' });
  });

  it('has sentences for what is stored as symbols, and older sentences as they are', async () => {
    const account = await api.given.account(anna.id);
    const job = await api.given.job(anna.id, account.id);
    await api.given.sql(
      `INSERT INTO activity_logs (user_id, action, status, message, message_symbol, params)
       VALUES ($1, 'words', 'info', NULL, 'follow.done', '{"target": "ben"}'), ($1, 'words', 'info', 'Old.', NULL, NULL)`,
      [anna.id],
    );
    await api.given.sql(
      `UPDATE bot_jobs SET state = 'waiting', waiting_symbol = 'bot_stopped', waiting_params = '{"because": "person"}',
         last_error_code = 'E-BOT-W-32C3', last_error_params = '{}', last_error_at = now() WHERE id = $1`,
      [job.id],
    );
    const { tables } = (await exported()).body.export;
    const words = tables['activity_logs']?.filter(({ action }) => action === 'words');
    expect(words).toMatchObject([
      { message: 'Old.', message_symbol: null, params: null },
      { message: 'Followed @ben.', message_symbol: 'follow.done', params: { target: 'ben' } },
    ]);
    expect(tables['bot_jobs']?.find(({ id }) => id === job.id)).toMatchObject({
      waiting_reason: 'The bot is stopped.',
      last_error_message: 'Instagram does not let this account do this for now.',
    });
    await api.given.sql('DELETE FROM bot_jobs WHERE id = $1', [job.id]);
  });

  it('has every row of a table that is larger than what is held at a time, each once, the newest first', async () => {
    await api.given.sql(
      `INSERT INTO activity_logs (user_id, action, status, message)
       SELECT $1, 'many', 'info', n::text FROM generate_series(1, 2500) AS n`,
      [anna.id],
    );
    // All of one moment: what goes on by time alone would lose some of them.
    await api.given.sql(
      `INSERT INTO login_sessions (user_id, refresh_hash, created_at, expires_at)
       SELECT $1, '\\x00', '2026-01-01', '2026-01-02' FROM generate_series(1, 2500)`,
      [anna.id],
    );
    const { tables } = (await exported()).body.export;
    const messages = tables['activity_logs']?.filter(({ action }) => action === 'many').map(({ message }) => message);
    expect(messages).toEqual(Array.from({ length: 2500 }, (_, index) => String(2500 - index)));
    const ids = tables['login_sessions']?.map(({ id }) => id) ?? [];
    const [row] = await api.given.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM login_sessions WHERE user_id = $1',
      [anna.id],
    );
    expect([ids.length, new Set(ids).size]).toEqual([row?.n, row?.n]);
  });

  it('is one document in the shape of its contract', async () => {
    expect(userExportSchema.safeParse((await exported()).body).error).toBeUndefined();
  });

  it('is one at a time for each user, also where the one before was broken off', async () => {
    const gate = Promise.withResolvers<undefined>();
    const spy = onFirstPage(() => gate.promise);
    const other = await api.given.user();
    const theirs = { token: await api.signIn(other.username) };
    const stopping = new AbortController();
    const first = fetch(`${api.url}/api/users/${anna.id}/export`, {
      headers: { authorization: `Bearer ${token}` },
      signal: stopping.signal,
    });
    // The head of the document is there before its first row is read.
    expect((await first).status).toBe(200);
    expect(await exported()).toMatchObject({ status: 409, body: { error: 'CONFLICT' } });
    gate.resolve(undefined);
    spy.mockRestore();
    expect((await api.ask('GET', `/api/users/${other.id}/export`, theirs)).status).toBe(200);
    stopping.abort();
    await eventually(async () => (await exported()).status === 200, 'the turn is given back');
    expect((await exported()).status).toBe(200);
  });

  it('breaks off where the user is deleted meanwhile, and does not look whole', async () => {
    const leaving = await api.given.user();
    const leavingToken = await api.signIn(leaving.username);
    const spy = onFirstPage(() => api.given.sql('DELETE FROM users WHERE id = $1', [leaving.id]));
    try {
      const response = await fetch(`${api.url}/api/users/${leaving.id}/export`, {
        headers: { authorization: `Bearer ${leavingToken}` },
      });
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow();
    } finally {
      spy.mockRestore();
    }
  });

  it('is only announced to who asks for its head, and not noted', async () => {
    const noted = async () => (await api.given.sql(`SELECT FROM audit_log WHERE action = 'user_exported'`)).length;
    const before = await noted();
    const head = await fetch(`${api.url}/api/users/${anna.id}/export`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${token}` },
    });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(await noted()).toBe(before);
  });

  it('is audited', async () => {
    await exported();
    const [entry] = await api.given.sql(
      `SELECT actor_id, subject_id, details FROM audit_log WHERE action = 'user_exported' ORDER BY seq DESC LIMIT 1`,
    );
    expect(entry).toEqual({ actor_id: anna.id, subject_id: anna.id, details: {} });
  });
});
