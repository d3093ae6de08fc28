// `npm run simulate`: many accounts over many days, paced by the product's own code, in a simulated time. Every rule of
// the pace must hold for each of them, and the clock must tell when they act; else this ends with 1.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PATHS } from './lib/paths.ts';
import { type Help, misuse, runTool, say } from './lib/say.ts';

const HELP: Help = {
  about: 'Simulates the pace of many accounts, prints what they do, and checks every rule of it.',
  usage: ['npm run simulate -- [--days 30] [--accounts 200] [--seed 7] [--svg tmp/simulated-day.svg]'],
  notes: [
    '--days and --accounts are how long and how many; days 1 to 366, accounts 1 to 2000.',
    '--seed is what everything follows from: the same seed gives the same result, byte for byte.',
    '--svg is where one day of one account is drawn.',
  ],
};

const whole = (name: string, text: string, least: number, most: number): string => {
  const number = Number(text);
  if (!/^\d{1,10}$/.test(text) || number < least || number > most) {
    throw misuse(HELP, `--${name} must be a whole number from ${least} to ${most}.`);
  }
  return String(number);
};

const optionsOf = (args: string[]) => {
  try {
    return parseArgs({
      args,
      options: {
        days: { type: 'string', default: '30' },
        accounts: { type: 'string', default: '200' },
        seed: { type: 'string', default: '7' },
        svg: { type: 'string', default: 'tmp/simulated-day.svg' },
      },
    }).values;
  } catch (error) {
    throw misuse(HELP, (error as Error).message);
  }
};

await runTool(HELP, async (args) => {
  const { days, accounts, seed, svg } = optionsOf(args);
  const numbers = [
    whole('days', days, 1, 366),
    whole('accounts', accounts, 1, 2_000),
    whole('seed', seed, 0, 2 ** 32 - 1),
  ];
  if (svg === '') throw misuse(HELP, '--svg needs a file.');
  const picture = resolve(svg);
  mkdirSync(dirname(picture), { recursive: true });
  say(`Simulating ${accounts} accounts over ${days} days ...`);
  const { status } = spawnSync(process.execPath, [PATHS.simulate, ...numbers, picture], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  say(`One day of one account is drawn in ${svg}.`);
  return status ?? 1;
});
