// `npm run keys`: fresh secrets in the form of environment variables, for production. With a command, the keys that
// are in use: `status` (how many values are on which), `rotate` (seal everything with the newest, while bots work),
// `check` (open everything once), `add` and `remove ID` (for an installation that keeps its keys itself).
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { dataDir } from './lib/data-dir.ts';
import { asOwner } from './lib/owner.ts';
import { PATHS } from './lib/paths.ts';
import { type Help, misuse, runTool, wordsOf } from './lib/say.ts';

const HELP: Help = {
  about: 'Without a command: prints fresh secrets for production. With one: works on the keys that are in use.',
  usage: ['npm run keys', 'npm run keys -- status | rotate [BATCH] | check | add | remove ID'],
  notes: [
    'status   counts how many values are on which key',
    'rotate   seals everything with the newest key, BATCH values in a statement (1 to 1000), while bots work',
    'check    opens everything once',
    'add      makes a new key the newest, where the installation keeps its keys itself',
    'remove   takes out an older key with which nothing is sealed any more',
  ],
};
/** With how many words behind each, at the least and at the most. */
const COMMANDS: Readonly<Record<string, readonly [number, number]>> = {
  status: [0, 0],
  rotate: [0, 1],
  check: [0, 0],
  add: [0, 0],
  remove: [1, 1],
};

const fresh = (): string => {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  return [
    '# Keep these where only the service can read them. Without ENCRYPTION_KEYS no stored Instagram session opens again.',
    `JWT_SECRET=${randomBytes(48).toString('base64url')}`,
    `ENCRYPTION_KEYS=k${day}:${randomBytes(32).toString('base64')}`,
    '',
  ].join('\n');
};

const onKeys = (args: readonly string[], ownerUrl: string): number => {
  const { status } = spawnSync(process.execPath, [PATHS.keys, ...args], {
    env: { ...process.env, DATA_DIR: dataDir(), MIGRATION_DATABASE_URL: ownerUrl },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status ?? 1;
};

await runTool(HELP, async (args) => {
  const [command, ...more] = wordsOf(HELP, args);
  if (command === undefined) {
    process.stdout.write(fresh());
    return 0;
  }
  const words = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (words === undefined) throw misuse(HELP, `There is no ${command}.`);
  const [least, most] = words;
  if (more.length < least) throw misuse(HELP, `${command} needs one more word.`);
  if (more.length > most) throw misuse(HELP, `${more[most]} is too much.`);
  // A new key needs no database.
  if (command === 'add') return onKeys(args, '');
  return asOwner(async (url) => onKeys(args, url));
});
