// `npm run migrate -- up|down [COUNT]`: by hand, what every start does by itself; and the way back.
import { appliedMigrations, DatabaseToolsError, migrate, pendingMigrations } from '@pacekeeper/database-tools';
import { dataDir, ensureFolder } from './lib/data-dir.ts';
import { startDatabase } from './lib/database.ts';
import { PATHS } from './lib/paths.ts';
import { Refusal, runTool, say } from './lib/say.ts';

const USAGE = 'npm run migrate -- up | down [COUNT] | status';

const withOwner = async (work: (url: string) => Promise<void>): Promise<void> => {
  const given = process.env['MIGRATION_DATABASE_URL'];
  if (given) return work(given);
  if (process.env['DATABASE_URL'])
    throw new Refusal("MIGRATION_DATABASE_URL is missing: migrations need the owner's connection.");
  ensureFolder(dataDir());
  const { server, ownerUrl } = await startDatabase(dataDir());
  try {
    await work(ownerUrl);
  } finally {
    await server.stop();
  }
};

const run = async (url: string, direction: string, count: number | undefined): Promise<void> => {
  switch (direction) {
    case 'up':
    case 'down': {
      const given = { connection: url, directory: PATHS.migrations, log: () => undefined };
      const steps = count ?? (direction === 'down' ? 1 : undefined);
      const names = await migrate({ ...given, direction, ...(steps ? { count: steps } : {}) });
      say(names.length > 0 ? names.map((name) => `${direction} ${name}`).join('\n') : 'There was nothing to do.');
      return;
    }
    case 'status':
      for (const name of await appliedMigrations(url)) say(`applied ${name}`);
      for (const name of await pendingMigrations(url, PATHS.migrations)) say(`pending ${name}`);
      return;
    default:
      throw new Refusal(USAGE);
  }
};

await runTool(async () => {
  const [direction = '', text] = process.argv.slice(2);
  const count = text === undefined ? undefined : Number(text);
  if (count !== undefined && !(Number.isInteger(count) && count > 0)) throw new Refusal(USAGE);
  try {
    await withOwner((url) => run(url, direction, count));
    return 0;
  } catch (error) {
    if (error instanceof DatabaseToolsError) throw new Refusal(error.message);
    throw error;
  }
});
