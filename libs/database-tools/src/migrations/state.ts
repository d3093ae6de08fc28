import type pg from 'pg';
import { withClient } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { DatabaseToolsError } from '../errors.ts';
import { migrationNames } from './files.ts';

export const migrationsTable = 'schema_migrations';

/** The names in the database's table, in the order in which they ran; none when there is no table yet. */
export const readApplied = async (client: pg.Client): Promise<string[]> => {
  const found = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('public.${migrationsTable}') IS NOT NULL AS exists`,
  );
  if (found.rows[0]?.exists !== true) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM public.${migrationsTable} ORDER BY run_on, id`,
  );
  return rows.map(({ name }) => name);
};

/**
 * Which of the code's migrations the database lacks. Pure. Throws DATABASE_NEWER when the database has some that the
 * code does not know, MIGRATION_ORDER when one that has not run comes before one that has.
 */
export const pendingOf = (known: readonly string[], applied: readonly string[]): string[] => {
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new DatabaseToolsError(
      'DATABASE_NEWER',
      `The database is newer than this version of Pacekeeper, which does not know its migrations: ${unknown.join(', ')}`,
    );
  }
  const skipped = known.slice(0, applied.length).find((name) => !applied.includes(name));
  if (skipped !== undefined) {
    throw new DatabaseToolsError(
      'MIGRATION_ORDER',
      `The migration ${skipped} has not run, but later ones have (${applied.at(-1)}); give it a later number.`,
    );
  }
  return known.slice(applied.length);
};

/** The names of the migrations that a database has, in the order in which they ran. SELECT on the table is enough. */
export const appliedMigrations = (connection: Connection): Promise<string[]> => withClient(connection, readApplied);

/**
 * The names of the migrations of `directory` that a database lacks, in order. SELECT on `schema_migrations` is enough.
 * Throws DATABASE_NEWER, MIGRATION_ORDER, MIGRATION_INVALID.
 */
export const pendingMigrations = async (connection: Connection, directory: string): Promise<string[]> =>
  pendingOf(migrationNames(directory), await appliedMigrations(connection));
