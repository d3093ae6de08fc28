import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, eventually, Given, type TestDatabase } from '@pacekeeper/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { addSealingKey, generatedKeys, KEYS_FILE, removeSealingKey } from '../../platform/config/generated-keys.ts';
import { keysNow } from '../../platform/config/sealing-keys.ts';
import { Resealing } from '../../platform/crypto/resealing.ts';
import { type SealContext, SealingBox, type SealingKey } from '../../platform/crypto/sealing.ts';
import { Secret } from '../../platform/crypto/secret.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database } from '../../platform/database/database.ts';
import { SEALED_PLACES } from '../../sealed-places.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { SessionVault } from './session-vault.ts';

const KEYS = join(import.meta.dirname, '../../keys.ts');
const USERS = 10;
const SESSIONS = 200;
/** Sessions that bots work on meanwhile. */
const AT_WORK = 20;
/** Where the rotation is killed: at the session with this position, by id, among those that no bot works on. */
const KILLED_AT = [45, 90, 135];
/** The advisory lock that pauses the rotation. */
const HOLD = 4711;

interface Held {
  readonly userId: string;
  readonly accountId: string;
}

const newKey = (id: string): SealingKey => ({ id, key: new Secret(randomBytes(32)) });
const asVariable = (...keys: readonly SealingKey[]) =>
  keys.map(({ id, key }) => `${id}:${key.open().toString('base64')}`).join(',');

const [OLD, NEW] = [newKey('old'), newKey('new')];

let database: TestDatabase;
let given: Given;
let source: DataSource;
let db: Database;
let users: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  users = [];
  for (let index = 0; index < USERS; index += 1) users.push((await given.user()).id);
  source = createDataSource({ url: database.appUrl, applicationName: 'rotation', entities: [], poolSize: 6 });
  await source.initialize();
  db = new Database(source);
});
/** Also where a test fails before it stops its bots: without a database they would spin for ever. */
let atWorkNow: Array<{ stop(): Promise<void> }> = [];
afterEach(async () => {
  await Promise.all(atWorkNow.map((bots) => bots.stop()));
  atWorkNow = [];
});
afterAll(async () => {
  await source.destroy();
  await given.close();
  await database.drop();
});
beforeEach(async () => {
  for (const table of ['instagram_credentials', 'connect_attempts', 'totp_credentials'])
    await given.sql(`DELETE FROM ${table}`);
});

const seal = (box: SealingBox, text: string, purpose: SealContext['purpose'], userId: string, rowId: string) =>
  box.seal(text, { purpose, userId, rowId });

/** Sessions of all users, and for each user a sign-in under way and an authenticator app. */
const fill = async (box: SealingBox, sessions: number): Promise<Held[]> => {
  const held: Held[] = [];
  for (let index = 0; index < sessions; index += 1) {
    const userId = users[index % USERS] as string;
    const { id: accountId } = await given.account(userId);
    const { data, keyId } = seal(box, `session of ${accountId}`, 'session', userId, accountId);
    await given.sql(
      'UPDATE instagram_credentials SET session_data_encrypted = $2, encryption_key_id = $3 WHERE id = $1',
      [accountId, data, keyId],
    );
    held.push({ userId, accountId });
  }
  for (const userId of users) {
    const id = randomUUID();
    const attempt = seal(box, 'sign-in', 'connect', userId, id);
    await given.sql(
      `INSERT INTO connect_attempts (id, user_id, instagram_username, kind, methods, state_encrypted, encryption_key_id, expires_at)
       VALUES ($1, $2, 'x', 'device', '{}', $3, $4, now())`,
      [id, userId, attempt.data, attempt.keyId],
    );
    const app = seal(box, 'app', 'totp', userId, userId);
    await given.sql('INSERT INTO totp_credentials (user_id, secret_encrypted, encryption_key_id) VALUES ($1, $2, $3)', [
      userId,
      app.data,
      app.keyId,
    ]);
  }
  return held;
};

