import { randomInt, randomUUID } from 'node:crypto';
import { areaUnderCurve } from './area-under-curve.ts';
import { checked, type Figure, figureOf } from './figure.ts';
import { type Answer, forgedAddress, inParallel, post, signIn } from './requests.ts';
import { withStack } from './stack.ts';

const PAIRS = 2_000;
/** Passwords for each name: fewer than are looked at, so that known names are not just locked. */
const EACH = 5;
const ADDRESSES = 1_000;
const BOUNDS = [0.45, 0.55] as const;

interface Names {
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}
interface Times {
  readonly known: number[];
  readonly unknown: number[];
}

const shuffled = <T>(list: readonly T[]): T[] => {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Asks about known and unknown names at random, one after the other, from varied addresses. */
const measure = async (
  what: string,
  { known, unknown }: Names,
  pairs: number,
  ask: (name: string, address: string) => Promise<Answer>,
  expected: number,
): Promise<{ line: string; right: boolean }> => {
  const times: Times = { known: [], unknown: [] };
  const asking = shuffled(
    Array.from({ length: pairs }, (_, index) => [
      ['known', known[index % known.length] ?? ''] as const,
      ['unknown', unknown[index % unknown.length] ?? ''] as const,
    ]).flat(),
  );
  let other = 0;
  await inParallel(what, asking.length, 1, async (index) => {
    const [kind, name] = asking[index] as (typeof asking)[number];
    const started = performance.now();
    const { status } = await ask(name, forgedAddress(index % ADDRESSES));
    times[kind].push(performance.now() - started);
    if (status !== expected) other += 1;
  });
  const area = areaUnderCurve(times.known, times.unknown);
  return checked(
    other === 0 && area >= BOUNDS[0] && area <= BOUNDS[1],
    `${what}: AUC ${area.toFixed(3)} over ${pairs} pairs (${BOUNDS.join(' to ')}); ` +
      `median ${median(times.known).toFixed(2)} ms known, ${median(times.unknown).toFixed(2)} ms unknown; ` +
      `${other} answers other than ${expected}`,
  );
};

/** Whether the time of an answer tells which names exist. */
export const timingFigure = (pairs = PAIRS): Promise<Figure> =>
  withStack({ TRUST_PROXY: 'loopback' }, async (stack, given) => {
    const known: string[] = [];
    for (let index = 0; index < pairs / EACH; index += 1) {
      const { id, username } = await given.user({ username: `guessed-${index}` });
      await given.sql('UPDATE users SET email = $2, email_key = $2 WHERE id = $1', [id, `${username}@example.org`]);
      known.push(username);
    }
    const names = { known, unknown: known.map((_, index) => `nobody-${index}`) };
    const wrongPassword = (username: string, address: string) =>
      signIn(stack.url, username, { password: randomUUID(), address });
    const forgotten = (username: string, address: string) =>
      post(stack.url, 'forgot-password', { body: { username }, headers: { 'x-forwarded-for': address } });
    for (let index = 0; index < 20; index += 1) await wrongPassword(`warm-${index}`, forgedAddress(ADDRESSES + index));
    return figureOf('what the time of an answer tells of a name', [
      await measure('sign-in', names, pairs, wrongPassword, 401),
      await measure('forgotten password', names, pairs, forgotten, 200),
    ]);
  });
