import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemsOfRole, roleProblems } from '@pacekeeper/database-tools';
import {
  APP_ROLE,
  createTestDatabase,
  Given,
  type GivenUser,
  OWNER_ROLE,
  type TestDatabase,
  WORKER_ROLE,
} from '@pacekeeper/testing';
import pg from 'pg';
import { SystemClock } from '../clock/clock.ts';
import { ConfigError } from '../config/config-error.ts';
import { PATHS } from '../config/root.ts';
import { prepareDatabase } from './prepare.ts';
import { functionsOf, SYSTEM_FUNCTIONS } from './system-functions.ts';

/** Every function of ours and whether a role may execute it. */
const EXECUTABLE = `
  SELECT p.proname AS name, bool_or(has_function_privilege($1, p.oid, 'EXECUTE')) AS allowed
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 1`;

let database: TestDatabase;
let given: Given;
let anna: GivenUser;
let admin: GivenUser;

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  anna = await given.user();
  admin = await given.user({ role: 'admin' });
});
afterAll(async () => {
  await given.close();
  await database.drop();
});

const connected = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** One statement on behalf of a user, and rolled back. */
const as = (url: string, userId: string, text: string, values: unknown[] = []) =>
  connected(url, async (client) => {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.user_id', $1, true), set_config('app.scope', 'admin', true)`, [userId]);
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  });

const urlOf = (role: 'api' | 'worker') => (role === 'api' ? database.appUrl : database.workerUrl);

describe.each(['api', 'worker'] as const)('the role of %s', (service) => {
  const role = service === 'api' ? APP_ROLE : WORKER_ROLE;

  it('executes exactly the functions that are listed for it', async () => {
    const rows = await given.sql<{ name: string; allowed: boolean }>(EXECUTABLE, [role.name]);
    const allowed = rows.filter((row) => row.allowed).map(({ name }) => name);
    expect(allowed).toEqual(functionsOf([service]).sort());
  });

  it('is refused the others by the server', async () => {
    const foreign = Object.entries(SYSTEM_FUNCTIONS).filter(([, roles]) => !roles.includes(service));
    expect(foreign.length).toBeGreaterThan(5);
    for (const [name] of foreign) {
      const [found] = await given.sql<{ args: number }>(
        `SELECT pronargs AS args FROM pg_proc WHERE proname = $1 AND pronamespace = 'public'::regnamespace`,
        [name],
      );
      const nulls = Array.from({ length: found?.args ?? 0 }, () => 'NULL').join(', ');
      await expect(as(urlOf(service), admin.id, `SELECT ${name}(${nulls})`)).rejects.toThrow(
        `permission denied for function ${name}`,
      );
    }
  });

  it('is a plain role, seen by itself and by the owner', async () => {
    expect(await roleProblems(urlOf(service), { ownerRole: OWNER_ROLE.name })).toEqual([]);
    expect(await problemsOfRole(database.ownerUrl, role.name)).toEqual([]);
  });

  it.each([
    ['under a fresh id', `INSERT INTO users (role) VALUES ('admin')`],
    [
      'under the id that it works for',
      `INSERT INTO users (id, username, username_key, password_hash, role)
       VALUES (nullif(current_setting('app.user_id'), '')::uuid, 'x', 'x', 'x', 'admin')`,
    ],
    ['over a row that is there', `INSERT INTO users (id) VALUES (gen_random_uuid()) ON CONFLICT DO NOTHING`],
    ['from a file', 'COPY users (username) FROM STDIN'],
  ])('makes no user %s', async (_, text) => {
    await expect(as(urlOf(service), '018f2f6e-7d3c-7c11-9a55-0123456789ab', text)).rejects.toThrow(
      /permission denied for table users/,
    );
  });
});

describe('the role of the worker', () => {
  it.each([
    'SELECT 1 FROM passkeys',
    'SELECT 1 FROM login_sessions',
    'SELECT 1 FROM totp_credentials',
    'SELECT 1 FROM recovery_codes',
    'SELECT 1 FROM password_reset_tokens',
    'SELECT 1 FROM audit_log',
    `UPDATE users SET password_hash = 'x'`,
    'DELETE FROM users',
  ])('has no part in how people sign in: %s', async (text) => {
    await expect(as(database.workerUrl, anna.id, text)).rejects.toThrow(/permission denied/);
  });

  it('is not a member of the API’s, nor the other way round', async () => {
    const [row] = await given.sql<{ either: boolean }>(
      `SELECT pg_has_role($1, $2, 'MEMBER') OR pg_has_role($2, $1, 'MEMBER') AS either`,
      [APP_ROLE.name, WORKER_ROLE.name],
    );
    expect(row?.either).toBe(false);
  });
});

