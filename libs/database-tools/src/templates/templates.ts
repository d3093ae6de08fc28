import type pg from 'pg';
import { lockNameForSession } from '../advisory-locks.ts';
import { connectionUrl, inDatabase, withClient } from '../connection.ts';
import type { ConnectionConfig } from '../connection.ts';
import { DatabaseToolsError } from '../errors.ts';
import { ensureRoles } from '../roles/ensure-roles.ts';
import type { RoleCredentials } from '../roles/ensure-roles.ts';
import { ident } from '../sql.ts';

export interface TemplateRoles {
  ownerRole: RoleCredentials;
  appRole: RoleCredentials;
  workerRole?: RoleCredentials;
}

export interface TemplateContext {
  /** Connections to the new database. */
  superuser: ConnectionConfig;
  owner: ConnectionConfig;
  app: ConnectionConfig;
  /** The app's, where the worker has no role of its own. */
  worker: ConnectionConfig;
}

const inServer = <T>(superuser: ConnectionConfig, fn: (client: pg.Client) => Promise<T>): Promise<T> =>
  withClient(inDatabase(superuser, 'postgres'), fn);

// Only a finished template is marked as one, so what an interrupted run left is told apart.
const isTemplate = async (client: pg.Client, name: string): Promise<boolean | undefined> => {
  const { rows } = await client.query<{ datistemplate: boolean }>(
    'SELECT datistemplate FROM pg_database WHERE datname = $1',
    [name],
  );
  return rows[0]?.datistemplate;
};

const drop = async (client: pg.Client, name: string): Promise<void> => {
  if (await isTemplate(client, name)) await client.query(`ALTER DATABASE ${ident(name)} IS_TEMPLATE false`);
  await client.query(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`);
};

/** Drops a database if it exists, even a template, and ends its connections. */
export const dropDatabase = (superuser: ConnectionConfig, name: string): Promise<void> =>
  inServer(superuser, (client) => drop(client, name));

/**
 * Makes a template database: roles and database as ensureRoles makes them, then `prepare` (migrations, grants, first
 * rows), then it is closed to connections, so that nothing can be in the way of cloning it. If it is there already,
 * nothing happens, so put what it is made from into its name (a hash of the migrations, say). Many processes may
 * call it at once; one prepares, the others wait.
 *
 * Returns whether this call prepared it. Throws what `prepare` throws; the unfinished database is made again next time.
 */
export const createTemplate = (
  superuser: ConnectionConfig,
  name: string,
  prepare: (ownerUrl: string, context: TemplateContext) => Promise<void>,
  roles: TemplateRoles,
): Promise<boolean> =>
  inServer(superuser, async (client) => {
    await lockNameForSession(client, name);
    if (await isTemplate(client, name)) return false;
    await drop(client, name);
    const { owner, app, worker } = await ensureRoles({ superuser, database: name, ...roles });
    await prepare(connectionUrl(owner), { superuser: inDatabase(superuser, name), owner, app, worker });
    await client.query(`ALTER DATABASE ${ident(name)} ALLOW_CONNECTIONS false`);
    // `prepare` may have left a pooled connection open.
    await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [name]);
    await client.query(`ALTER DATABASE ${ident(name)} IS_TEMPLATE true`);
    return true;
  });

// CREATE DATABASE copies what is in the template, and not who may connect to it.
const copiedGrants = async (client: pg.Client, template: string, name: string): Promise<string[]> => {
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('GRANT %s ON DATABASE %I TO %I', a.privilege_type, $2::text, r.rolname) AS statement
     FROM pg_database d, aclexplode(d.datacl) a JOIN pg_roles r ON r.oid = a.grantee
     WHERE d.datname = $1 AND a.grantee <> d.datdba ORDER BY 1`,
    [template, name],
  );
  return rows.map(({ statement }) => statement);
};

/**
 * Copies a template to a new database that `owner` (a role's name) owns, with the template's rights to connect. Many
 * processes may clone at once. Files are copied (STRATEGY file_copy): on an ephemeral server, whose checkpoints cost
 * nothing, that takes half the time of copying through the write-ahead log.
 *
 * Returns the superuser's connection to the new database. Throws TEMPLATE_MISSING, and pg's error 42P04 when there is
 * a database of that name already.
 */
export const cloneTemplate = (
  superuser: ConnectionConfig,
  template: string,
  name: string,
  owner: string,
): Promise<ConnectionConfig> =>
  inServer(superuser, async (client) => {
    if (!(await isTemplate(client, template))) {
      throw new DatabaseToolsError('TEMPLATE_MISSING', `There is no template database ${template}.`);
    }
    await client.query(
      `CREATE DATABASE ${ident(name)} OWNER ${ident(owner)} TEMPLATE ${ident(template)} STRATEGY file_copy`,
    );
    await client.query(`REVOKE ALL ON DATABASE ${ident(name)} FROM PUBLIC`);
    for (const statement of await copiedGrants(client, template, name)) await client.query(statement);
    return inDatabase(superuser, name);
  });
