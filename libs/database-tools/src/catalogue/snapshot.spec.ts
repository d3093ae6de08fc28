import { describe, expect, it } from '@jest/globals';
import { migrate } from '../migrations/migrate.ts';
import { applyGrants } from '../roles/apply-grants.ts';
import { migrationsFolder, someMigrations } from '../testing/migrations.ts';
import { run } from '../testing/queries.ts';
import { givenServer } from '../testing/servers.ts';
import type { GivenDatabase } from '../testing/servers.ts';
import { catalogueSnapshot, snapshotDifferences } from './snapshot.ts';

const server = givenServer();

const migrated = async (): Promise<GivenDatabase & { directory: string }> => {
  const database = await server.database();
  const directory = migrationsFolder(someMigrations);
  await migrate({ connection: database.owner, directory, direction: 'up', log: () => undefined });
  return { ...database, directory };
};

describe('catalogueSnapshot', () => {
  it('is equal after up, down, up', async () => {
    const { owner, directory } = await migrated();
    const options = { connection: owner, directory, log: () => undefined };
    const before = await catalogueSnapshot(owner);
    for (let count = 1; count <= 3; count++) {
      await migrate({ ...options, direction: 'down', count });
      await migrate({ ...options, direction: 'up' });
      expect(await catalogueSnapshot(owner)).toEqual(before);
    }
  });

  it('is equal for another database with other roles', async () => {
    const [one, other] = [await migrated(), await migrated()];
    for (const { owner, app } of [one, other]) {
      await run(owner, 'CREATE POLICY things_owner ON things TO CURRENT_USER USING (true)');
      await applyGrants(owner, app.user, []);
    }
    const snapshot = await catalogueSnapshot(one.owner, { appRole: one.app.user });
    expect(await catalogueSnapshot(other.superuser, { appRole: other.app.user })).toEqual(snapshot);
    expect(snapshot.schemaGrants).toEqual({ 'public (app)': 'USAGE' });
    expect(snapshot.policies['things.things_owner']).toBe('for all to (owner) using true');
  });

  it('is plain text, sorted, and tells what matters', async () => {
    const { owner, app } = await migrated();
    await applyGrants(owner, app.user, [{ table: 'schema_migrations', privileges: ['SELECT'] }]);
    const snapshot = await catalogueSnapshot(owner);
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
    for (const section of Object.values(snapshot)) expect(Object.keys(section)).toEqual(Object.keys(section).sort());
    expect(snapshot).toMatchObject({
      tables: { things: 'table row security forced', schema_migrations: 'table' },
      columns: {
        'things.id': 'bigint not null identity always default none',
        'things.name': 'text collate C default none',
        'things.state': `public.mood not null default 'good'::public.mood`,
      },
      constraints: {
        'things.things_name_check': `CHECK ((name <> ''::text))`,
        'short_text.short_text_check': expect.anything(),
      },
      indexes: { 'things.things_good_idx': expect.stringMatching(/WHERE \(state = 'good'::public\.mood\)$/) },
      functions: {
        'count_things()': expect.stringMatching(/SECURITY DEFINER\n SET search_path TO 'pg_catalog', 'public'/),
      },
      triggers: { 'things.things_touch': expect.stringContaining('EXECUTE FUNCTION public.touch()') },
      policies: { 'things.things_self': expect.stringMatching(/^for all to PUBLIC using \(user_id = /) },
      views: { names: expect.stringContaining('with security_invoker=true') },
      sequences: {
        tickets: 'bigint from 1 by 5 in 1..9223372036854775807',
        things_id_seq: expect.stringContaining('for things.id'),
      },
      types: { mood: `enum 'good', 'bad'`, short_text: 'domain text' },
      schemaGrants: { [`public ${app.user}`]: 'USAGE' },
      tableGrants: {
        [`schema_migrations ${app.user}`]: 'SELECT',
        [`things ${app.user}`]: 'DELETE, INSERT, SELECT, UPDATE',
      },
      functionGrants: { [`count_things() ${app.user}`]: 'EXECUTE' },
    });
  });

  it('sees no rows and no state of sequences', async () => {
    const { owner } = await migrated();
    const before = await catalogueSnapshot(owner);
    await run(
      owner,
      `SELECT nextval('tickets'); INSERT INTO schema_migrations (name, run_on) VALUES ('x', now()); ANALYZE`,
    );
    expect(await catalogueSnapshot(owner)).toEqual(before);
  });

  it.each([
    { change: 'ALTER TABLE things NO FORCE ROW LEVEL SECURITY', section: 'tables' },
    { change: 'ALTER TABLE things DISABLE ROW LEVEL SECURITY', section: 'tables' },
    { change: 'CREATE TABLE stray ()', section: 'tables' },
    { change: 'ALTER TABLE things ALTER note DROP DEFAULT', section: 'columns' },
    { change: 'ALTER TABLE things ALTER note SET NOT NULL', section: 'columns' },
    { change: `ALTER TABLE things DROP CONSTRAINT things_name_check`, section: 'constraints' },
    { change: `DROP INDEX things_good_idx; CREATE INDEX things_good_idx ON things (user_id)`, section: 'indexes' },
    { change: `ALTER FUNCTION count_things() SECURITY INVOKER`, section: 'functions' },
    { change: `ALTER FUNCTION count_things() RESET search_path`, section: 'functions' },
    { change: `ALTER TABLE things DISABLE TRIGGER things_touch`, section: 'triggers' },
    { change: `ALTER POLICY things_self ON things USING (true)`, section: 'policies' },
    { change: `ALTER POLICY things_self ON things WITH CHECK (true)`, section: 'policies' },
    { change: `ALTER POLICY things_self ON things TO CURRENT_USER`, section: 'policies' },
    { change: `ALTER VIEW names RESET (security_invoker)`, section: 'views' },
    { change: `CREATE RULE quiet AS ON DELETE TO things DO INSTEAD NOTHING`, section: 'rules' },
    { change: `ALTER SEQUENCE tickets CYCLE`, section: 'sequences' },
    { change: `ALTER TYPE mood ADD VALUE 'odd'`, section: 'types' },
    { change: `CREATE TYPE pair AS (a int, b text)`, section: 'types' },
    { change: `GRANT CREATE ON SCHEMA public TO PUBLIC`, section: 'schemaGrants' },
    { change: `GRANT TRUNCATE ON things TO PUBLIC`, section: 'tableGrants' },
    { change: `GRANT UPDATE (note) ON things TO PUBLIC`, section: 'columnGrants' },
    { change: `REVOKE EXECUTE ON FUNCTION count_things() FROM PUBLIC`, section: 'functionGrants' },
  ])('shows $change', async ({ change, section }) => {
    const { owner } = await migrated();
    const before = await catalogueSnapshot(owner);
    await run(owner, change);
    const differences = snapshotDifferences(before, await catalogueSnapshot(owner));
    expect(differences).toContainEqual(expect.stringMatching(new RegExp(`^[+-] ${section} `)));
    expect(snapshotDifferences(before, before)).toEqual([]);
  });

  it('describes what an owner other than the database’s has', async () => {
    const { owner, superuser } = await migrated();
    const before = await catalogueSnapshot(owner);
    await run(superuser, 'ALTER FUNCTION count_things() OWNER TO postgres');
    expect(snapshotDifferences(before, await catalogueSnapshot(owner)).join('\n')).toContain('owner postgres');
  });

  it('is empty for a schema that is not there', async () => {
    const { owner } = await server.database();
    const sections = Object.values(await catalogueSnapshot(owner, { schema: 'nowhere' }));
    expect(sections.every((section) => Object.keys(section).length === 0)).toBe(true);
  });
});
