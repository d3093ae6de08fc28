import { availableParallelism } from 'node:os';
import { randomInt } from 'node:crypto';
import argon2 from 'argon2';
import { tooManyRequests } from '../errors/app-error.ts';
import { FairQueue, QueueFull } from './fair-queue.ts';
import { putPoolBehind } from './pool-priority.ts';

/** OWASP's minimum for Argon2id: 19 MiB, two passes, one lane. docs/decisions/0011-passwords.md has what it costs. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * One core stays with whatever else is asked meanwhile. More than two at once would occupy every thread of libuv's pool, and
 * all file access would wait behind them.
 */
export const HASHES_AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));

/**
 * Waiting hashes, of one lane and of all: about two and eight seconds of work on two cores. Beyond that, answers would
 * come after the caller has given up.
 */
const MOST_WAITING = { mostOfLane: 64, most: 256 } as const;
/** When to come back to a queue that is full, seconds. */
const RETRY_AFTER = 5;

type HashListener = (lane: string, waited: number) => void;
const listeners = new Set<HashListener>();

const turns = new FairQueue({ atOnce: HASHES_AT_ONCE, ...MOST_WAITING }, (lane, waited) => {
  for (const listener of listeners) listener(lane, waited);
});
/** The pool's threads are there from the first hash on. */
let behind = false;

/** Who the hash is for: lanes take turns. `ours` is work that no request waits for. */
export type HashLane = { readonly userId: string } | { readonly address: string } | 'ours';

const nameOf = (lane: HashLane): string => {
  if (lane === 'ours') return lane;
  return 'userId' in lane ? `user ${lane.userId}` : `address ${lane.address}`;
};

const inTurn = async <T>(lane: HashLane, work: () => Promise<T>): Promise<T> => {
  try {
    return await turns.run(nameOf(lane), () => {
      const result = work();
      if (!behind) putPoolBehind();
      behind = true;
      return result;
    });
  } catch (error) {
    if (error instanceof QueueFull) throw tooManyRequests(RETRY_AFTER, 'Too much is waiting to be checked right now.');
    throw error;
  }
};

/** Reports each hash of this process: who it is for, and how many others began while it waited; the answer ends it. */
export const watchHashes = (listener: HashListener): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** @throws AppError TOO_MANY_REQUESTS, as all that hash here, where too much is waiting */
export const hashPassword = (password: string, lane: HashLane): Promise<string> =>
  inTurn(lane, () => argon2.hash(password.normalize('NFKC'), PARAMETERS));

export const verifyPassword = (hash: string, password: string, lane: HashLane): Promise<boolean> =>
  inTurn(lane, () => argon2.verify(hash, password.normalize('NFKC')));

const COST = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/;

/** True for a hash that is cheaper to attack than one made today. */
export const needsRehash = (hash: string): boolean => {
  const [, memory, passes] = COST.exec(hash) ?? [];
  return !(Number(memory) >= PARAMETERS.memoryCost && Number(passes) >= PARAMETERS.timeCost);
};

let decoy: Promise<string> | undefined;

/** Takes as long as a verification and is always false: for names that do not exist. */
export const verifyNothing = async (password: string, lane: HashLane): Promise<false> => {
  decoy ??= hashPassword('no user has this password', 'ours');
  await verifyPassword(await decoy, password, lane);
  return false;
};

// Without characters that people confuse when they copy a password by hand.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A random password of five groups, about 145 bits. */
export const randomPassword = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join(
    '-',
  );
