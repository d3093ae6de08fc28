import { eventually, type Given, type GivenUser, type Stack } from '@pacekeeper/testing';
import { checked, type Figure, figureOf } from './figure.ts';
import { cookieOf, forgedAddress, inParallel, signIn } from './requests.ts';
import { withStack } from './stack.ts';

const GUESSES = 10_000;
const ADDRESSES = 1_000;
const ACCOUNTS = 10;
const AT_ONCE = 16;
/** Guesses at one account that are looked at in 15 minutes, at the most. */
const MOST = 10;

type Result = ReturnType<typeof checked>;

interface Siege {
  readonly stack: Stack;
  readonly given: Given;
  readonly owners: ReadonlyArray<{ readonly user: GivenUser; readonly cookie: string }>;
}

const lay = async (stack: Stack, given: Given): Promise<Siege> => {
  const owners = [];
  for (let index = 0; index < ACCOUNTS; index += 1) {
    const user = await given.user();
    const home = await signIn(stack.url, user.username, { address: forgedAddress(2 * ADDRESSES + index) });
    owners.push({ user, cookie: cookieOf(home, 'device') });
  }
  return { stack, given, owners };
};

/** Wrong passwords for all accounts from all addresses; how often each status was answered. */
const guess = async ({ stack, owners }: Siege, guesses: number): Promise<string> => {
  const statuses = new Map<number, number>();
  await inParallel('guesses', guesses, AT_ONCE, async (index) => {
    // Each address tries one account after the other.
    const account = (index + Math.floor(index / ADDRESSES)) % ACCOUNTS;
    const { status } = await signIn(stack.url, owners[account]?.user.username ?? '', {
      password: `guess number ${index}`,
      address: forgedAddress(index % ADDRESSES),
    });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  });
  return [...statuses].map(([status, count]) => `${count} times ${status}`).join(', ');
};

/** Passwords that were compared with an account's, as the audit log has it: the most for one in 15 minutes, and all. */
const evaluated = async ({ given, owners }: Siege): Promise<{ most: number; all: number }> => {
  const rows = await given.sql<{ in_a_row: number }>(
    `SELECT (count(*) OVER (PARTITION BY subject_id ORDER BY at RANGE '15 minutes' PRECEDING))::int AS in_a_row
     FROM audit_log
     WHERE subject_id = ANY ($1::uuid[]) AND action = 'sign_in_failed' AND details->>'reason' <> 'locked'`,
    [owners.map(({ user }) => user.id)],
  );
  return { most: Math.max(0, ...rows.map(({ in_a_row }) => in_a_row)), all: rows.length };
};

/** Strangers who happen to have the right password now, from unused addresses: none gets in. */
const strangersIn = async ({ stack, owners }: Siege): Promise<number> => {
  let inside = 0;
  for (const [index, { user }] of owners.entries()) {
    const { status } = await signIn(stack.url, user.username, { address: forgedAddress(3 * ADDRESSES + index) });
    if (status === 200) inside += 1;
  }
  return inside;
};

/** Owners on their own device. Where they share the address of the flood, they may have to wait a minute for it. */
const ownersIn = async ({ stack, owners }: Siege): Promise<number> => {
  let inside = 0;
  for (const [index, { user, cookie }] of owners.entries()) {
    const address = forgedAddress(4 * ADDRESSES + index);
    const status = await eventually(
      async () => {
        const answer = await signIn(stack.url, user.username, { address, cookie });
        return answer.status !== 429 && answer.status;
      },
      'an owner is answered',
      { withinMs: 90_000, everyMs: 1_000 },
    );
    if (status === 200) inside += 1;
  }
  return inside;
};

const siege = (trustProxy: 'off' | 'loopback', guesses: number): Promise<Result[]> =>
  withStack({ TRUST_PROXY: trustProxy }, async (stack, given) => {
    const laid = await lay(stack, given);
    const started = performance.now();
    const answers = await guess(laid, guesses);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const { most, all } = await evaluated(laid);
    const strangers = await strangersIn(laid);
    const owners = await ownersIn(laid);
    const title = `TRUST_PROXY=${trustProxy}`;
    return [
      checked(
        most <= MOST,
        `${title}: at most ${most} of ${guesses} guesses looked at in 15 minutes for one of ${ACCOUNTS} accounts`,
      ),
      checked(true, `${title}: ${all} looked at for all of them; answered ${answers}, in ${seconds} s`),
      checked(strangers === 0, `${title}: ${strangers} strangers with the right password got in afterwards`),
      checked(owners === ACCOUNTS, `${title}: ${owners} of ${ACCOUNTS} owners got in on a device they had used before`),
    ];
  });

/** Guesses from a thousand addresses: once all of them forged, and once as a proxy that is trusted tells them. */
export const guessesFigure = async (guesses = GUESSES): Promise<Figure> =>
  figureOf(`${guesses} guesses from ${ADDRESSES} addresses`, [
    ...(await siege('off', guesses)),
    ...(await siege('loopback', guesses)),
  ]);