const start = (args: readonly string[], env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, [KEYS, ...args], {
    env: { PATH: process.env['PATH'], MIGRATION_DATABASE_URL: database.ownerUrl, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const ended = (child: ChildProcess): Promise<{ code: number | null; text: string }> =>
  new Promise((resolve) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('close', (code) => resolve({ code, text }));
  });

const keys = (args: readonly string[], env: Record<string, string>) => ended(start(args, env));

/** Pauses the rotation in the statement that reaches a session, kills it there, and releases the lock. */
const killedAt = async (accountId: string, args: readonly string[], env: Record<string, string>): Promise<string> => {
  const holder = new pg.Client({ connectionString: database.ownerUrl });
  await holder.connect();
  const rotations = async (where: string): Promise<number> =>
    (await given.sql(`SELECT pid FROM pg_stat_activity WHERE application_name = 'pacekeeper-keys' ${where}`)).length;
  try {
    await holder.query(`
      CREATE OR REPLACE FUNCTION hold_rotation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('application_name') = 'pacekeeper-keys' AND NEW.id = '${accountId}' THEN
          PERFORM pg_advisory_xact_lock_shared(${HOLD});
        END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE TRIGGER hold_rotation BEFORE UPDATE ON instagram_credentials
        FOR EACH ROW EXECUTE FUNCTION hold_rotation();
      SELECT pg_advisory_lock(${HOLD})`);
    const child = start(args, env);
    const end = ended(child);
    await eventually(async () => (await rotations(`AND wait_event = 'advisory'`)) > 0, 'the rotation is held up');
    child.kill('SIGKILL');
    const { text } = await end;
    expect(child.signalCode).toBe('SIGKILL');
    return text;
  } finally {
    await holder.end();
    await eventually(async () => (await rotations('')) === 0, 'the statement of the killed rotation has ended');
    await given.sql('DROP TRIGGER IF EXISTS hold_rotation ON instagram_credentials');
  }
};

/** What bots do to their sessions, over and over, until told to stop: open, change, seal, store. */
const atWork = (accounts: readonly Held[], box: SealingBox) => {
  const [vault, repository] = [new SessionVault(box), new AccountsRepository()];
  let stopped = false;
  let turns = 0;
  const failures: unknown[] = [];
  const turn = async ({ userId, accountId }: Held) => {
    await db.asUser(userId, async (tx) => {
      const row = await repository.findSealedSession(tx, accountId, { purpose: 'turn' });
      if (!row) throw new TypeError('the session is gone');
      const text = vault.open(row, 'session').open();
      const context = { purpose: 'session', userId, rowId: accountId } as const;
      await repository.storeSession(tx, accountId, vault.seal(new Secret(`${text.slice(0, 60)} ${turns}`), context));
    });
    turns += 1;
  };
  const work = async (mine: readonly Held[]) => {
    while (!stopped) for (const account of mine) await turn(account).catch((error: unknown) => failures.push(error));
  };
  const all = Promise.all([0, 1, 2].map((lane) => work(accounts.filter((_, index) => index % 3 === lane))));
  const bots = {
    box,
    failures,
    turns: () => turns,
    /** Resolves when turns that began after now have ended: more than lanes, each of which has one under way. */
    worked: async () => {
      const before = turns;
      await eventually(async () => turns > before + 3, 'the bots work', { everyMs: 5 });
    },
    stop: async () => {
      stopped = true;
      await all;
    },
  };
  atWorkNow.push(bots);
  return bots;
};

const onKey = async (keyId: string): Promise<number> => {
  let count = 0;
  for (const place of SEALED_PLACES) {
    const [row] = await given.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${place.table} WHERE ${place.keyId} = $1`,
      [keyId],
    );
    count += row?.n ?? 0;
  }
  return count;
};

describe('everything that is sealed', () => {
  it('is known to the rotation, column by column', async () => {
    const columns = await given.sql<{ place: string }>(
      `SELECT c.relname || '.' || a.attname AS place FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname LIKE '%\\_encrypted'
       ORDER BY 1`,
    );
    expect(SEALED_PLACES.map(({ table, data }) => `${table}.${data}`).sort()).toEqual(
      columns.map(({ place }) => place),
    );
  });
});

describe('the rotation of keys', () => {
  it('continues behind every kill while bots seal their sessions with the new key, and leaves nothing unreadable or on the old key', async () => {
    // 1. Both keys are known to all processes, which still seal with the old one.
    const held = await fill(new SealingBox([OLD]), SESSIONS);
    const bots = atWork(held.slice(0, AT_WORK), new SealingBox([OLD, NEW]));
    const quiet = held
      .slice(AT_WORK)
      .map(({ accountId }) => accountId)
      .sort();
    // 2. The new key is the newest, for the command first, and for the processes soon after.
    const env = { ENCRYPTION_KEYS: asVariable(NEW, OLD) };
    for (const [kill, place] of KILLED_AT.entries()) {
      const text = await killedAt(quiet[place] ?? '', ['rotate', '10'], env);
      if (kill === 0) expect(text).toMatch(/^sessions: 10 of \d+ \(\d+ %\)$/m);
      bots.box.use([NEW, OLD]);
      expect(await onKey('old')).toBeGreaterThan(0);
      expect(await onKey('new')).toBeGreaterThan(place - AT_WORK);
    }
    await bots.worked();
    // 3. It goes on where it was.
    const done = await keys(['rotate'], env);
    await bots.stop();
    expect(done).toMatchObject({ code: 0 });
    expect(done.text).toMatch(/^new {2}200 sessions, 10 kept sign-ins, 10 authenticator apps \(newest\)$/m);
    expect(done.text).toMatch(/^old {2}nothing$/m);
    expect(bots.failures).toEqual([]);
    expect(bots.turns()).toBeGreaterThan(0);
    // 4. The old key may go.
    expect(await keys(['check'], { ENCRYPTION_KEYS: asVariable(NEW) })).toEqual({
      code: 0,
      text: '220 values open, 0 do not.\n',
    });
    expect(await onKey('old')).toBe(0);
    const [noted] = await given.sql<{ n: number }>(
      `SELECT count(DISTINCT account_id)::int AS n FROM session_openings WHERE purpose = 'rotation'`,
    );
    expect(noted?.n).toBeGreaterThan(SESSIONS / 2);
  }, 60_000);

  it('says that a process still seals with the old key, instead of going round for ever', async () => {
    const held = await fill(new SealingBox([OLD]), 4);
    const bots = atWork(held, new SealingBox([OLD, NEW]));
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      // Bots seal sessions again between any two of its reads.
      const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
      Object.assign(client, {
        query: async (...args: unknown[]) => {
          await bots.worked();
          return query(...args);
        },
      });
      const resealing = new Resealing(client, new SealingBox([NEW, OLD]), SEALED_PLACES, { settleMs: 0 });
      const { stillOld, unreadable } = await resealing.run();
      expect(stillOld).toBeGreaterThan(0);
      expect(unreadable).toEqual([]);
    } finally {
      await bots.stop();
      await client.end();
    }
    expect(bots.failures).toEqual([]);
  });

  it('never overwrites what a bot has stored since it was read', async () => {
    const [first] = await fill(new SealingBox([OLD]), 1);
    const { userId, accountId } = first as Held;
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    const vault = new SessionVault(new SealingBox([NEW, OLD]));
    const store = (text: string) =>
      db.asUser(userId, (tx) =>
        new AccountsRepository().storeSession(
          tx,
          accountId,
          vault.seal(new Secret(text), { purpose: 'session', userId, rowId: accountId }),
        ),
      );
    // Another writer writes between its read and its write.
    const box = new SealingBox([NEW, OLD]);
    const seal = box.seal.bind(box);
    let interrupted: Promise<void> | undefined;
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    box.seal = (plain, context) => {
      if (context.purpose === 'session') interrupted ??= store('newer');
      return seal(plain, context);
    };
    Object.assign(client, {
      query: async (...args: unknown[]) => {
        await interrupted;
        return query(...args);
      },
    });
    await new Resealing(client, box, SEALED_PLACES, { settleMs: 0 }).run();
    await client.end();
    const row = await db.asUser(userId, (tx) =>
      new AccountsRepository().findSealedSession(tx, accountId, { purpose: 'test' }),
    );
    expect(interrupted).toBeDefined();
    expect(row && vault.open(row, 'session').open()).toBe('newer');
  });

  it('leaves what no key opens as it is, and says which', async () => {
    const [first] = await fill(new SealingBox([newKey('lost')]), 1);
    await given.sql('DELETE FROM connect_attempts');
    await given.sql('DELETE FROM totp_credentials');
    const env = { ENCRYPTION_KEYS: asVariable(NEW, OLD) };
    const { code, text } = await keys(['rotate'], env);
    expect(code).toBe(1);
    expect(text).toContain('1 values cannot be opened');
    expect(text).toContain(`sessions: ${first?.accountId} on lost`);
    expect(await onKey('lost')).toBe(1);
    const { code: unknown, text: table } = await keys(['status'], env);
    expect(unknown).toBe(1);
    expect(table).toMatch(/^lost {2}1 sessions \(this key is not configured\)$/m);
  }, 20_000);

  it.each<[string, readonly string[], Record<string, string>, string]>([
    ['keys that are none', ['status'], { ENCRYPTION_KEYS: 'nonsense' }, 'ENCRYPTION_KEYS must be id:base64'],
    ['no keys at all', ['status'], { DATA_DIR: '/nowhere' }, 'ENCRYPTION_KEYS is missing'],
    ['a new key where the operator keeps them', ['add'], { ENCRYPTION_KEYS: asVariable(OLD) }, 'only you can change'],
    ['a batch of nothing', ['rotate', '0'], { ENCRYPTION_KEYS: asVariable(OLD) }, 'from 1 to 1000'],
    ['an unknown command', ['turn'], { ENCRYPTION_KEYS: asVariable(OLD) }, 'npm run keys'],
  ])('refuses %s with one line', async (_, args, env, line) => {
    const { code, text } = await keys(args, env);
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
    expect(text).toContain(line);
  });
});

describe('keys that the installation keeps itself', () => {
  it('are taken up by what runs, rotated, and removed when nothing is sealed with them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-keys-'));
    const file = join(folder, KEYS_FILE);
    try {
      const first = generatedKeys(file).encryptionKeys[0]?.id ?? '';
      const running = new SealingBox(keysNow(file) ?? [OLD], () => keysNow(file));
      const [account] = await fill(running, 1);
      const env = { DATA_DIR: folder };
      const added = await keys(['add'], env);
      expect(added).toMatchObject({ code: 0 });
      const second = keysNow(file)?.[0].id ?? '';
      expect(added.text).toContain(second);
      expect((await keys(['remove', first], env)).text).toContain('still seals 1 sessions');
      expect(await keys(['rotate'], env)).toMatchObject({ code: 0 });
      // A process from before opens what is on a key that it does not know, and seals with it from now on.
      const row = await db.asUser(account?.userId ?? '', (tx) =>
        new AccountsRepository().findSealedSession(tx, account?.accountId ?? '', { purpose: 'turn' }),
      );
      expect(row?.key_id).toBe(second);
      expect(row && new SessionVault(running).open(row, 'session').open()).toContain('session of');
      expect(running.newestKeyId).toBe(second);
      expect(await keys(['remove', first], env)).toEqual({ code: 0, text: `${first} is removed.\n` });
      expect(keysNow(file)?.map(({ id }) => id)).toEqual([second]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 30_000);

  it('are changed whole or not at all, and keep their newest', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-keys-'));
    const file = join(folder, KEYS_FILE);
    const { jwtSecret } = generatedKeys(file);
    const id = addSealingKey(file);
    expect(removeSealingKey(file, id)).toBe(false);
    expect(removeSealingKey(file, 'nobody')).toBe(false);
    expect(generatedKeys(file).encryptionKeys).toHaveLength(2);
    expect(generatedKeys(file).jwtSecret.equals(jwtSecret)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
