import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '@pacekeeper/testing';
import { PATHS, ROOT } from '../lib/paths.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly text: string;
}

/** The keys of a running installation, the newest first. */
export const keysOf = (stack: Stack): ReadonlyArray<{ readonly id: string; readonly key: string }> => {
  const text = readFileSync(join(stack.dataDir, 'keys.json'), 'utf8');
  return (JSON.parse(text) as { encryption_keys: Array<{ id: string; key: string }> }).encryption_keys;
};

const FILL = join(ROOT, 'apps/api/src/testing/fill-sessions.ts');

/** Runs a script beside the running installation; `killAfter` lines of its output, it is killed in the middle. */
const run = (
  stack: Stack,
  script: string,
  args: readonly string[],
  { killAfter = Infinity, env = {} }: { killAfter?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      env: {
        ...process.env,
        ENCRYPTION_KEYS: '',
        DATA_DIR: stack.dataDir,
        MIGRATION_DATABASE_URL: stack.databaseUrl('owner'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.split('\n').length > killAfter) child.kill('SIGKILL');
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, text }));
  });

/** The very process that `npm run keys` starts, so that a kill hits it and not its parent. */
export const runKeys = (
  stack: Stack,
  args: readonly string[],
  options: { killAfter?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> => run(stack, PATHS.keys, args, options);

/** Adds sealed sessions, spread over this many users. */
export const fillSessions = async (stack: Stack, sessions: number, users: number): Promise<void> => {
  const { code, text } = await run(stack, FILL, [String(sessions), String(users)]);
  if (code !== 0) throw new Error(text);
};
