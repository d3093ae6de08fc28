// `npm run admin -- create|reset NAME`: an administrator more, or a new one-time password for one who is locked out.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './lib/build.ts';
import { asOwner } from './lib/owner.ts';
import { PATHS } from './lib/paths.ts';
import { Refusal, runTool } from './lib/say.ts';

const USAGE = 'npm run admin -- create | reset NAME';

await runTool(async () => {
  const [command = '', name, ...more] = process.argv.slice(2);
  if (!['create', 'reset'].includes(command) || !name || more.length > 0) throw new Refusal(USAGE);
  await ensureBuilt();
  const { status } = await asOwner(async (url) =>
    spawnSync(process.execPath, [PATHS.operator, command, name], {
      env: { ...process.env, MIGRATION_DATABASE_URL: url },
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  );
  return status ?? 1;
});
