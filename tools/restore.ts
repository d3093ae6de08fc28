// `npm run restore -- FILE`: a backup into an empty DATA_DIR.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dataDir, ensureFolder } from './lib/data-dir.ts';
import { startDatabase } from './lib/database.ts';
import { Refusal, runTool, say } from './lib/say.ts';

await runTool(async () => {
  const [file] = process.argv.slice(2);
  if (!file || !existsSync(file)) throw new Refusal('npm run restore -- FILE.tar.gz, into a DATA_DIR that is empty');
  const folder = dataDir();
  ensureFolder(folder);
  if (readdirSync(folder).length > 0) throw new Refusal(`${folder} is not empty; name another with DATA_DIR=...`);
  const { status, stderr } = spawnSync('tar', ['-xzpf', resolve(file), '-C', folder]);
  if (status !== 0) throw new Refusal(`tar could not read ${file}: ${stderr.toString().trim()}`);
  if (!existsSync(join(folder, 'keys.json'))) throw new Refusal('The archive holds no keys: it is no backup of ours.');
  await (await startDatabase(folder)).server.stop();
  say(`Restored into ${folder}. npm start goes on from there.`);
  return 0;
});
