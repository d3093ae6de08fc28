// `npm run migrate -- up|down [COUNT]`: by hand, what every start does by itself; and the way back.
import { createInterface } from 'node:readline/promises';
import { appliedMigrations, DatabaseToolsError, migrate, pendingMigrations } from '@pacekeeper/database-tools';
import { dataDir, ensureFolder } from './lib/data-dir.ts';
import { startDatabase } from './lib/database.ts';
import { PATHS } from './lib/paths.ts';
import { type Help, misuse, Refusal, runTool, say, wordsOf } from './lib/say.ts';

const HELP: Help = {
  about:
    'Changes the schema by hand: up is what each start does by itself, down the way back, with the service stopped.',
  usage: ['npm run migrate -- up [COUNT]', 'npm run migrate -- down [COUNT] [--yes]', 'npm run migrate -- status'],
  notes: [
    'down takes one migration down, or COUNT. It throws data away, so it asks first; --yes answers.',
    "Uses the database under DATA_DIR, or the owner's connection in MIGRATION_DATABASE_URL.",
  ],
};

const YES = '--yes';

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

const told = (names: readonly string[], direction: string): void =>
  say(names.length > 0 ? names.map((name) => `${direction} ${name}`).join('\n') : 'There was nothing to do.');

const given = (url: string) => ({ connection: url, directory: PATHS.migrations, log: () => undefined });

const up = async (url: string, count: number | undefined): Promise<void> =>
  told(await migrate({ ...given(url), direction: 'up', ...(count ? { count } : {}) }), 'up');

/** @throws Refusal without confirmation */
const agree = async (names: readonly string[]): Promise<void> => {
  say(`This takes down, and throws away the data of: ${names.join(', ')}.`);
  if (!process.stdin.isTTY) throw new Refusal(`Nothing was changed. Add ${YES} to agree.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question('Is there a backup, and shall it be done? (yes/no) ');
  terminal.close();
  if (answer.trim().toLowerCase() !== 'yes') throw new Refusal('Nothing was changed.');
};

const down = async (url: string, count: number, agreed: boolean): Promise<void> => {
  const applied = await appliedMigrations(url);
  if (count > applied.length) {
    throw new Refusal(`The database has ${applied.length} migrations, so ${count} cannot be taken down.`);
  }
  if (!agreed) await agree(applied.toReversed().slice(0, count));
  told(await migrate({ ...given(url), direction: 'down', count }), 'down');
};

const status = async (url: string): Promise<void> => {
  for (const name of await appliedMigrations(url)) say(`applied ${name}`);
  for (const name of await pendingMigrations(url, PATHS.migrations)) say(`pending ${name}`);
};

/** What is asked for, read before a database is started for it. */
const readWork = (args: readonly string[]): ((url: string) => Promise<void>) => {
  const [command = '', text, ...more] = wordsOf(HELP, args, [YES]);
  const agreed = args.includes(YES);
  const count = text === undefined ? undefined : Number(text);
  if (more.length > 0) throw misuse(HELP, `${more.join(' ')} is too much.`);
  if (count !== undefined && !(Number.isInteger(count) && count > 0))
    throw misuse(HELP, `COUNT must be a whole number from 1, not ${text}.`);
  if (agreed && command !== 'down') throw misuse(HELP, `${YES} belongs to down.`);
  switch (command) {
    case 'up':
      return (url) => up(url, count);
    case 'down':
      return (url) => down(url, count ?? 1, agreed);
    case 'status':
      if (count !== undefined) throw misuse(HELP, 'status takes no number.');
      return status;
    default:
      throw misuse(HELP, command ? `There is no ${command}.` : 'Which way?');
  }
};

await runTool(HELP, async (args) => {
  const work = readWork(args);
  try {
    await withOwner(work);
    return 0;
  } catch (error) {
    if (error instanceof DatabaseToolsError) throw new Refusal(error.message);
    throw error;
  }
});
