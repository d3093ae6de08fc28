import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PATHS, ROOT } from './paths.ts';
import { Refusal, say } from './say.ts';

const SOURCES = ['apps/api', 'apps/web', 'libs/contracts', 'libs/database-tools', 'package-lock.json'];
const STAMP = join(PATHS.dist, '.built');

const add = (hash: ReturnType<typeof createHash>, path: string): void => {
  const stat = statSync(path);
  if (!stat.isDirectory()) {
    hash.update(`${path}:${stat.size}:${stat.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) if (name !== 'node_modules') add(hash, join(path, name));
};

/** Changes whenever a file that is built changes; a few milliseconds, since only names, sizes and times are read. */
const fingerprint = (): string => {
  const hash = createHash('sha256');
  for (const source of SOURCES) add(hash, join(ROOT, source));
  return hash.digest('hex');
};

const isBuilt = (print: string): boolean => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === print;

/** Whether what builds is installed; a pruned installation and an image run what was built before. */
const canBuild = (): boolean => existsSync(PATHS.bin('nx')) && existsSync(join(ROOT, 'apps/api/src'));

/** Builds API and SPA where a source is newer than what was built of it. @throws Refusal with the compiler's words */
export const ensureBuilt = async (): Promise<void> => {
  if (!canBuild()) {
    if (existsSync(PATHS.api)) return;
    throw new Refusal('Nothing is built here, and what builds it is not installed: npm ci, then this again.');
  }
  const print = fingerprint();
  if (isBuilt(print)) return;
  const started = Date.now();
  say('Building (once, and after changes) ...');
  const ticking = setInterval(() => say(`  still building, ${Math.round((Date.now() - started) / 1000)} s`), 5_000);
  const output: Buffer[] = [];
  const nx = spawn(PATHS.bin('nx'), ['run-many', '-t', 'build', '-p', 'api', 'web', '--output-style=static'], {
    cwd: ROOT,
    env: { ...process.env, NX_DAEMON: 'false', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [nx.stdout, nx.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve) => nx.on('exit', resolve));
  clearInterval(ticking);
  if (code !== 0) throw new Refusal(`${Buffer.concat(output)}\nThe build failed.`);
  mkdirSync(PATHS.dist, { recursive: true });
  writeFileSync(STAMP, print);
  say(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
};
