import {
  alterRole,
  appAttributes,
  createMissingDatabase,
  createMissingRole,
  databaseStatements,
  endMemberships,
  membersOf,
  ownerAttributes,
  schemaStatements,
} from './statements.ts';
import type { RoleNames } from './statements.ts';

// psql reads the name of a database after \connect up to the next blank unless it is quoted, doubling inner quotes.
const connectTo = (database: string): string => `\\connect "${database.replaceAll('"', '""')}"`;

const runMade = (query: string): string => `${query}\n\\gexec`;

const passwordsOf = ({ worker }: RoleNames): string =>
  ['owner', 'app', ...(worker === undefined ? [] : ['worker'])].map((role) => `-v ${role}_password='...'`).join(' ');

/**
 * The script with which an operator prepares a server of their own, for psql as superuser. It is what ensureRoles does,
 * may be run again, and holds no password: those come in as psql variables.
 */
export const rolesSql = (names: RoleNames): string =>
  [
    '-- Run as a superuser of the server:',
    `--   psql -d postgres -v ON_ERROR_STOP=1 ${passwordsOf(names)} -f roles.sql`,
    '',
    runMade(createMissingRole(names.owner)),
    ...membersOf(names).map((member) => runMade(createMissingRole(member))),
    `${alterRole(names.owner, ownerAttributes, ":'owner_password'")};`,
    `${alterRole(names.app, appAttributes, ":'app_password'")};`,
    ...(names.worker === undefined ? [] : [`${alterRole(names.worker, appAttributes, ":'worker_password'")};`]),
    ...endMemberships(names).map(runMade),
    runMade(createMissingDatabase(names)),
    ...databaseStatements(names).map((statement) => `${statement};`),
    connectTo(names.database),
    ...schemaStatements(names).map((statement) => `${statement};`),
    '',
  ].join('\n');
