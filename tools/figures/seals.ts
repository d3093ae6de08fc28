import { routes } from '@pacekeeper/contracts';
import type { Given, Stack } from '@pacekeeper/testing';
import { checked, type Figure, figureOf } from './figure.ts';
import { type Connected, connectAccounts } from './people.ts';
import { withStack } from './stack.ts';

const USERS = 2;
const EACH = 3;

interface Sealed extends Connected {
  readonly data: Buffer;
  readonly keyId: string;
}

interface Tally {
  tried: number;
  refused: number;
  marked: number;
}

const READ =
  'SELECT session_data_encrypted AS data, encryption_key_id AS key_id FROM instagram_credentials WHERE id = $1';
const WRITE = 'UPDATE instagram_credentials SET session_data_encrypted = $2, encryption_key_id = $3 WHERE id = $1';
const VALID = 'UPDATE user_bot_status SET session_valid = true WHERE account_id = $1';

const read = async (given: Given, account: Connected): Promise<Sealed> => {
  const [row] = await given.sql<{ data: Buffer; key_id: string }>(READ, [account.accountId]);
  if (!row) throw new Error('the account is gone');
  return { ...account, data: row.data, keyId: row.key_id };
};

/** Puts something else in the place of a session, has it opened, and puts it back. */
const attempt = async (
  given: Given,
  account: Sealed,
  { data, keyId }: Pick<Sealed, 'data' | 'keyId'>,
  tally: Tally,
  expected: 'SESSION_UNREADABLE' | 'SEALING_KEY_MISSING' = 'SESSION_UNREADABLE',
): Promise<void> => {
  const { accountId, client, userId } = account;
  await given.sql(VALID, [accountId]);
  await given.sql(WRITE, [accountId, data, keyId]);
  const answer = await client.call(routes.accounts.testSession, {
    params: { id: userId },
    body: { account_id: accountId },
  });
  const [state] = await given.sql('SELECT session_valid FROM user_bot_status WHERE account_id = $1', [accountId]);
  tally.tried += 1;
  if (answer.error === expected && answer.session_valid !== true) tally.refused += 1;
  if (state?.['session_valid'] === false) tally.marked += 1;
  await given.sql(WRITE, [accountId, account.data, account.keyId]);
};

const flipped = (data: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(data);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

/** Every bit of nonce and tag, and one bit of every byte behind them. */
const bitsOf = (data: Buffer): number[] => {
  const head = 28;
  return [
    ...Array.from({ length: head * 8 }, (_, bit) => bit),
    ...Array.from({ length: data.length - head }, (_, byte) => (head + byte) * 8 + (byte % 8)),
  ];
};

const none = (): Tally => ({ tried: 0, refused: 0, marked: 0 });

const told = (what: string, { tried, refused, marked }: Tally) =>
  checked(
    tried > 0 && refused === tried && marked === tried,
    `${what}: ${refused} of ${tried} refused, ${marked} marked invalid`,
  );

const measure = async (given: Given, connected: readonly Connected[]) => {
  const accounts: Sealed[] = [];
  for (const account of connected) accounts.push(await read(given, account));
  const [flips, swaps, keys] = [none(), none(), none()];
  const [first] = accounts as [Sealed];
  for (const bit of bitsOf(first.data))
    await attempt(given, first, { ...first, data: flipped(first.data, bit) }, flips);
  for (const account of accounts) {
    for (const other of accounts) if (other !== account) await attempt(given, account, other, swaps);
    for (const keyId of ['', 'k', `${account.keyId}x`]) {
      await attempt(given, account, { ...account, keyId }, keys, 'SEALING_KEY_MISSING');
    }
  }
  let whole = 0;
  for (const { client, userId, accountId } of accounts) {
    const answer = await client.call(routes.accounts.testSession, {
      params: { id: userId },
      body: { account_id: accountId },
    });
    if (answer.session_valid === true) whole += 1;
  }
  return { flips, swaps, keys, whole, bytes: first.data.length };
};

/** A session with any bit flipped, or in another's place, is refused and marked, through the product's own door. */
export const sealsFigure = (): Promise<Figure> =>
  withStack({ WORKERS: '1', REQUESTS_PER_MINUTE: '1000000' }, async (stack: Stack, given) => {
    const found = await measure(given, await connectAccounts(stack, USERS, EACH));
    return figureOf(
      `seals of ${USERS * EACH} sessions of ${USERS} users, ${found.bytes} bytes the first, opened by the session test`,
      [
        told('one bit flipped', found.flips),
        told('another row in its place', found.swaps),
        checked(
          found.keys.tried > 0 && found.keys.refused === found.keys.tried && found.keys.marked === 0,
          `a key named that is not here: ${found.keys.refused} of ${found.keys.tried} refused, ${found.keys.marked} sessions lost over it`,
        ),
        checked(found.whole === USERS * EACH, `${found.whole} of ${USERS * EACH} put back hold again`),
      ],
    );
  });
