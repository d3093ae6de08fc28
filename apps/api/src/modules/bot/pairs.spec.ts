import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PAIRS, routes } from '@pacekeeper/contracts';
import { Client, faultsOfPair, PASSWORD, runPair, SCENARIOS, type World } from '@pacekeeper/testing';
import { TestStack } from '../../testing/test-stack.ts';

// Real jobs against the simulator.
jest.setTimeout(60_000);

const ACCOUNT = 'pairs';
const INSTAGRAM_PASSWORD = 'clover-anvil-beside-4410-ponds';

let stack: TestStack;
let world: World;

beforeAll(async () => {
  stack = await TestStack.start({ speed: 20_000 });
  const { api, simulator } = stack;
  const user = await api.given.user();
  await api.given.sql(
    `INSERT INTO daily_limits (user_id, follows_limit, unfollows_limit, likes_limit, dms_limit, story_views_limit,
       story_reactions_limit) VALUES ($1, 1000, 1000, 1000, 1000, 1000, 1000)`,
    [user.id],
  );
  await simulator.control('POST', '/accounts', {
    username: ACCOUNT,
    password: INSTAGRAM_PASSWORD,
    followers: 60,
    following: 40,
  });
  const client = new Client(api.url);
  await client.signIn(user.username, PASSWORD);
  await client.call(routes.connections.start, { body: { username: ACCOUNT, password: INSTAGRAM_PASSWORD } });
  await client.call(routes.bots.start);
  world = { client, simulator, account: ACCOUNT, sql: (text, values) => api.given.sql(text, values) };
});
afterAll(() => stack?.stop());

describe('every pair of an action and a source', () => {
  it('has a scenario', () => {
    const named = SCENARIOS.map(({ action, source }) => `${action} x ${source}`);
    const allowed = Object.entries(PAIRS).flatMap(([action, sources]) => sources.map((one) => `${action} x ${one}`));
    expect(named.toSorted()).toEqual(allowed.toSorted());
  });

  it.each(SCENARIOS.map((one) => [`${one.action} x ${one.source}`, one] as const))(
    '%s: the other side has what job, ledger, log and quota have',
    async (_, scenario) => expect(faultsOfPair(await runPair(world, scenario))).toEqual([]),
  );
});
