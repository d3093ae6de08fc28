// `npm run admin -- create|reset NAME`: a new administrator, or a new one-time password for one who is locked out.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './lib/build.ts';
import { asOwner } from './lib/owner.ts';
import { PATHS } from './lib/paths.ts';
import { type Help, misuse, runTool, wordsOf } from './lib/say.ts';

const HELP: Help = {
  about: 'Makes an administrator, or lets one in again who is locked out. Prints a one-time password.',
  usage: ['npm run admin -- create NAME', 'npm run admin -- reset NAME'],
  notes: [
    'reset also enables the account, ends its login sessions and takes its second factors off.',
    "Uses the database under DATA_DIR, or the owner's connection in MIGRATION_DATABASE_URL.",
  ],
};

await runTool(HELP, async (args) => {
  const [command = '', name, ...more] = wordsOf(HELP, args);
  if (!['create', 'reset'].includes(command)) throw misuse(HELP, command ? `There is no ${command}.` : 'What to do?');
  if (!name || more.length > 0) throw misuse(HELP, `${command} takes one name.`);
  await ensureBuilt();
  const { status } = await asOwner(async (url) =>
    spawnSync(process.execPath, [PATHS.operator, command, name], {
      env: { ...process.env, MIGRATION_DATABASE_URL: url },
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  );
  return status ?? 1;
});
