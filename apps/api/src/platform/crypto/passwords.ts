import { availableParallelism } from 'node:os';
import { randomInt } from 'node:crypto';
import argon2 from 'argon2';
import pLimit from 'p-limit';
import { putPoolBehind } from './pool-priority.ts';

/** OWASP's minimum for Argon2id: 19 MiB, two passes, one lane. docs/decisions/0011-passwords.md has what it costs. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * One core stays with whatever else is asked meanwhile. More than two at once would occupy every thread of libuv's pool, and
 * all file access would wait behind them.
 */
export const HASHES_AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));

const turns = pLimit(HASHES_AT_ONCE);
/** The pool's threads are there from the first hash on. */
let behind = false;

const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
  turns(() => {
    const result = work();
    if (!behind) putPoolBehind();
    behind = true;
    return result;
  });

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => argon2.hash(password.normalize('NFKC'), PARAMETERS));

export const verifyPassword = (hash: string, password: string): Promise<boolean> =>
  inTurn(() => argon2.verify(hash, password.normalize('NFKC')));

const COST = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/;

/** True for a hash that costs an attacker less than one made today. */
export const needsRehash = (hash: string): boolean => {
  const [, memory, passes] = COST.exec(hash) ?? [];
  return !(Number(memory) >= PARAMETERS.memoryCost && Number(passes) >= PARAMETERS.timeCost);
};

let decoy: Promise<string> | undefined;

/** Takes as long as a verification and is always false: for names that do not exist. */
export const verifyNothing = async (password: string): Promise<false> => {
  decoy ??= hashPassword('no user has this password');
  await verifyPassword(await decoy, password);
  return false;
};

// Without characters that people confuse when they copy a password by hand.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A random password of five groups, about 145 bits. */
export const randomPassword = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join(
    '-',
  );
