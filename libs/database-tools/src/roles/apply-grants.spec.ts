import { describe, expect, it } from '@jest/globals';
import { run, value } from '../testing/queries.ts';
import { givenServer } from '../testing/servers.ts';
import type { GivenDatabase } from '../testing/servers.ts';
import { applyGrants } from './apply-grants.ts';
import type { GrantRule } from './grant-plan.ts';

const server = givenServer();

const schema = `
  CREATE TABLE things (id serial PRIMARY KEY, name text);
  CREATE TABLE audit_log (id bigserial PRIMARY KEY, note text);
  CREATE TABLE schema_migrations (id serial PRIMARY KEY, name text);
  CREATE TABLE "odd ""name" (id int GENERATED ALWAYS AS IDENTITY, note text);
  CREATE VIEW names AS SELECT name FROM things;
  CREATE SEQUENCE ticket;
  CREATE FUNCTION append(note text) RETURNS void LANGUAGE sql SECURITY DEFINER AS 'INSERT INTO audit_log (note) VALUES (note)';
  CREATE FUNCTION append(note int) RETURNS void LANGUAGE sql AS 'SELECT';
  CREATE FUNCTION inner_one() RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE PROCEDURE tidy() LANGUAGE sql AS 'SELECT';`;

const rules: GrantRule[] = [
  { table: 'audit_log', privileges: ['SELECT'] },
  { table: 'schema_migrations', privileges: ['SELECT'] },
  { function: 'inner_one', privileges: [] },
];

const given = async (): Promise<GivenDatabase> => {
  const database = await server.database();
  await run(database.owner, schema);
  return database;
};

const all = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'];

const heldOn = async ({ owner, app }: GivenDatabase, table: string): Promise<string[]> => {
  const rows = await run<{ privilege: string }>(
    owner,
    'SELECT privilege FROM unnest($3::text[]) privilege WHERE has_table_privilege($1, $2, privilege)',
    [app.user, table, all],
  );
  return rows.map(({ privilege }) => privilege);
};

const has = ({ owner, app }: GivenDatabase, kind: 'sequence' | 'function', name: string): Promise<unknown> =>
  value(owner, `SELECT has_${kind}_privilege($1, $2, $3)`, [app.user, name, kind === 'sequence' ? 'USAGE' : 'EXECUTE']);

const expectExact = async (database: GivenDatabase): Promise<void> => {
  expect(await heldOn(database, 'things')).toEqual(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
  expect(await heldOn(database, '"odd ""name"')).toEqual(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
  expect(await heldOn(database, 'audit_log')).toEqual(['SELECT']);
  expect(await heldOn(database, 'schema_migrations')).toEqual(['SELECT']);
  expect(await heldOn(database, 'names')).toEqual(['SELECT']);
  expect(await has(database, 'sequence', 'things_id_seq')).toBe(true);
  expect(await has(database, 'sequence', 'ticket')).toBe(true);
  expect(await has(database, 'sequence', 'audit_log_id_seq')).toBe(false);
  expect(await has(database, 'function', 'append(text)')).toBe(true);
  expect(await has(database, 'function', 'append(int)')).toBe(true);
  expect(await has(database, 'function', 'tidy()')).toBe(true);
  expect(await has(database, 'function', 'inner_one()')).toBe(false);
};

describe('applyGrants', () => {
  it('gives exactly what the rules say', async () => {
    const database = await given();
    await applyGrants(database.owner, database.app.user, rules);
    await expectExact(database);
    await run(database.app, `INSERT INTO things (name) VALUES ('one'); SELECT append('seen')`);
    await expect(run(database.app, `INSERT INTO audit_log (note) VALUES ('forged')`)).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('leaves nothing to everyone', async () => {
    const database = await given();
    await applyGrants(database.owner, database.app.user, rules);
    const stranger = await server.database();
    const open = `SELECT count(*)::int FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND has_function_privilege($1, oid, 'EXECUTE')`;
    expect(await value(database.owner, open, [stranger.app.user])).toBe(0);
  });

  it('does nothing the second time', async () => {
    const database = await given();
    expect((await applyGrants(database.owner, database.app.user, rules)).length).toBeGreaterThan(0);
    expect(await applyGrants(database.owner, database.app.user, rules)).toEqual([]);
  });

  it('takes back what is too much, from the role and from everyone', async () => {
    const database = await given();
    const { owner, app } = database;
    await run(
      owner,
      `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${app.user} WITH GRANT OPTION;
       GRANT UPDATE (note) ON audit_log TO ${app.user}; GRANT INSERT ON audit_log TO PUBLIC;
       GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${app.user}; GRANT ALL ON ALL ROUTINES IN SCHEMA public TO ${app.user};
       GRANT CREATE ON SCHEMA public TO ${app.user}`,
    );
    await applyGrants(owner, app.user, rules);
    await expectExact(database);
    expect(await value(owner, `SELECT has_any_column_privilege($1, 'audit_log', 'UPDATE')`, [app.user])).toBe(false);
    expect(await value(owner, `SELECT has_table_privilege($1, 'things', 'SELECT WITH GRANT OPTION')`, [app.user])).toBe(
      false,
    );
    expect(await value(owner, `SELECT has_schema_privilege($1, 'public', 'CREATE')`, [app.user])).toBe(false);
    expect(await applyGrants(owner, app.user, rules)).toEqual([]);
  });

  it('takes what a rule has come to forbid', async () => {
    const database = await given();
    await applyGrants(database.owner, database.app.user, []);
    expect(await heldOn(database, 'audit_log')).toEqual(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
    await applyGrants(database.owner, database.app.user, rules);
    await expectExact(database);
  });

  it('leaves another role’s rights alone', async () => {
    const database = await given();
    const reader = await server.database();
    await run(database.owner, `GRANT SELECT ON things TO ${reader.app.user}`);
    await applyGrants(database.owner, database.app.user, rules);
    expect(await value(database.owner, `SELECT has_table_privilege($1, 'things', 'SELECT')`, [reader.app.user])).toBe(
      true,
    );
  });

  it('works in another schema, and may run in many processes at once', async () => {
    const { owner, app } = await server.database();
    await run(owner, 'CREATE SCHEMA "queue s"; CREATE TABLE "queue s".job (id int)');
    await Promise.all(Array.from({ length: 8 }, () => applyGrants(owner, app.user, [], { schema: 'queue s' })));
    await run(app, 'INSERT INTO "queue s".job VALUES (1)');
    expect(await value(app, 'SELECT count(*)::int FROM "queue s".job')).toBe(1);
  });

  it.each([
    { name: 'a table', rule: { table: 'audit_logg', privileges: ['SELECT'] } as const },
    { name: 'a function', rule: { function: 'outer_one', privileges: [] } as const },
  ])('refuses a rule for $name that is not there, and changes nothing', async ({ rule }) => {
    const database = await given();
    const refused = applyGrants(database.owner, database.app.user, [...rules, rule]);
    await expect(refused).rejects.toMatchObject({ code: 'GRANT_TARGET_MISSING' });
    expect(await heldOn(database, 'things')).toEqual([]);
  });

  it('throws pg’s error for a role that is not there', async () => {
    const { owner } = await given();
    await expect(applyGrants(owner, 'nobody_of_that_name', rules)).rejects.toMatchObject({ code: '42704' });
  });
});
