import { describe, expect, it } from '@jest/globals';
import { inDatabase } from '../connection.ts';
import { newDataDir } from '../testing/folders.ts';
import { run, value } from '../testing/queries.ts';
import { givenServer, start } from '../testing/servers.ts';
import { ensureRoles } from './ensure-roles.ts';
import type { EnsureRolesOptions } from './ensure-roles.ts';
import { roleProblems } from './role-problems.ts';

const server = givenServer();

const optionsFor = (database: string): EnsureRolesOptions => ({
  superuser: server.superuser(),
  database,
  ownerRole: { name: `${database}_owner`, password: 'owner password' },
  appRole: { name: `${database}_app`, password: 'app password' },
});

const attributes = `SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
  FROM pg_roles WHERE rolname = $1`;
const onlyLogin = {
  rolcanlogin: true,
  rolsuper: false,
  rolbypassrls: false,
  rolcreaterole: false,
  rolcreatedb: false,
  rolreplication: false,
};

describe('ensureRoles', () => {
  it('makes the database with two roles that can only sign in', async () => {
    const { owner, app } = await ensureRoles(optionsFor('fresh'));
    expect(await run(server.superuser(), attributes, [owner.user])).toEqual([onlyLogin]);
    expect(await run(server.superuser(), attributes, [app.user])).toEqual([onlyLogin]);
    const owners = `SELECT pg_get_userbyid(datdba), pg_get_userbyid(nspowner) AS of_schema
      FROM pg_database, pg_namespace WHERE datname = current_database() AND nspname = 'public'`;
    expect(await run(owner, owners)).toEqual([{ pg_get_userbyid: 'fresh_owner', of_schema: 'fresh_owner' }]);
    expect(await value(owner, 'SHOW server_encoding')).toBe('UTF8');
  });

  it('lets the app connect and nothing else, and strangers not even that', async () => {
    const options = optionsFor('narrow');
    const { owner, app } = await ensureRoles(options);
    const stranger = await ensureRoles(optionsFor('stranger'));
    await run(owner, 'CREATE TABLE secrets (id int)');
    expect(await roleProblems(app, { ownerRole: owner.user })).toEqual([]);
    await expect(run(app, 'CREATE TABLE mine (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(run(app, 'CREATE TEMP TABLE mine (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(run(app, 'SELECT * FROM secrets')).rejects.toMatchObject({ code: '42501' });
    await expect(run(inDatabase(stranger.app, 'narrow'), 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
    await expect(run(inDatabase(stranger.owner, 'narrow'), 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
  });

  it('may be run again: passwords are the new ones, data stays, what was too much is taken back', async () => {
    const options = optionsFor('again');
    const before = await ensureRoles(options);
    await run(before.owner, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await run(
      inDatabase(server.superuser(), 'again'),
      `ALTER ROLE again_app SUPERUSER BYPASSRLS CREATEROLE; GRANT again_owner TO again_app;
       ALTER DATABASE again OWNER TO postgres; ALTER SCHEMA public OWNER TO again_app;
       GRANT ALL ON SCHEMA public TO PUBLIC; GRANT ALL ON DATABASE again TO PUBLIC`,
    );
    const appRole = { ...options.appRole, password: 'another password' };
    const after = await ensureRoles({ ...options, appRole });
    await expect(run(before.app, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await roleProblems(after.app, { ownerRole: 'again_owner' })).toEqual([]);
    expect(await value(after.owner, 'SELECT answer FROM kept')).toBe(42);
    await expect(run(after.app, 'CREATE TABLE mine (id int)')).rejects.toMatchObject({ code: '42501' });
  });

  it('may be run by many at once, also for several databases with the same roles', async () => {
    const options = optionsFor('crowd');
    const all = Array.from({ length: 8 }, (_, at) => ensureRoles({ ...options, database: `crowd_${at % 2}` }));
    const results = await Promise.all(all);
    expect(await Promise.all(results.map(({ app }) => value(app, 'SELECT current_user')))).toEqual(
      Array(8).fill('crowd_app'),
    );
  });

  it('takes any names', async () => {
    const database = `d "b'; --`;
    const { owner, app } = await ensureRoles(optionsFor(database));
    expect(await value(owner, 'SELECT current_database()')).toBe(database);
    expect(await value(app, 'SELECT current_user')).toBe(`${database}_app`);
  });

  it('changes nothing for a password that it cannot set', async () => {
    const options = optionsFor('unmade');
    const bad = ensureRoles({ ...options, appRole: { name: 'unmade_app', password: '' } });
    await expect(bad).rejects.toMatchObject({ code: 'PASSWORD_INVALID' });
    expect(await value(server.superuser(), `SELECT count(*)::int FROM pg_roles WHERE rolname LIKE 'unmade%'`)).toBe(0);
  });

  it('sends no password in a statement', async () => {
    const lines: string[] = [];
    const settings = { log_statement: 'all' };
    const { superuser } = await start({ dataDir: newDataDir(), settings, log: (line) => lines.push(line) });
    await ensureRoles({ ...optionsFor('quiet'), superuser });
    const log = lines.join('\n');
    expect(log).toContain('ALTER ROLE "quiet_app"');
    expect(log).not.toMatch(/owner password|app password/);
  });
});
