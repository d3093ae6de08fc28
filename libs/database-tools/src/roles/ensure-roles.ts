import type pg from 'pg';
import { lockForSession } from '../advisory-locks.ts';
import { inDatabase, withClient } from '../connection.ts';
import type { ConnectionConfig } from '../connection.ts';
import { literal } from '../sql.ts';
import { scramVerifier } from './scram.ts';
import {
  alterRole,
  appAttributes,
  createMissingDatabase,
  createMissingRole,
  databaseStatements,
  endMemberships,
  ownerAttributes,
  schemaStatements,
} from './statements.ts';

export interface RoleCredentials {
  name: string;
  /** 8 to 200 printable ASCII characters. */
  password: string;
}

export interface EnsureRolesOptions {
  /** A superuser of the server; its `database` is not looked at. */
  superuser: ConnectionConfig;
  database: string;
  ownerRole: RoleCredentials;
  appRole: RoleCredentials;
  /** The worker's own role; absent: workers connect as the app's. */
  workerRole?: RoleCredentials;
}

const runMade = async (client: pg.Client, query: string): Promise<void> => {
  const { rows } = await client.query<{ statement: string }>(query);
  for (const { statement } of rows) await client.query(statement);
};

/**
 * Makes the roles and the database, or brings them to what they should be: the owner owns the database and its schema
 * `public` and migrates; the roles of app and worker may connect and nothing else, until applyGrants. Passwords are set
 * to the given ones. May run in many processes at once: roles belong to the whole server, advisory locks to one
 * database, so all wait for one lock in the database `postgres`.
 *
 * Returns the connections of all roles; the worker's is the app's where it has no role of its own. Throws
 * PASSWORD_INVALID, and pg's errors.
 */
export const ensureRoles = async (
  options: EnsureRolesOptions,
): Promise<{ owner: ConnectionConfig; app: ConnectionConfig; worker: ConnectionConfig }> => {
  const { superuser, database, ownerRole, appRole, workerRole } = options;
  const names = {
    database,
    owner: ownerRole.name,
    app: appRole.name,
    ...(workerRole ? { worker: workerRole.name } : {}),
  };
  const working = [appRole, ...(workerRole ? [workerRole] : [])];
  const ownerVerifier = scramVerifier(ownerRole.password);
  const verified = working.map(({ name, password }) => ({ name, verifier: scramVerifier(password) }));
  await withClient(inDatabase(superuser, 'postgres'), async (client) => {
    await lockForSession(client, 'roles');
    await runMade(client, createMissingRole(names.owner));
    await client.query(alterRole(names.owner, ownerAttributes, literal(ownerVerifier)));
    for (const { name, verifier } of verified) {
      await runMade(client, createMissingRole(name));
      await client.query(alterRole(name, appAttributes, literal(verifier)));
    }
    for (const query of endMemberships(names)) await runMade(client, query);
    await runMade(client, createMissingDatabase(names));
    for (const statement of databaseStatements(names)) await client.query(statement);
    await withClient(inDatabase(superuser, database), async (inside) => {
      for (const statement of schemaStatements(names)) await inside.query(statement);
    });
  });
  const as = ({ name, password }: RoleCredentials): ConnectionConfig => ({
    ...superuser,
    user: name,
    password,
    database,
  });
  return { owner: as(ownerRole), app: as(appRole), worker: as(workerRole ?? appRole) };
};