describe('making a person', () => {
  const make = (by: string, role: string) =>
    as(database.appUrl, by, `SELECT admin_create_user('new', 'new', NULL, NULL, 'x', $1, 'UTC') AS id`, [role]);

  it('is for an administrator, by the function', async () => {
    expect(await make(admin.id, 'admin')).toEqual([{ id: expect.any(String) }]);
  });

  it.each([
    ['somebody who is none', () => anna.id],
    ['an id that nobody has', () => '018f2f6e-7d3c-7c11-9a55-0123456789ab'],
    ['nobody', () => ''],
  ])('is refused to %s', async (_, by) => {
    await expect(make(by(), 'user')).rejects.toThrow(/for administrators/);
  });

  it('is refused to an administrator who was disabled', async () => {
    const former = await given.user({ role: 'admin' });
    await given.sql('UPDATE users SET is_active = false WHERE id = $1', [former.id]);
    await expect(make(former.id, 'user')).rejects.toThrow(/for administrators/);
  });
});

describe('making the database ready', () => {
  const prepare = (
    more: Partial<Parameters<typeof prepareDatabase>[0]>,
    url = database.appUrl,
  ): Promise<string[] | null> =>
    prepareDatabase({
      service: 'api',
      url,
      ownerUrl: database.ownerUrl,
      workerRole: WORKER_ROLE.name,
      migrations: PATHS.migrations,
      install: async () => undefined,
      toolSchemas: [],
      seed: [],
      log: () => undefined,
      clock: new SystemClock(),
      ...more,
    }).then(
      () => null,
      (error: unknown) => {
        if (error instanceof ConfigError) return [...error.lines];
        throw error;
      },
    );

  it('names a worker’s role that is missing, with the SQL that makes it', async () => {
    const lines = await prepare({ workerRole: 'no_such_worker' });
    expect(lines).toEqual([
      'WORKER_DATABASE_URL: There is no role no_such_worker.',
      expect.stringMatching(
        /mend it with: CREATE ROLE "no_such_worker" LOGIN PASSWORD '\.\.\.'; GRANT CONNECT ON DATABASE/,
      ),
    ]);
  });

  it.each([
    ['the owner', () => ({ workerRole: OWNER_ROLE.name }), /is the owner, who migrates/],
    ['a superuser', () => ({ workerRole: database.superuser.user }), /is a superuser/],
  ])('refuses %s as the worker’s role', async (_, more, says) => {
    expect((await prepare(more()))?.join('\n')).toMatch(says);
  });

  it('refuses a worker that connects as the owner or as a superuser', async () => {
    const asOwner = await prepare({ service: 'worker', ownerUrl: null }, database.ownerUrl);
    expect(asOwner?.join('\n')).toMatch(/owns the database/);
    const { host, port, user, password } = database.superuser;
    const url = `postgres://${user}:${password}@${host}:${port}/${database.name}`;
    const asSuper = await prepare({ service: 'worker', ownerUrl: null }, url);
    expect(asSuper?.join('\n')).toMatch(/is a superuser.*\n.*CREATE ROLE "pacekeeper_worker"/);
  });

  it('says what to do where the server refuses the sign-in', async () => {
    const url = Object.assign(new URL(database.workerUrl), { password: 'another-one' }).href;
    const lines = await prepare({ service: 'worker', ownerUrl: null }, url);
    expect(lines?.join('\n')).toMatch(/refuses the role test_worker: it is missing, or its password is another/);
  });

  it('gives one role what API and worker need where both connect as it, and takes it back', async () => {
    const functions = async () =>
      (await given.sql<{ name: string; allowed: boolean }>(EXECUTABLE, [APP_ROLE.name]))
        .filter(({ allowed }) => allowed)
        .map(({ name }) => name);
    expect(await prepare({ workerRole: null })).toBeNull();
    expect(await functions()).toEqual(functionsOf(['api', 'worker']).sort());
    expect(await prepare({})).toBeNull();
    expect(await functions()).toEqual(functionsOf(['api']).sort());
  });

  it('lets a worker wait until the API has migrated and granted', async () => {
    const table = 'schema_migrations';
    await given.sql(`REVOKE SELECT ON ${table} FROM ${WORKER_ROLE.name}`);
    const told: string[] = [];
    const waiting = Promise.withResolvers<null>();
    const worker = prepare(
      {
        service: 'worker',
        ownerUrl: null,
        log: (line) => {
          told.push(line);
          waiting.resolve(null);
        },
      },
      database.workerUrl,
    );
    await waiting.promise;
    expect(await prepare({})).toBeNull();
    expect(await worker).toBeNull();
    expect(told).toEqual(['waits for the API to migrate the database']);
  });

  it('does not let a worker wait for ever', async () => {
    await given.sql(`REVOKE SELECT ON schema_migrations FROM ${WORKER_ROLE.name}`);
    let now = 0;
    const clock = { sleep: async (ms: number) => void (now += ms * 100), monotonic: () => now };
    const lines = await prepare({ service: 'worker', ownerUrl: null, clock }, database.workerUrl);
    expect(lines).toEqual([expect.stringMatching(/the role test_worker has no grants yet; start the API/)]);
    expect(await prepare({})).toBeNull();
  });
});
