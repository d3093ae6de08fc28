import { parseArgs } from 'node:util';
import type { SimulatorOptions } from './start-simulator.ts';

/** A flag or variable that is wrong; the message says which and why. */
export class OptionError extends Error {}

export interface CommandLine {
  readonly help: boolean;
  readonly exitWithParent: boolean;
  readonly simulator: SimulatorOptions;
}

interface Flag {
  readonly flag: string;
  readonly variable: string;
  readonly value: string;
  readonly help: string;
}

export const FLAGS: readonly Flag[] = [
  { flag: 'port', variable: 'SIMULATOR_PORT', value: 'N', help: 'instagram port; 0: any free one (4610)' },
  {
    flag: 'control-port',
    variable: 'SIMULATOR_CONTROL_PORT',
    value: 'N',
    help: 'control port; 0: any free one (4611)',
  },
  { flag: 'host', variable: 'SIMULATOR_HOST', value: 'ADDRESS', help: 'address to listen on (127.0.0.1)' },
  { flag: 'state', variable: 'SIMULATOR_STATE', value: 'FILE', help: 'keep state in this file (memory only)' },
  { flag: 'seed', variable: 'SIMULATOR_SEED', value: 'N', help: 'seed of the world (1)' },
  { flag: 'users', variable: 'SIMULATOR_USERS', value: 'N', help: 'generated users (480)' },
  { flag: 'posts-per-user', variable: 'SIMULATOR_POSTS_PER_USER', value: 'N', help: 'media of a user on average (7)' },
  { flag: 'latency-ms', variable: 'SIMULATOR_LATENCY_MS', value: 'N', help: 'time every answer takes (0)' },
  { flag: 'latency-jitter-ms', variable: 'SIMULATOR_LATENCY_JITTER_MS', value: 'N', help: 'up to so much more (0)' },
  {
    flag: 'recording',
    variable: 'SIMULATOR_RECORDING',
    value: 'N',
    help: 'calls kept for GET /requests; 0: none (5000)',
  },
  {
    flag: 'follow-back',
    variable: 'SIMULATOR_FOLLOW_BACK',
    value: 'SHARE',
    help: 'share of users who follow back, 0 to 1 (0)',
  },
  { flag: 'no-demo-accounts', variable: 'SIMULATOR_NO_DEMO_ACCOUNTS', value: '', help: 'leave the demo accounts out' },
  {
    flag: 'exit-with-parent',
    variable: 'SIMULATOR_EXIT_WITH_PARENT',
    value: '',
    help: 'end when the parent process ends',
  },
];

export const usage = (): string =>
  [
    'Usage: node apps/instagram-simulator/src/main.ts [flags]',
    '',
    ...FLAGS.map(({ flag, variable, value, help }) => `  ${`--${flag} ${value}`.padEnd(26)} ${help} [${variable}]`),
    `  ${'--help'.padEnd(26)} this text`,
  ].join('\n');

/** Reads flags, and for those not given their variables. @throws OptionError */
export const readOptions = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CommandLine => {
  const given = parse(args);
  const value = (flag: string): string | undefined => {
    const known = FLAGS.find((one) => one.flag === flag);
    const found = given[flag] ?? env[known?.variable ?? ''];
    return found === undefined || found === '' ? undefined : String(found);
  };
  const whole = (flag: string, most: number): number | undefined => {
    const text = value(flag);
    if (text === undefined) return undefined;
    if (!/^\d+$/.test(text) || Number(text) > most)
      throw new OptionError(`--${flag} must be a whole number from 0 to ${most}, not ${text}`);
    return Number(text);
  };
  const isOn = (flag: string) => !['', '0', 'false', 'no'].includes(value(flag) ?? '');
  const share = Number(value('follow-back') ?? 0);
  if (!(share >= 0 && share <= 1)) throw new OptionError('--follow-back must be a number from 0 to 1');

  return {
    help: given['help'] === true,
    exitWithParent: isOn('exit-with-parent'),
    simulator: {
      host: value('host') ?? '127.0.0.1',
      port: whole('port', 65_535) ?? 4610,
      controlPort: whole('control-port', 65_535) ?? 4611,
      stateFile: value('state') ?? null,
      seed: whole('seed', 4_294_967_295) ?? 1,
      users: whole('users', 200_000) ?? 480,
      postsPerUser: whole('posts-per-user', 1000) ?? 7,
      recording: whole('recording', 1_000_000) ?? 5000,
      demoAccounts: !isOn('no-demo-accounts'),
      settings: {
        latency_ms: whole('latency-ms', 600_000) ?? 0,
        latency_jitter_ms: whole('latency-jitter-ms', 600_000) ?? 0,
        follow_back_share: share,
      },
    },
  };
};

const parse = (args: readonly string[]): Record<string, string | boolean | undefined> => {
  const options = Object.fromEntries([
    ...FLAGS.map(
      ({ flag, value }) => [flag, { type: value === '' ? ('boolean' as const) : ('string' as const) }] as const,
    ),
    ['help', { type: 'boolean' as const }] as const,
  ]);
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new OptionError((error as Error).message);
  }
};
