import { describe, expect, it } from '@jest/globals';
import { withClient } from '../connection.ts';
import { migrationsFolder, migrationText, someMigrations, someNames } from '../testing/migrations.ts';
import { run, value } from '../testing/queries.ts';
import { givenServer } from '../testing/servers.ts';
import type { GivenDatabase } from '../testing/servers.ts';
import { migrate } from './migrate.ts';
import type { MigrateOptions } from './migrate.ts';
import { appliedMigrations, pendingMigrations } from './state.ts';

const server = givenServer();

const optionsFor = ({ owner }: GivenDatabase, files = someMigrations): MigrateOptions => ({
  connection: owner,
  directory: migrationsFolder(files),
  direction: 'up',
  log: () => undefined,
});

describe('migrate', () => {
  it('runs all, in order, once, and says which', async () => {
    const database = await server.database();
    const lines: string[] = [];
    const options = { ...optionsFor(database), log: (line: string) => lines.push(line) };
    expect(await pendingMigrations(database.owner, options.directory)).toEqual(someNames);
    expect(await migrate(options)).toEqual(someNames);
    expect(lines).toEqual(someNames.map((name) => `up ${name}`));
    expect(await migrate(options)).toEqual([]);
    expect(await appliedMigrations(database.owner)).toEqual(someNames);
    expect(await pendingMigrations(database.owner, options.directory)).toEqual([]);
    expect(await value(database.owner, `SELECT count(*)::int FROM public.schema_migrations`)).toBe(3);
  });

  it('runs each once when eight processes start at the same time', async () => {
    const options = optionsFor(await server.database());
    const ran = await Promise.all(Array.from({ length: 8 }, () => migrate(options)));
    expect(ran.filter((names) => names.length > 0)).toEqual([someNames]);
    expect(await appliedMigrations(options.connection)).toEqual(someNames);
  });

  it('goes up and down by the number it is told, down by one', async () => {
    const options = optionsFor(await server.database());
    expect(await migrate({ ...options, count: 2 })).toEqual(someNames.slice(0, 2));
    expect(await migrate({ ...options, direction: 'down' })).toEqual(['0001_count']);
    expect(await migrate(options)).toEqual(['0001_count', '0002_views']);
    expect(await migrate({ ...options, direction: 'down', count: 99 })).toEqual(someNames.toReversed());
    expect(await value(options.connection, `SELECT to_regclass('things')`)).toBeNull();
    expect(await migrate({ ...options, direction: 'down' })).toEqual([]);
  });

  it('takes back a migration that fails, and keeps those before it', async () => {
    const database = await server.database();
    const broken = { ...someMigrations, '0002_views.sql': migrationText('CREATE TABLE half (); SELECT 1 / 0;', '') };
    const failing = migrate(optionsFor(database, broken));
    await expect(failing).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/0002_views.*division by zero/),
      cause: { code: '22012' },
    });
    expect(await appliedMigrations(database.owner)).toEqual(someNames.slice(0, 2));
    expect(await value(database.owner, `SELECT to_regclass('half')`)).toBeNull();
    expect(await migrate(optionsFor(database))).toEqual(['0002_views']);
  });

  it('gives up, undone, when a table stays locked', async () => {
    const database = await server.database();
    const options = optionsFor(database);
    await migrate({ ...options, count: 1 });
    await withClient(database.owner, async (client) => {
      await client.query('BEGIN; LOCK TABLE things IN ACCESS SHARE MODE');
      await expect(migrate({ ...options, lockTimeoutMs: 50 })).rejects.toMatchObject({ code: 'LOCK_TIMEOUT' });
    });
    expect(await appliedMigrations(database.owner)).toEqual(['0000_things']);
    expect(await migrate({ ...options, lockTimeoutMs: 50 })).toEqual(['0001_count', '0002_views']);
  });

  it('waits for another migrate longer than for a table', async () => {
    const database = await server.database();
    const slow = { '0000_slow.sql': migrationText('SELECT pg_sleep(0.3);', 'SELECT 1;') };
    const options = { ...optionsFor(database, slow), lockTimeoutMs: 20 };
    const ran = await Promise.all([migrate(options), migrate(options)]);
    expect(ran.flat()).toEqual(['0000_slow']);
  });

  it('tells migrations the app’s role', async () => {
    const database = await server.database();
    const files = {
      '0000_role.sql': migrationText(
        `CREATE TABLE told AS SELECT current_setting('pacekeeper.app_role', true) AS role;`,
        'DROP TABLE told;',
      ),
    };
    await migrate({ ...optionsFor(database, files), appRole: database.app.user });
    expect(await value(database.owner, 'SELECT role FROM told')).toBe(database.app.user);
  });

  it('lets the app’s role see what is pending once it may read the table', async () => {
    const database = await server.database();
    const options = optionsFor(database);
    await migrate({ ...options, count: 1 });
    await run(database.owner, `GRANT SELECT ON schema_migrations TO ${database.app.user}`);
    expect(await pendingMigrations(database.app, options.directory)).toEqual(someNames.slice(1));
  });
});

describe('migrate refuses, before it changes anything,', () => {
  it('a database that is newer than the code', async () => {
    const database = await server.database();
    await migrate(optionsFor(database));
    const older = optionsFor(database, { '0000_things.sql': someMigrations['0000_things.sql'] ?? '' });
    const newer = { code: 'DATABASE_NEWER', message: expect.stringContaining('0001_count, 0002_views') };
    await expect(migrate(older)).rejects.toMatchObject(newer);
    await expect(migrate({ ...older, direction: 'down' })).rejects.toMatchObject(newer);
    await expect(pendingMigrations(database.owner, older.directory)).rejects.toMatchObject(newer);
    expect(await appliedMigrations(database.owner)).toEqual(someNames);
  });

  it('a migration that comes before one that has run', async () => {
    const database = await server.database();
    await migrate(optionsFor(database, { '0005_first.sql': migrationText('SELECT 1;', 'SELECT 1;') }));
    const late = optionsFor(database, {
      '0004_late.sql': migrationText('CREATE TABLE late ();', 'DROP TABLE late;'),
      '0005_first.sql': migrationText('SELECT 1;', 'SELECT 1;'),
    });
    await expect(migrate(late)).rejects.toMatchObject({
      code: 'MIGRATION_ORDER',
      message: expect.stringContaining('0004_late'),
    });
    expect(await value(database.owner, `SELECT to_regclass('late')`)).toBeNull();
  });

  it('a file that it cannot be sure to understand', async () => {
    const database = await server.database();
    const options = optionsFor(database, { ...someMigrations, '0003_no_down.sql': 'CREATE TABLE no_down ();' });
    await expect(migrate(options)).rejects.toMatchObject({ code: 'MIGRATION_INVALID' });
    expect(await appliedMigrations(database.owner)).toEqual([]);
  });
});
