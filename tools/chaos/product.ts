import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@pacekeeper/contracts';
import { Client, Stack } from '@pacekeeper/testing';
import { Refusal } from '../lib/say.ts';
import { ProductBooks } from './product-books.ts';
import { arrange, slowDown } from './simulated.ts';
import type { Trial } from './trial.ts';

const PASSWORD = 'eleven-owls-above-a-frozen-weir';
/** Lease and grace: after these a worker that says nothing has lost its account, and its last call is read back. */
const PATIENCE_MS = 15_000;
/** People in the world: a hashtag must have enough of them for many jobs. */
const PEOPLE = 2_000;

interface Person {
  readonly name: string;
  readonly client: Client;
}

const connect = async (stack: Stack, admin: Client, name: string): Promise<Person> => {
  const { one_time_password } = await admin.call(routes.users.create, { body: { username: name } });
  const client = new Client(stack.url);
  await client.signInFirst(name, one_time_password, PASSWORD);
  const connected = await client.call(routes.connections.start, { body: { username: name, password: PASSWORD } });
  const started = await client.call(routes.bots.start);
  if (!connected.success || started.status !== 200) throw new Refusal(`${name} could not be connected and started.`);
  return { name, client };
};

/** The product as `npm start` runs it, with people who each have an account and a bot. */
export const startProduct = async (options: { workers: number; accounts: number; follows: number }): Promise<Trial> => {
  const stack = await Stack.start({ PACE_SPEED: '20000', WORKERS: String(options.workers), LOG_LEVEL: 'warn' });
  try {
    return await prepare(stack, options);
  } catch (error) {
    await stack.remove();
    throw error;
  }
};

const prepare = async (stack: Stack, { accounts, follows }: { accounts: number; follows: number }): Promise<Trial> => {
  const { simulator } = stack;
  const admin = new Client(stack.url);
  await admin.signInFirst('admin', readFileSync(join(stack.dataDir, 'first-admin-password'), 'utf8').trim(), PASSWORD);
  await admin.call(routes.limits.setDefault, { body: { follows_limit: 10_000 } });
  await arrange(simulator, PEOPLE);
  const made = await simulator.control<{ items: Array<{ username: string }> }>('POST', '/accounts/batch', {
    prefix: 'chaos',
    count: accounts,
    password: PASSWORD,
  });
  const people = new Map<string, Person>();
  for (const { username } of made.items) people.set(username, await connect(stack, admin, username));
  const hashtags = (await simulator.control<{ items: Array<{ name: string }> }>('GET', '/hashtags')).items;
  await slowDown(simulator);

  const books = await ProductBooks.open(stack.dataDir);
  let asked = 0;
  return {
    simulator,
    accounts: [...people.keys()],
    patienceMs: PATIENCE_MS,
    workers: () => books.workers(),
    ask: async (account) => {
      const { name, client } = people.get(account) as Person;
      const { name: hashtag = '' } = hashtags[(asked += 1) % hashtags.length] ?? {};
      const give = () => client.call(routes.jobs.followHashtag, { body: { hashtag, amount: follows } });
      let answer = await give();
      if (answer.status === 401) {
        // The access token is short-lived, and a long run outlives it.
        await client.signIn(name, PASSWORD);
        answer = await give();
      }
      if (answer.status !== 202) throw new Error(`no job for ${account}: ${answer.status} ${answer.message}`);
    },
    jobs: () => books.jobs(),
    advancedSince: (moment) => books.advancedSince(moment),
    books: () => books.read(),
    stop: async () => {
      await books.close();
      await stack.remove();
    },
  };
};
