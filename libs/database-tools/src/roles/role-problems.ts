import type pg from 'pg';
import { withClient } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { codeOf } from '../errors.ts';
import { ident, qualified } from '../sql.ts';

/** Something about a role of app or worker that would let it around row-level security, or keep it from working. */
export interface RoleProblem {
  /** One line for a person. */
  problem: string;
  /** The statements with which an operator mends it, as a superuser. */
  sql: string;
}

interface Facts {
  role: string;
  database: string;
  bootstrap: boolean;
  superuser: boolean;
  bypasses: boolean;
  makes_roles: boolean;
  owns_database: boolean;
  owns_schema: boolean;
  may_create: boolean;
  may_use: boolean;
  may_connect: boolean;
  may_sign_in: boolean;
  is_owner: boolean;
}

const factsQuery = `
  SELECT r.rolname AS role, d.datname AS database, r.oid = 10 AS bootstrap, r.rolsuper AS superuser, r.rolbypassrls AS bypasses,
    r.rolcreaterole AS makes_roles, d.datdba = r.oid AS owns_database,
    n.nspowner = r.oid AS owns_schema,
    has_schema_privilege(r.oid, n.oid, 'CREATE') AS may_create,
    has_schema_privilege(r.oid, n.oid, 'USAGE') AS may_use,
    has_database_privilege(r.oid, d.oid, 'CONNECT') AS may_connect, r.rolcanlogin AS may_sign_in,
    coalesce((SELECT o.oid <> r.oid AND pg_has_role(r.oid, o.oid, 'MEMBER')
      FROM pg_roles o WHERE o.rolname = $1), false) AS is_owner
  FROM pg_roles r, pg_database d, pg_namespace n
  WHERE r.rolname = coalesce($2, current_user) AND d.datname = current_database() AND n.nspname = 'public'`;

const ownTablesQuery = `
  SELECT c.relname AS name FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND c.relowner = quote_ident(coalesce($1, current_user))::regrole
  ORDER BY c.relname`;

// The server's first superuser cannot stop being one, and the owner is there to own: neither can be made the app's role.
const needsAnother = ({ role, database }: Facts, what: string, suggested: string): RoleProblem => ({
  problem: `The role ${role} ${what}; this process needs a role of its own.`,
  sql: makeRole(suggested, database),
});

const makeRole = (role: string, database: string): string =>
  `CREATE ROLE ${ident(role)} LOGIN PASSWORD '...'; GRANT CONNECT ON DATABASE ${ident(database)} TO ${ident(role)}; ` +
  `GRANT USAGE ON SCHEMA public TO ${ident(role)};`;

const judge = (facts: Facts, ownTables: readonly string[], ownerRole: string, suggested: string): RoleProblem[] => {
  if (facts.bootstrap) return [needsAnother(facts, 'is a superuser, whom row-level security does not bind', suggested)];
  if (facts.role === ownerRole) return [needsAnother(facts, 'is the owner, who migrates', suggested)];
  const role = ident(facts.role);
  const owner = ident(ownerRole);
  const database = ident(facts.database);
  const table: [boolean, string, string][] = [
    [facts.superuser, 'is a superuser, whom row-level security does not bind', `ALTER ROLE ${role} NOSUPERUSER;`],
    [facts.bypasses, 'has BYPASSRLS', `ALTER ROLE ${role} NOBYPASSRLS;`],
    [facts.makes_roles, 'may make roles (CREATEROLE)', `ALTER ROLE ${role} NOCREATEROLE;`],
    [
      facts.owns_database,
      `owns the database ${facts.database}`,
      `ALTER DATABASE ${database} OWNER TO ${owner}; GRANT CONNECT ON DATABASE ${database} TO ${role};`,
    ],
    [
      facts.owns_schema,
      'owns the schema public',
      `ALTER SCHEMA public OWNER TO ${owner}; GRANT USAGE ON SCHEMA public TO ${role};`,
    ],
    [facts.is_owner && !facts.superuser, `is a member of ${ownerRole}`, `REVOKE ${owner} FROM ${role};`],
    [
      facts.may_create && !facts.superuser && !facts.owns_schema && !facts.owns_database && !facts.is_owner,
      'may create objects in the schema public',
      `REVOKE CREATE ON SCHEMA public FROM PUBLIC, ${role};`,
    ],
    [!facts.may_sign_in, 'may not sign in (NOLOGIN)', `ALTER ROLE ${role} LOGIN PASSWORD '...';`],
    [
      !facts.may_connect,
      `may not connect to the database ${facts.database}`,
      `GRANT CONNECT ON DATABASE ${database} TO ${role};`,
    ],
    [!facts.may_use, 'may not use the schema public', `GRANT USAGE ON SCHEMA public TO ${role};`],
    ...ownTables.map((name): [boolean, string, string] => [
      true,
      `owns public.${name}`,
      `ALTER TABLE ${qualified('public', name)} OWNER TO ${owner};`,
    ]),
  ];
  return table
    .filter(([applies]) => applies)
    .map(([, what, sql]) => ({ problem: `The role ${facts.role} ${what}.`, sql }));
};

