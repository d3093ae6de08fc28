// `npm run restore -- FILE`: a backup into an empty DATA_DIR.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dataDir, ensureFolder } from './lib/data-dir.ts';
import { startDatabase } from './lib/database.ts';
import { type Help, misuse, Refusal, runTool, say, wordsOf } from './lib/say.ts';

const HELP: Help = {
  about: 'Unpacks a backup into a DATA_DIR that is empty.',
  usage: ['npm run restore -- FILE.tar.gz'],
};

await runTool(HELP, async (args) => {
  const [file, ...more] = wordsOf(HELP, args);
  if (!file || more.length > 0) throw misuse(HELP, 'A restore needs the name of one file.');
  if (!existsSync(file)) throw new Refusal(`There is no file ${resolve(file)}.`);
  if (process.env['DATABASE_URL'])
    throw new Refusal('DATABASE_URL names a server of your own: restore it with pg_restore (docs/deployment.md).');
  const folder = dataDir();
  ensureFolder(folder);
  if (readdirSync(folder).length > 0) throw new Refusal(`${folder} is not empty; name another with DATA_DIR=...`);
  const { status, stderr } = spawnSync('tar', ['-xzpf', resolve(file), '-C', folder]);
  if (status !== 0) throw new Refusal(`tar could not read ${file}: ${stderr?.toString().trim() ?? 'no tar here'}`);
  if (!existsSync(join(folder, 'keys.json'))) throw new Refusal('The archive holds no keys: it is no backup of ours.');
  await (await startDatabase(folder)).server.stop();
  say(`Restored into ${folder}. npm start goes on from there.`);
  return 0;
});
