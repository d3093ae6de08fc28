import { join } from 'node:path';
import { Child } from './child.ts';
import { readLoopback } from './loopback.ts';
import { PATHS } from './paths.ts';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly shows: string;
  readonly code?: string;
}

export interface StartedSimulator {
  readonly child: Child;
  readonly instagramUrl: string;
  readonly controlUrl: string;
}

/** The simulator that comes with the project; its world is kept under `dataDir` where one is given. */
export const startSimulator = async (
  options: { dataDir?: string; args?: readonly string[] } = {},
): Promise<StartedSimulator> => {
  const state = options.dataDir ? ['--state', join(options.dataDir, 'simulator.json')] : [];
  const argsOf = (port: string, controlPort: string) => [
    ...['--exit-with-parent', '--port', port, '--control-port', controlPort],
    ...state,
    ...(options.args ?? []),
  ];
  const child = new Child({
    name: 'The simulator',
    script: PATHS.simulator,
    args: argsOf('0', '0'),
    env: process.env,
    output: 'inherit',
    readyBy: 'line',
    restart: true,
  });
  const ready = (await child.start()) as { instagram: string; control: string };
  child.againWith(argsOf(new URL(ready.instagram).port, new URL(ready.control).port));
  return { child, instagramUrl: ready.instagram, controlUrl: ready.control };
};

export const demoAccounts = async (controlUrl: string): Promise<DemoAccount[]> => {
  const { items } = await readLoopback<{ items: DemoAccount[] }>(new URL('/demo-accounts', controlUrl));
  return items;
};
