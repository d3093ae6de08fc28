import { describe, expect, it } from '@jest/globals';
import type { ConnectionConfig } from '../connection.ts';
import { connectionUrl } from '../connection.ts';
import { run } from '../testing/queries.ts';
import { givenServer } from '../testing/servers.ts';
import type { GivenDatabase } from '../testing/servers.ts';
import { roleProblems } from './role-problems.ts';

const server = givenServer();

const cases: { name: string; spoil: (given: GivenDatabase) => string; says: RegExp }[] = [
  { name: 'a superuser', spoil: ({ app }) => `ALTER ROLE ${app.user} SUPERUSER`, says: /superuser/ },
  { name: 'BYPASSRLS', spoil: ({ app }) => `ALTER ROLE ${app.user} BYPASSRLS`, says: /BYPASSRLS/ },
  { name: 'CREATEROLE', spoil: ({ app }) => `ALTER ROLE ${app.user} CREATEROLE`, says: /CREATEROLE/ },
  {
    name: 'the database’s owner',
    spoil: ({ app, name }) => `ALTER DATABASE ${name} OWNER TO ${app.user}`,
    says: /owns the database/,
  },
  {
    name: 'the schema’s owner',
    spoil: ({ app }) => `ALTER SCHEMA public OWNER TO ${app.user}`,
    says: /owns the schema/,
  },
  {
    name: 'a table’s owner',
    spoil: ({ app }) => `CREATE TABLE "odd name" (id int); ALTER TABLE "odd name" OWNER TO ${app.user}`,
    says: /owns public\.odd name/,
  },
  {
    name: 'the owner’s member',
    spoil: ({ app, owner }) => `GRANT ${owner.user} TO ${app.user}`,
    says: /is a member of/,
  },
  { name: 'CREATE', spoil: ({ app }) => `GRANT CREATE ON SCHEMA public TO ${app.user}`, says: /may create/ },
  { name: 'CREATE by PUBLIC', spoil: () => `GRANT CREATE ON SCHEMA public TO PUBLIC`, says: /may create/ },
  { name: 'no USAGE', spoil: ({ app }) => `REVOKE USAGE ON SCHEMA public FROM ${app.user}`, says: /may not use/ },
  {
    name: 'no CONNECT',
    spoil: ({ app, name }) => `REVOKE CONNECT ON DATABASE ${name} FROM ${app.user}`,
    says: /may not connect/,
  },
];

const check = ({
  app,
  owner,
}: {
  app: ConnectionConfig | string;
  owner: ConnectionConfig;
}): ReturnType<typeof roleProblems> => roleProblems(app, { ownerRole: owner.user });

describe('roleProblems', () => {
  it('finds nothing wrong with a plain role, given as a URL or as values', async () => {
    const given = await server.database();
    expect(await check(given)).toEqual([]);
    expect(await check({ ...given, app: connectionUrl(given.app) })).toEqual([]);
  });

  it.each(cases)('finds $name, and its statement mends it', async ({ spoil, says }) => {
    const given = await server.database();
    await run(given.superuser, spoil(given));
    const problems = await check(given);
    expect(problems.map(({ problem }) => problem)).toContainEqual(expect.stringMatching(says));
    for (const { sql } of problems) await run(given.superuser, sql);
    expect(await check(given)).toEqual([]);
  });

  it('finds no CONNECT by a URL too', async () => {
    const given = await server.database();
    await run(given.superuser, `REVOKE CONNECT ON DATABASE ${given.name} FROM ${given.app.user}`);
    const [problem] = await check({ ...given, app: connectionUrl(given.app) });
    expect(problem?.sql).toBe(`GRANT CONNECT ON DATABASE "${given.name}" TO "${given.app.user}";`);
  });

  it.each(['owner', 'superuser'] as const)('asks for another role than the %s', async (who) => {
    const given = await server.database();
    const problems = await check({ ...given, app: given[who] });
    expect(problems).toEqual([
      { problem: expect.stringContaining('needs a role of its own'), sql: expect.stringContaining('CREATE ROLE') },
    ]);
  });

  it('names a role that the server does not let in, with the SQL that makes it', async () => {
    const given = await server.database();
    const app = { ...given.app, password: 'wrong' };
    expect(await check({ ...given, app })).toEqual([
      {
        problem: `The server refuses the role ${app.user}: it is missing, or its password is another.`,
        sql: expect.stringContaining(`CREATE ROLE "${app.user}" LOGIN PASSWORD '...';`),
      },
    ]);
  });

  it('throws what keeps it from looking', async () => {
    const given = await server.database();
    await expect(check({ ...given, app: { ...given.app, port: 1 } })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
