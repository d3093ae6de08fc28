import { ident, literal } from '../sql.ts';

/** The names that a database is prepared for. */
export interface RoleNames {
  database: string;
  owner: string;
  app: string;
  /** The worker's own role; absent: workers connect as `app`. */
  worker?: string;
}

/** The roles that work in the database and own nothing. */
export const membersOf = ({ app, worker }: RoleNames): string[] => [app, ...(worker === undefined ? [] : [worker])];

// No role gets around row-level security, and none can make a role that would.
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

/** A member of another role could become it. Also a query that makes the statement. */
const endMembership = (of: string, member: string): string =>
  `SELECT ${literal(`REVOKE ${ident(of)} FROM ${ident(member)}`)} AS statement FROM pg_auth_members` +
  ` WHERE roleid = ${literal(ident(of))}::regrole AND member = ${literal(ident(member))}::regrole LIMIT 1`;

/** No role is a member of the owner's role, and neither API nor worker of the other's. */
export const endMemberships = (names: RoleNames): string[] => {
  const members = membersOf(names);
  return members.flatMap((member) =>
    [names.owner, ...members.filter((other) => other !== member)].map((of) => endMembership(of, member)),
  );
};

/** To be run in any database of the server. */
export const databaseStatements = (names: RoleNames): string[] => {
  const database = ident(names.database);
  return [
    `ALTER DATABASE ${database} OWNER TO ${ident(names.owner)}`,
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
    ...membersOf(names).flatMap((member) => [
      `REVOKE ALL ON DATABASE ${database} FROM ${ident(member)}`,
      `GRANT CONNECT ON DATABASE ${database} TO ${ident(member)}`,
    ]),
  ];
};

/** To be run in the database itself. */
export const schemaStatements = (names: RoleNames): string[] => [
  `ALTER SCHEMA public OWNER TO ${ident(names.owner)}`,
  `REVOKE ALL ON SCHEMA public FROM PUBLIC`,
  ...membersOf(names).flatMap((member) => [
    `REVOKE ALL ON SCHEMA public FROM ${ident(member)}`,
    `GRANT USAGE ON SCHEMA public TO ${ident(member)}`,
  ]),
];
