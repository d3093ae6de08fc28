import {
  applyGrants,
  DatabaseToolsError,
  migrate,
  pendingMigrations,
  roleProblems,
  withBootLock,
  withClient,
} from '@pacekeeper/database-tools';
import pg from 'pg';
import { ConfigError } from '../config/config-error.ts';
import { GRANT_RULES } from './grants.ts';

export interface Preparation {
  /** The app's role. */
  readonly appUrl: string;
  /** The owner, who migrates; null where somebody else does. */
  readonly ownerUrl: string | null;
  readonly migrations: string;
  /** Installs what belongs to the owner beside the migrations; safe to repeat. */
  readonly install: (ownerUrl: string) => Promise<void>;
  /** Schemas of other tools that the app's role works in. */
  readonly toolSchemas: readonly string[];
  /** Statements of the owner after the migrations, such as the error catalogue. */
  readonly seed: ReadonlyArray<{ readonly text: string; readonly values: unknown[] }>;
  readonly log: (line: string) => void;
}

const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);

const grantTools = (client: pg.Client, schema: string, role: string): Promise<unknown> => {
  const where = pg.escapeIdentifier(schema);
  const to = pg.escapeIdentifier(role);
  return client.query(
    `GRANT USAGE ON SCHEMA ${where} TO ${to};
     GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${where} TO ${to};
     GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${where} TO ${to};
     GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${where} TO ${to}`,
  );
};

const prepareAsOwner = (ownerUrl: string, given: Preparation): Promise<void> =>
  withBootLock(ownerUrl, async () => {
    const role = roleOf(given.appUrl);
    const applied = await migrate({
      connection: ownerUrl,
      directory: given.migrations,
      direction: 'up',
      log: given.log,
    });
    if (applied.length > 0) given.log(`migrated: ${applied.join(', ')}`);
    await given.install(ownerUrl);
    await withClient(ownerUrl, async (client) => {
      for (const { text, values } of given.seed) await client.query(text, values);
      for (const schema of given.toolSchemas) await grantTools(client, schema, role);
    });
    await applyGrants(ownerUrl, role, GRANT_RULES);
  });

/**
 * Makes the database ready before anything else of the process starts; any number of processes may do so at once.
 * @throws ConfigError with what is wrong and the SQL that mends it
 */
export const prepareDatabase = async (given: Preparation): Promise<void> => {
  try {
    const problems = await roleProblems(given.appUrl, given.ownerUrl ? { ownerRole: roleOf(given.ownerUrl) } : {});
    if (problems.length > 0) {
      throw new ConfigError(
        problems.flatMap(({ problem, sql }) => [`DATABASE_URL: ${problem}`, `  mend it with: ${sql}`]),
      );
    }
    if (given.ownerUrl) await prepareAsOwner(given.ownerUrl, given);
    else {
      const pending = await pendingMigrations(given.appUrl, given.migrations);
      if (pending.length > 0) {
        throw new ConfigError([
          `The database lacks migrations (${pending.join(', ')}): set MIGRATION_DATABASE_URL to the owner's connection.`,
        ]);
      }
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof DatabaseToolsError) throw new ConfigError([error.message]);
    throw new ConfigError([`The database cannot be prepared: ${(error as Error).message || String(error)}`]);
  }
};
