import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Refusal } from '../lib/say.ts';

export const DESIGNS = ['product', 'retry', 'at-once'] as const;
export type Design = (typeof DESIGNS)[number];

export interface Options {
  readonly designs: readonly Design[];
  /** Of the product, over its rounds. */
  readonly kills: number;
  /** Freeze at least one process in every round, however few kills there are. */
  readonly freeze: boolean;
  /** Of one job. */
  readonly follows: number;
  readonly accounts: number;
  readonly seed: number;
}

export const USAGE = `npm run chaos -- [--design product|retry|at-once|all] [--kills 20] [--freeze] [--follows 50] [--accounts 8] [--seed N]`;

const whole = (name: string, text: string, least: number, most: number): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw new Refusal(`--${name} must be a whole number from ${least} to ${most}.\n${USAGE}`);
  }
  return number;
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        design: { type: 'string', default: 'all' },
        kills: { type: 'string', default: '20' },
        freeze: { type: 'boolean', default: false },
        follows: { type: 'string', default: '50' },
        accounts: { type: 'string', default: '8' },
        seed: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${USAGE}`);
  }
};

/** @throws Refusal with the usage */
export const readOptions = (args: readonly string[]): Options => {
  const { design, kills, freeze, follows, accounts, seed } = parse(args);
  const designs = DESIGNS.filter((one) => design === 'all' || design === one);
  if (designs.length === 0) throw new Refusal(`There is no design ${design}.\n${USAGE}`);
  return {
    designs,
    kills: whole('kills', kills, 1, 1_000),
    freeze,
    follows: whole('follows', follows, 1, 200),
    accounts: whole('accounts', accounts, 1, 64),
    seed: seed === undefined ? randomInt(1, 1_000_000) : whole('seed', seed, 0, 2 ** 32 - 1),
  };
};
