// `npm run pairs`: every action with every source that it goes with, against the simulator. What the other side counts must
// be what the job, the ledger, the log, the quota and the statistics say.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@pacekeeper/contracts';
import { Client, faultsOfPair, type PairRow, runPairs, Stack, type World } from '@pacekeeper/testing';
import pg from 'pg';
import { ensureBuilt } from './lib/build.ts';
import { type Help, misuse, Refusal, runTool, say } from './lib/say.ts';

const ACCOUNT = 'pairs';
const PASSWORD = 'seven-herons-over-a-silent-quay-3308';
const MANY = 1_000;

const HELP: Help = {
  about: 'Runs every pair of an action and a source against the simulator and compares what both sides counted.',
  usage: ['npm run pairs'],
  notes: ['Ends with 1 where a pair did nothing, or where two places count differently.'],
};

const HEAD = ['action', 'source', 'asked', 'done', 'skipped', 'effects', 'ledger', 'log', 'quota', 'stats'] as const;

const lineOf = (cells: readonly string[]): string =>
  `| ${cells.map((cell, column) => (column < 2 ? cell.padEnd(15) : cell.padStart(7))).join(' | ')} |`;

const rowOf = (row: PairRow): string => lineOf(HEAD.map((name) => String(row[name])));

const LIMITS = {
  follows_limit: MANY,
  unfollows_limit: MANY,
  likes_limit: MANY,
  dms_limit: MANY,
  story_views_limit: MANY,
  story_reactions_limit: MANY,
};

/** A person with a connected account that has followers, and a bot that runs. */
const prepare = async (stack: Stack, pool: pg.Pool): Promise<World> => {
  const { simulator } = stack;
  const admin = new Client(stack.url);
  await admin.signInFirst('admin', readFileSync(join(stack.dataDir, 'first-admin-password'), 'utf8').trim(), PASSWORD);
  await admin.call(routes.limits.setDefault, { body: LIMITS });
  await simulator.control('POST', '/accounts', {
    username: ACCOUNT,
    password: PASSWORD,
    followers: 60,
    following: 40,
  });
  const { one_time_password } = await admin.call(routes.users.create, { body: { username: ACCOUNT } });
  const client = new Client(stack.url);
  await client.signInFirst(ACCOUNT, one_time_password, PASSWORD);
  const connected = await client.call(routes.connections.start, { body: { username: ACCOUNT, password: PASSWORD } });
  const started = await client.call(routes.bots.start);
  if (!connected.success || started.status !== 200)
    throw new Refusal('The account could not be connected and started.');
  return {
    client,
    simulator,
    account: ACCOUNT,
    sql: async (text, values) => (await pool.query(text, [...values])).rows,
  };
};

await runTool(HELP, async (args) => {
  if (args.length > 0) throw misuse(HELP, 'It takes no arguments.');
  await ensureBuilt();
  const stack = await Stack.start({ PACE_SPEED: '20000', LOG_LEVEL: 'warn' });
  const pool = new pg.Pool({ connectionString: stack.databaseUrl('owner'), max: 1 });
  try {
    const world = await prepare(stack, pool);
    process.stdout.write(`${lineOf(HEAD)}\n`);
    const rows = await runPairs(world, (row) => process.stdout.write(`${rowOf(row)}\n`));
    const faults = rows.flatMap(faultsOfPair);
    say(faults.length > 0 ? faults.join('\n') : `${rows.length} pairs, and both sides agree on each.`);
    return faults.length > 0 ? 1 : 0;
  } finally {
    await pool.end();
    await stack.remove();
  }
});