interface Asked {
  readonly ownerRole: string;
  /** Named in the statement that makes another role, where this one cannot be mended. */
  readonly suggested: string;
}

const read = async (
  client: pg.Client,
  { ownerRole, suggested }: Asked,
  role: string | null,
): Promise<RoleProblem[] | null> => {
  const facts = await client.query<Facts>(factsQuery, [ownerRole, role]);
  const [found] = facts.rows;
  if (found === undefined) return null;
  const ownTables = await client.query<{ name: string }>(ownTablesQuery, [role]);
  return judge(
    found,
    ownTables.rows.map(({ name }) => name),
    ownerRole,
    suggested,
  );
};

const insufficientPrivilege = '42501';
/** A server gives the same answer for a missing role, a wrong password, or a role that may not connect from here. */
const refusedSignIn = ['28P01', '28000'];

const named = (connection: Connection): { user: string; database: string } => {
  if (typeof connection !== 'string') return { user: connection.user ?? '', database: connection.database ?? '' };
  const { username, pathname } = new URL(connection);
  return { user: decodeURIComponent(username), database: decodeURIComponent(pathname.slice(1)) };
};

const refusal = (connection: Connection, error: unknown): RoleProblem[] => {
  const code = codeOf(error) ?? '';
  const { user, database } = named(connection);
  if (code === insufficientPrivilege) {
    return [
      {
        problem: `The role ${user} may not connect to the database ${database}.`,
        sql: `GRANT CONNECT ON DATABASE ${ident(database)} TO ${ident(user)};`,
      },
    ];
  }
  if (!refusedSignIn.includes(code)) throw error;
  return [
    {
      problem: `The server refuses the role ${user}: it is missing, or its password is another.`,
      sql: `${makeRole(user, database)} -- or, where it exists: ALTER ROLE ${ident(user)} PASSWORD '...';`,
    },
  ];
};

/**
 * What is wrong with the role that app or worker connects as; empty when nothing is. `ownerRole`, by default
 * `pacekeeper_owner`, is who should own what this role owns by mistake.
 * Throws pg's error when the server cannot be reached.
 */
export const roleProblems = async (
  connection: Connection,
  { ownerRole = 'pacekeeper_owner', suggested = 'pacekeeper_app' }: { ownerRole?: string; suggested?: string } = {},
): Promise<RoleProblem[]> => {
  try {
    return (await withClient(connection, (client) => read(client, { ownerRole, suggested }, null))) ?? [];
  } catch (error) {
    return refusal(connection, error);
  }
};

/**
 * What is wrong with another role, seen from the owner's connection, without its password; a role that is missing is
 * a problem too. Throws pg's errors.
 */
export const problemsOfRole = (ownerConnection: Connection, role: string): Promise<RoleProblem[]> =>
  withClient(ownerConnection, async (client) => {
    const { rows } = await client.query<{ owner: string; database: string }>(
      'SELECT current_user AS owner, current_database() AS database',
    );
    const [{ owner, database } = { owner: '', database: '' }] = rows;
    const found = await read(client, { ownerRole: owner, suggested: 'pacekeeper_worker' }, role);
    return found ?? [{ problem: `There is no role ${role}.`, sql: makeRole(role, database) }];
  });
