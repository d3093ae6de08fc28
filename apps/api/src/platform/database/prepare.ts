import {
  applyGrants,
  DatabaseToolsError,
  migrate,
  pendingMigrations,
  problemsOfRole,
  type RoleProblem,
  roleProblems,
  withBootLock,
  withClient,
} from '@pacekeeper/database-tools';
import pg from 'pg';
import type { Clock } from '../clock/clock.ts';
import { ConfigError } from '../config/config-error.ts';
import { grantRules } from './grants.ts';
import type { DatabaseRole } from './system-functions.ts';

export interface Preparation {
  /** Which process this is. */
  readonly service: DatabaseRole;
  /** As this process's role. */
  readonly url: string;
  /** The owner, who migrates; null if migrations run elsewhere. */
  readonly ownerUrl: string | null;
  /** The role that workers connect as; null: this one. For the API alone. */
  readonly workerRole: string | null;
  readonly migrations: string;
  /** Installs what belongs to the owner beside the migrations; safe to repeat. */
  readonly install: (ownerUrl: string) => Promise<void>;
  /** Schemas of other tools that the roles of API and worker work in. */
  readonly toolSchemas: readonly string[];
  /** Statements of the owner after the migrations, such as the error catalogue. */
  readonly seed: ReadonlyArray<{ readonly text: string; readonly values: unknown[] }>;
  readonly log: (line: string) => void;
  readonly clock: Pick<Clock, 'sleep' | 'monotonic'>;
}

/** How long a worker waits for the API to migrate, and how often it looks, milliseconds. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 250;

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

/** Which process connects as which role; a role used by both has the rights of both. */
const rolesOf = ({ url, workerRole }: Preparation): ReadonlyArray<readonly [string, readonly DatabaseRole[]]> =>
  workerRole === null
    ? [[roleOf(url), ['api', 'worker']]]
    : [
        [roleOf(url), ['api']],
        [workerRole, ['worker']],
      ];

const prepareAsOwner = (ownerUrl: string, given: Preparation): Promise<void> =>
  withBootLock(ownerUrl, async () => {
    const roles = rolesOf(given);
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
      for (const schema of given.toolSchemas) for (const [role] of roles) await grantTools(client, schema, role);
    });
    for (const [role, services] of roles)
      await applyGrants(ownerUrl, role, grantRules(services), { functions: 'nothing' });
  });

/** A URL without a role would sign in as the operating system's user. */
const refuseNameless = (variable: string, url: string | null): void => {
  if (url !== null && roleOf(url) === '')
    throw new ConfigError([`${variable} must name a role: postgres://role:password@host:5432/database`]);
};

const refuse = (variable: string, problems: readonly RoleProblem[]): void => {
  if (problems.length === 0) return;
  throw new ConfigError(problems.flatMap(({ problem, sql }) => [`${variable}: ${problem}`, `  mend it with: ${sql}`]));
};

/** Before the first grants the role may not even read the migrations. */
const mayNotAsk = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '42501';

const pendingFor = async ({ url, migrations }: Preparation): Promise<readonly string[] | null> => {
  try {
    // Under the migration lock, so never between another process's migrations and its grants.
    return await withBootLock(url, () => pendingMigrations(url, migrations));
  } catch (error) {
    if (mayNotAsk(error)) return null;
    throw error;
  }
};

const untilMigrated = async (given: Preparation): Promise<void> => {
  const { clock, log } = given;
  const deadline = clock.monotonic() + PATIENCE_MS;
  for (let first = true; ; first = false) {
    const pending = await pendingFor(given);
    if (pending?.length === 0) return;
    if (first) log('waits for the API to migrate the database');
    if (clock.monotonic() > deadline) {
      throw new ConfigError([
        pending === null
          ? `WORKER_DATABASE_URL: the role ${roleOf(given.url)} has no grants yet; start the API with MIGRATION_DATABASE_URL and the same WORKER_DATABASE_URL.`
          : `The database lacks migrations (${pending.join(', ')}): start the API, which migrates.`,
      ]);
    }
    await clock.sleep(LOOK_MS);
  }
};

const prepareApi = async (given: Preparation): Promise<void> => {
  const { url, ownerUrl, workerRole, migrations } = given;
  if (ownerUrl) {
    if (workerRole !== null) refuse('WORKER_DATABASE_URL', await problemsOfRole(ownerUrl, workerRole));
    return prepareAsOwner(ownerUrl, given);
  }
  const pending = await pendingMigrations(url, migrations);
  if (pending.length === 0) return;
  throw new ConfigError([
    `The database lacks migrations (${pending.join(', ')}): set MIGRATION_DATABASE_URL to the owner's connection.`,
  ]);
};

/**
 * Makes the database ready before anything else of the process starts; any number of processes may do so at once. The
 * API migrates and grants, where it has the owner's connection; a worker waits until that is done.
 * @throws ConfigError with what is wrong and the SQL that mends it
 */
export const prepareDatabase = async (given: Preparation): Promise<void> => {
  const { service, url, ownerUrl } = given;
  try {
    const variable = service === 'worker' ? 'The database role of the worker' : 'DATABASE_URL';
    refuseNameless(variable, url);
    refuseNameless('MIGRATION_DATABASE_URL', ownerUrl);
    const suggested = service === 'worker' ? 'pacekeeper_worker' : 'pacekeeper_app';
    refuse(variable, await roleProblems(url, { suggested, ...(ownerUrl ? { ownerRole: roleOf(ownerUrl) } : {}) }));
    await (service === 'worker' ? untilMigrated(given) : prepareApi(given));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof DatabaseToolsError) throw new ConfigError([error.message]);
    throw new ConfigError([`The database cannot be prepared: ${(error as Error).message || String(error)}`]);
  }
};
