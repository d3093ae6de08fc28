import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectionUrl, forgetLibpqVariables } from '@pacekeeper/database-tools';
import { dataDir } from './data-dir.ts';
import { DATABASE, type RolePasswords, startDatabase } from './database.ts';
import { Refusal } from './say.ts';

const read = <T>(folder: string, name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;

/** The owner's connection to the database of an installation that runs now; null where none does. */
const ofRunning = (folder: string): string | null => {
  if (!existsSync(join(folder, 'running.json'))) return null;
  const { database_port } = read<{ database_port: number | null }>(folder, 'running.json');
  if (database_port === null)
    throw new Refusal("MIGRATION_DATABASE_URL is missing: this needs the owner's connection.");
  const { owner } = read<RolePasswords>(folder, 'database-roles.json');
  return connectionUrl({
    host: '127.0.0.1',
    port: database_port,
    user: 'pacekeeper_owner',
    password: owner,
    database: DATABASE,
  });
};

/**
 * Hands `work` the owner's connection: the one that the environment names, or that of the database under `DATA_DIR`,
 * whether Pacekeeper runs on it or not.
 * @throws Refusal
 */
export const asOwner = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
  const given = process.env['MIGRATION_DATABASE_URL'];
  if (given) return work(given);
  if (process.env['DATABASE_URL'])
    throw new Refusal("MIGRATION_DATABASE_URL is missing: this needs the owner's connection.");
  const folder = dataDir();
  forgetLibpqVariables(process.env);
  const running = ofRunning(folder);
  if (running) return work(running);
  if (!existsSync(join(folder, 'postgres'))) throw new Refusal(`There is no database under ${folder}.`);
  const { server, ownerUrl } = await startDatabase(folder);
  try {
    return await work(ownerUrl);
  } finally {
    await server.stop();
  }
};
