// `npm run backup -- FILE`: database, keys and mail of a stopped installation, in one archive.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dataDir } from './lib/data-dir.ts';
import { startDatabase } from './lib/database.ts';
import { type Help, misuse, Refusal, runTool, say, wordsOf } from './lib/say.ts';

const HELP: Help = {
  about: 'Writes the embedded database, the keys and the outbox of a stopped installation into one archive (0600).',
  usage: ['npm run backup -- FILE.tar.gz'],
  notes: ['A database of your own (DATABASE_URL) is backed up with pg_dump; docs/deployment.md says how.'],
};

await runTool(HELP, async (args) => {
  // The archive holds the keys: only its owner may read it, from the first byte on.
  process.umask(0o077);
  const [file, ...more] = wordsOf(HELP, args);
  if (!file || more.length > 0) throw misuse(HELP, 'A backup needs the name of one file.');
  if (process.env['DATABASE_URL'])
    throw new Refusal('DATABASE_URL names a server of your own: back it up with pg_dump (docs/deployment.md).');
  const target = resolve(file);
  const folder = dataDir();
  if (existsSync(target)) throw new Refusal(`${target} is there already; a backup overwrites nothing.`);
  if (!existsSync(join(folder, 'postgres'))) throw new Refusal(`There is no database under ${folder}.`);
  // Started and stopped once: it refuses while Pacekeeper runs on it, and what is copied was shut down cleanly.
  await (await startDatabase(folder)).server.stop();
  const { status, stderr } = spawnSync('tar', ['-czf', target, '--exclude=./running.json', '-C', folder, '.']);
  if (status !== 0) throw new Refusal(`tar could not write ${target}: ${stderr?.toString().trim() ?? 'no tar here'}`);
  chmodSync(target, 0o600);
  say(`Written: ${target}. It holds the keys too, so keep it as you keep them.`);
  return 0;
});
