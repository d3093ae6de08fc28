import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditList, SecurityAnswer, SystemAnswer } from '@pacekeeper/contracts';
import type { GivenUser } from '@pacekeeper/testing';
import { TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let admin: GivenUser;
let user: GivenUser;
let token: string;
let userToken: string;

beforeAll(async () => {
  api = await TestApi.start();
  admin = await api.given.user({ role: 'admin' });
  user = await api.given.user();
  token = await api.signIn(admin.username);
  userToken = await api.signIn(user.username);
});
afterAll(() => api.stop());

const secure = (body: unknown, by = token) =>
  api.ask<SecurityAnswer>('PUT', '/api/admin/security', { token: by, body });
const read = async () => (await api.ask<SystemAnswer>('GET', '/api/admin/system', { token })).body.system;
const changes = async () =>
  (await api.ask<AuditList>('GET', '/api/admin/audit-log?action=security_changed', { token })).body.items;

describe('the view of the system', () => {
  it('says the state of the installation', async () => {
    const account = await api.given.account(user.id);
    await api.given.job(user.id, account.id);
    await api.given.sql(
      `INSERT INTO outgoing_mails (id, user_id, kind, recipient, params)
       VALUES (gen_random_uuid(), $1, 'invitation', 'anna@example.org', '{}')`,
      [user.id],
    );
    const system = await read();
    expect(system).toMatchObject({
      version: '0.0.0-test',
      node: process.versions.node,
      mode: 'simulator',
      pace_speed: 1_000_000,
      database: { version: expect.stringMatching(/^\d+\.\d+/) },
      mail: { transport: 'outbox' },
      fleet: { running_bots: 1, paused_bots: 0, valid_sessions: 1, open_jobs: 1, unknown_outcomes: 0 },
      security: { require_two_factor: false },
    });
    expect(system.database.size_bytes).toBeGreaterThan(1_000_000);
    expect(Date.parse(system.started_at)).toBeLessThanOrEqual(Date.now());
    // It contains no names and no service address.
    expect(JSON.stringify(system)).not.toMatch(/example|anna|postgres/);
  });

  it('counts running bots as paused while all are', async () => {
    const fleet = async (what: 'pause' | 'resume') => {
      await api.ask('POST', `/api/admin/fleet/${what}`, { token, body: { reason: 'a good one' } });
      return { seen: (await read()).fleet, metrics: await (await fetch(`${api.url}/metrics`)).text() };
    };
    const held = await fleet('pause');
    expect(held.seen).toMatchObject({ running_bots: 1, paused_bots: 1 });
    expect(held.metrics).toContain('pacekeeper_paused_bots 1\n');
    const gone = await fleet('resume');
    expect(gone.seen).toMatchObject({ running_bots: 1, paused_bots: 0 });
    expect(gone.metrics).toContain('pacekeeper_paused_bots 0\n');
  });

  it('is for administrators', async () => {
    const reply = await api.ask('GET', '/api/admin/system', { token: userToken });
    expect(reply).toMatchObject({ status: 403, body: { error: 'FORBIDDEN' } });
  });
});

describe('being ready', () => {
  const ready = () => api.ask('GET', '/api/health/ready');

  it('asks the database for the migrations and queues of this version', async () => {
    expect(await ready()).toMatchObject({
      status: 200,
      body: { checks: { database: 'ok', migrations: 'ok', queue: 'ok' } },
    });
  });

  it.each([
    [
      'a migration is missing',
      `DELETE FROM schema_migrations WHERE name = '0008_refusals' RETURNING name, run_on`,
      `INSERT INTO schema_migrations (name, run_on) VALUES ('0008_refusals', now())`,
      { path: 'migrations', message: 'The database lacks 0008_refusals' },
    ],
    [
      'the database is newer',
      `INSERT INTO schema_migrations (name, run_on) VALUES ('9999_tomorrow', now())`,
      `DELETE FROM schema_migrations WHERE name = '9999_tomorrow'`,
      { path: 'migrations', message: 'This version does not know 9999_tomorrow' },
    ],
    [
      'a queue is missing',
      `UPDATE pgboss.queue SET name = 'elsewhere' WHERE name = 'mails'`,
      `UPDATE pgboss.queue SET name = 'mails' WHERE name = 'elsewhere'`,
      { path: 'queue', message: 'There is no queue mails' },
    ],
  ])('is not where %s', async (_, spoil, mend, detail) => {
    await api.given.sql(spoil);
    expect(await ready()).toMatchObject({
      status: 503,
      body: { error: 'DATABASE_UNAVAILABLE', details: expect.arrayContaining([detail]) },
    });
    await api.given.sql(mend);
    expect((await ready()).status).toBe(200);
  });
});

describe('what administrators decide for everyone', () => {
  it('cannot be a second factor that the administrator does not have', async () => {
    const reply = await secure({ require_two_factor: true });
    expect(reply).toMatchObject({
      status: 409,
      body: { error: 'CONFLICT', message: expect.stringContaining('for yourself first') },
    });
    expect((await read()).security).toEqual({ require_two_factor: false });
    expect(await changes()).toEqual([]);
  });

  it('can be one that they have, is written down with what it was, and once', async () => {
    await api.given.sql('UPDATE users SET two_factor_since = now() WHERE id = $1', [admin.id]);
    const answer = { status: 200, body: { success: true, security: { require_two_factor: true } } };
    expect(await secure({ require_two_factor: true })).toMatchObject(answer);
    expect(await secure({ require_two_factor: true })).toMatchObject(answer);
    expect((await read()).security).toEqual({ require_two_factor: true });
    expect(await changes()).toMatchObject([
      {
        actor: { id: admin.id },
        details: { before: { require_two_factor: false }, after: { require_two_factor: true } },
      },
    ]);
    const [row] = await api.given.sql('SELECT updated_by FROM security_settings');
    expect(row).toEqual({ updated_by: admin.id });
  });

  it('can be taken back', async () => {
    expect((await secure({ require_two_factor: false })).status).toBe(200);
    expect(await changes()).toHaveLength(2);
  });

  it.each([
    ['nothing', {}],
    ['words', { require_two_factor: 'yes' }],
    ['more than there is', { require_two_factor: false, updated_by: 'x' }],
  ])('is not %s', async (_, body) => {
    expect(await secure(body)).toMatchObject({ status: 400, body: { error: 'VALIDATION_FAILED' } });
  });

  it('is for administrators', async () => {
    const reply = await secure({ require_two_factor: false }, userToken);
    expect(reply).toMatchObject({ status: 403, body: { error: 'FORBIDDEN' } });
  });
});
