import { PG_MIGRATE_LOCK_ID, runner } from 'node-pg-migrate';
import type pg from 'pg';
import { withClient } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { codeOf, DatabaseToolsError, messageOf } from '../errors.ts';
import { migrationNames } from './files.ts';
import { migrationsTable, pendingOf, readApplied } from './state.ts';

export interface MigrateOptions {
  /** As the owner of the database. */
  connection: Connection;
  /** Folder of `0000_name.sql` files, each with `-- Up Migration` and `-- Down Migration`. */
  directory: string;
  direction: 'up' | 'down';
  /** How many at most; by default all for up, one for down. */
  count?: number;
  /**
   * Milliseconds that a statement of a migration may wait for a lock on a table, 10,000 by default. While it waits it
   * holds up everyone who comes after it. Waiting for another migrate() is not limited by it.
   */
  lockTimeoutMs?: number;
  /** Migrations read it with `current_setting('pacekeeper.app_role', true)`. */
  appRole?: string;
  log: (line: string) => void;
}

const lockNotAvailable = '55P03';

const prepareSession = async (
  client: pg.Client,
  { lockTimeoutMs = 10_000, appRole }: MigrateOptions,
): Promise<void> => {
  // node-pg-migrate's own lock, taken here so that the look at what has run lies within it, and waits without a limit.
  await client.query(`SET lock_timeout = 0`);
  await client.query(`SELECT pg_advisory_lock($1)`, [PG_MIGRATE_LOCK_ID]);
  await client.query(`SELECT set_config('lock_timeout', $1, false), set_config('pacekeeper.app_role', $2, false)`, [
    String(Math.max(0, Math.trunc(lockTimeoutMs))),
    appRole ?? '',
  ]);
};

const failed = (name: string, direction: string, error: unknown): DatabaseToolsError =>
  codeOf(error) === lockNotAvailable
    ? new DatabaseToolsError(
        'LOCK_TIMEOUT',
        `The migration ${name} (${direction}) gave up waiting for a table that others use; it changed nothing.`,
        error,
      )
    : new DatabaseToolsError(
        'MIGRATION_FAILED',
        `The migration ${name} (${direction}) failed: ${messageOf(error)}`,
        error,
      );

const runOne = async (
  client: pg.Client,
  name: string,
  { directory, direction, log }: MigrateOptions,
): Promise<void> => {
  try {
    await runner({
      dbClient: client,
      dir: directory,
      // Everything but .sql: a README in the folder would be loaded as a module otherwise.
      ignorePattern: '(?:\\..*|.*(?<!\\.sql))',
      direction,
      file: name,
      migrationsTable,
      schema: 'public',
      noLock: true,
      advisoryLockMode: 'wait',
      // A transaction for each migration: what has succeeded stays when a later one fails.
      singleTransaction: false,
      logger: { info: () => undefined, warn: log, error: log },
    });
  } catch (error) {
    throw failed(name, direction, error);
  }
};

/**
 * Runs migrations up or down, each in a transaction of its own, by node-pg-migrate's rules and table. Any number of
 * processes may call it at once: they wait for each other, and each migration runs once.
 *
 * Returns the names of those that this call ran, in that order. Throws DATABASE_NEWER and MIGRATION_ORDER before
 * anything is changed; MIGRATION_INVALID; MIGRATION_FAILED and LOCK_TIMEOUT, with what ran before staying.
 */
export const migrate = (options: MigrateOptions): Promise<string[]> =>
  withClient(options.connection, async (client) => {
    const known = migrationNames(options.directory);
    await prepareSession(client, options);
    const applied = await readApplied(client);
    const pending = pendingOf(known, applied);
    const names =
      options.direction === 'up' ? pending.slice(0, options.count) : applied.toReversed().slice(0, options.count ?? 1);
    for (const name of names) {
      await runOne(client, name, options);
      options.log(`${options.direction} ${name}`);
    }
    return names;
  });
