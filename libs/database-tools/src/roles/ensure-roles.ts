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
  endMembership,
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
}

const runMade = async (client: pg.Client, query: string): Promise<void> => {
  const { rows } = await client.query<{ statement: string }>(query);
  for (const { statement } of rows) await client.query(statement);
};

/**
 * Makes the two roles and the database, or brings them to what they should be: the owner owns the database and its
 * schema `public` and migrates; the app's role may connect and nothing else, until applyGrants. Passwords are set to
 * the given ones. May run in many processes at once: roles belong to the whole server, advisory locks to one database,
 * so all wait for one lock in the database `postgres`.
 *
 * Returns the connections of both roles. Throws PASSWORD_INVALID, and pg's errors.
 */
export const ensureRoles = async (
  options: EnsureRolesOptions,
): Promise<{ owner: ConnectionConfig; app: ConnectionConfig }> => {
  const { superuser, database, ownerRole, appRole } = options;
  const names = { database, owner: ownerRole.name, app: appRole.name };
  const verifiers = { owner: scramVerifier(ownerRole.password), app: scramVerifier(appRole.password) };
  await withClient(inDatabase(superuser, 'postgres'), async (client) => {
    await lockForSession(client, 'roles');
    await runMade(client, createMissingRole(names.owner));
    await runMade(client, createMissingRole(names.app));
    await client.query(alterRole(names.owner, ownerAttributes, literal(verifiers.owner)));
    await client.query(alterRole(names.app, appAttributes, literal(verifiers.app)));
    await runMade(client, endMembership(names));
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
  return { owner: as(ownerRole), app: as(appRole) };
};
