import type pg from 'pg';
import { withClient } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { codeOf } from '../errors.ts';
import { ident, qualified } from '../sql.ts';

/** Something about the app's role that would let it around row-level security, or keep it from working. */
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
  is_owner: boolean;
}

const factsQuery = `
  SELECT r.rolname AS role, d.datname AS database, r.oid = 10 AS bootstrap, r.rolsuper AS superuser, r.rolbypassrls AS bypasses,
    r.rolcreaterole AS makes_roles, d.datdba = r.oid AS owns_database,
    n.nspowner = r.oid AS owns_schema,
    has_schema_privilege(r.oid, n.oid, 'CREATE') AS may_create,
    has_schema_privilege(r.oid, n.oid, 'USAGE') AS may_use,
    coalesce((SELECT o.oid <> r.oid AND pg_has_role(r.oid, o.oid, 'MEMBER')
      FROM pg_roles o WHERE o.rolname = $1), false) AS is_owner
  FROM pg_roles r, pg_database d, pg_namespace n
  WHERE r.rolname = current_user AND d.datname = current_database() AND n.nspname = 'public'`;

const ownTablesQuery = `
  SELECT c.relname AS name FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND c.relowner = quote_ident(current_user)::regrole
  ORDER BY c.relname`;

// The server's first superuser cannot stop being one, and the owner is there to own: neither can be made the app's role.
const needsAnother = ({ role, database }: Facts, what: string): RoleProblem => ({
  problem: `The role ${role} ${what}; the app needs a role of its own.`,
  sql: `CREATE ROLE "pacekeeper_app" LOGIN PASSWORD :'app_password'; GRANT CONNECT ON DATABASE ${ident(database)} TO "pacekeeper_app";`,
});

const judge = (facts: Facts, ownTables: readonly string[], ownerRole: string): RoleProblem[] => {
  if (facts.bootstrap) return [needsAnother(facts, 'is a superuser, whom row-level security does not bind')];
  if (facts.role === ownerRole) return [needsAnother(facts, 'is the owner, who migrates')];
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

const read = async (client: pg.Client, ownerRole: string): Promise<RoleProblem[]> => {
  const facts = await client.query<Facts>(factsQuery, [ownerRole]);
  const ownTables = await client.query<{ name: string }>(ownTablesQuery);
  return facts.rows.flatMap((row) =>
    judge(
      row,
      ownTables.rows.map(({ name }) => name),
      ownerRole,
    ),
  );
};

const insufficientPrivilege = '42501';

const named = (connection: Connection): { user: string; database: string } => {
  if (typeof connection !== 'string') return { user: connection.user ?? '', database: connection.database ?? '' };
  const { username, pathname } = new URL(connection);
  return { user: decodeURIComponent(username), database: decodeURIComponent(pathname.slice(1)) };
};

/**
 * What is wrong with the role that the app connects as (the one of DATABASE_URL); empty when nothing is. `ownerRole`,
 * by default `pacekeeper_owner`, is who should own what the app's role owns by mistake.
 * Throws pg's error when the server cannot be reached or refuses the password.
 */
export const roleProblems = async (
  appConnection: Connection,
  { ownerRole = 'pacekeeper_owner' }: { ownerRole?: string } = {},
): Promise<RoleProblem[]> => {
  try {
    return await withClient(appConnection, (client) => read(client, ownerRole));
  } catch (error) {
    if (codeOf(error) !== insufficientPrivilege) throw error;
    const { user, database } = named(appConnection);
    return [
      {
        problem: `The role ${user} may not connect to the database ${database}.`,
        sql: `GRANT CONNECT ON DATABASE ${ident(database)} TO ${ident(user)};`,
      },
    ];
  }
};
