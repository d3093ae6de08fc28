import { ident, literal } from '../sql.ts';

/** The names that a database is prepared for. */
export interface RoleNames {
  database: string;
  owner: string;
  app: string;
}

// Neither role gets around row-level security, and neither can make a role that would.
export const ownerAttributes = 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION';
export const appAttributes = 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION';

/** Sets a role's attributes and password; `password` is SQL: a string constant or a psql variable. */
export const alterRole = (role: string, attributes: string, password: string): string =>
  `ALTER ROLE ${ident(role)} WITH ${attributes} PASSWORD ${password}`;

/** A query whose one row, if it has one, is the statement that makes what is missing. */
export const createMissingRole = (role: string): string =>
  `SELECT ${literal(`CREATE ROLE ${ident(role)}`)} AS statement` +
  ` WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(role)})`;

export const createMissingDatabase = ({ database, owner }: RoleNames): string =>
  `SELECT ${literal(`CREATE DATABASE ${ident(database)} OWNER ${ident(owner)} ENCODING 'UTF8' TEMPLATE template0`)} AS statement` +
  ` WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ${literal(database)})`;

/** A member of the owner's role could become the owner. Also a query that makes the statement. */
export const endMembership = ({ owner, app }: RoleNames): string =>
  `SELECT ${literal(`REVOKE ${ident(owner)} FROM ${ident(app)}`)} AS statement FROM pg_auth_members` +
  ` WHERE roleid = ${literal(ident(owner))}::regrole AND member = ${literal(ident(app))}::regrole LIMIT 1`;

/** To be run in any database of the server. */
export const databaseStatements = ({ database, owner, app }: RoleNames): string[] => [
  `ALTER DATABASE ${ident(database)} OWNER TO ${ident(owner)}`,
  `REVOKE ALL ON DATABASE ${ident(database)} FROM PUBLIC`,
  `REVOKE ALL ON DATABASE ${ident(database)} FROM ${ident(app)}`,
  `GRANT CONNECT ON DATABASE ${ident(database)} TO ${ident(app)}`,
];

/** To be run in the database itself. */
export const schemaStatements = ({ owner, app }: RoleNames): string[] => [
  `ALTER SCHEMA public OWNER TO ${ident(owner)}`,
  `REVOKE ALL ON SCHEMA public FROM PUBLIC`,
  `REVOKE ALL ON SCHEMA public FROM ${ident(app)}`,
  `GRANT USAGE ON SCHEMA public TO ${ident(app)}`,
];
