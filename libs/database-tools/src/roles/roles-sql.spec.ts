import { describe, expect, it } from '@jest/globals';
import { inDatabase, withClient } from '../connection.ts';
import type { ConnectionConfig } from '../connection.ts';
import { literal } from '../sql.ts';
import { run, value } from '../testing/queries.ts';
import { givenServer } from '../testing/servers.ts';
import { roleProblems } from './role-problems.ts';
import { rolesSql } from './roles-sql.ts';

const server = givenServer();

const names = { database: 'theirs', owner: 'their_owner', app: 'their "app"' };
const passwords: Record<string, string> = { owner_password: `it's the owner's`, app_password: 'and the app its own' };

/** As much of psql as the script needs: variables, \gexec, \connect. The npm package of the server brings none. */
const psql = async (superuser: ConnectionConfig, script: string): Promise<void> => {
  let connection = superuser;
  const text = script.replace(/:'(\w+)'/g, (_, name: string) => literal(passwords[name] ?? ''));
  for (const step of text.matchAll(/^\\connect "((?:[^"]|"")*)"$|^(SELECT .*)\n\\gexec$|^((?!--|\\|SELECT)\S.*);$/gm)) {
    const [, database, maker, statement] = step;
    if (database !== undefined) connection = inDatabase(superuser, database.replaceAll('""', '"'));
    if (statement !== undefined) await run(connection, statement);
    if (maker === undefined) continue;
    await withClient(connection, async (client) => {
      for (const { statement: made } of (await client.query<{ statement: string }>(maker)).rows)
        await client.query(made);
    });
  }
};

describe('rolesSql', () => {
  it('prepares a server so that nothing is wrong with the app’s role, also the second time', async () => {
    for (let time = 1; time <= 2; time++) await psql(server.superuser(), rolesSql(names));
    const at = inDatabase(server.superuser(), names.database);
    const app = { ...at, user: names.app, password: passwords['app_password'] };
    const owner = { ...at, user: names.owner, password: passwords['owner_password'] };
    expect(await roleProblems(app, { ownerRole: names.owner })).toEqual([]);
    await run(owner, 'CREATE TABLE things (id int)');
    await expect(run(app, 'CREATE TABLE mine (id int)')).rejects.toMatchObject({ code: '42501' });
    expect(await value(owner, 'SELECT current_database()')).toBe(names.database);
  });

  it('consists of steps that the test has understood, all of them', () => {
    const steps = rolesSql(names)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('--'));
    expect(steps.filter((line) => !/^(\\gexec|\\connect ".*"|SELECT .*|.*;)$/.test(line))).toEqual([]);
  });

  it('holds no password, only psql’s variables', () => {
    expect(rolesSql(names).match(/PASSWORD \S+/g)).toEqual([
      `PASSWORD :'owner_password';`,
      `PASSWORD :'app_password';`,
    ]);
  });
});
