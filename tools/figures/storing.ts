import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Stack } from '@pacekeeper/testing';
import { PATHS } from '../lib/paths.ts';
import type { Connected } from './people.ts';

export interface Stored {
  readonly stored: number;
  readonly failed: number;
  readonly why: string;
}

/** Seals and stores the sessions of these accounts over and over, as bots do; the answer ends it and tells how often. */
export const keepStoring = async (stack: Stack, accounts: readonly Connected[]): Promise<() => Promise<Stored>> => {
  const input = {
    appUrl: stack.databaseUrl('app'),
    accounts: accounts.map(({ userId, accountId }) => ({ userId, accountId })),
  };
  const child = spawn(process.execPath, [join(PATHS.dist, 'api/testing/store-sessions.js'), JSON.stringify(input)], {
    env: { ...process.env, ENCRYPTION_KEYS: '', DATA_DIR: stack.dataDir },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'close');
    const line = text.split('\n').find((one) => one.startsWith('{'));
    return line ? (JSON.parse(line) as Stored) : { stored: 0, failed: 1, why: 'it ended early' };
  };
};
