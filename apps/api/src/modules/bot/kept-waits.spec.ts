import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Account, type Bot, type BreakerList, errorEntry, errorMessage } from '@pacekeeper/contracts';
import { eventually, type GivenUser, type Simulator } from '@pacekeeper/testing';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Secret } from '../../platform/crypto/secret.ts';
import { Database } from '../../platform/database/database.ts';
import type { TestApi } from '../../testing/test-api.ts';
import { TestStack } from '../../testing/test-stack.ts';
import { InstagramWaitsRepository } from '../accounts/instagram-waits.repository.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';
const username = 'asked_to_wait';

interface Person extends GivenUser {
  readonly token: string;
}

let stack: TestStack;
let simulator: Simulator;
let api: TestApi;
let anna: Person;
let ben: Person;

beforeAll(async () => {
  stack = await TestStack.start();
  ({ simulator, api } = stack);
  await simulator.control('POST', '/accounts', { username, password: PASSWORD });
  anna = await person();
  ben = await person();
});
afterAll(() => stack?.stop());

const person = async (): Promise<Person> => {
  const user = await api.given.user();
  return { ...user, token: await api.signIn(user.username) };
};
const post = async <T>({ token }: Person, path: string, body: object = {}): Promise<T> =>
  (await api.ask<T>('POST', `/api/bot/${path}`, { token, body })).body;
const connect = async (who: Person): Promise<Account> =>
  (await post<{ account: Account }>(who, 'login', { username, password: PASSWORD })).account;
const remove = ({ token }: Person, id: string) => api.ask('DELETE', `/api/bot/accounts/${id}`, { token });
const start = async (who: Person): Promise<Bot> => (await post<{ bot: Bot }>(who, 'start')).bot;

describe('what Instagram asked an account to wait for', () => {
  let asked: Bot;

  it('is kept without the number of the account', async () => {
    await connect(anna);
    await start(anna);
    await simulator.control('POST', '/faults', { kind: 'rate_limit', path: 'friendships/create' });
    await post(anna, 'actions/follow-hashtag', { hashtag: 'ceramics', amount: 3 });
    await eventually(async () => {
      const { body } = await api.ask<{ bot: Bot }>('GET', '/api/bot/status', { token: anna.token });
      asked = body.bot;
      return asked.state === 'paused';
    }, 'the bot pauses');
    await simulator.control('DELETE', '/faults');
    const rows = await api.given.sql('SELECT w.* FROM instagram_waits w');
    expect(rows).toHaveLength(1);
    const [account] = await api.given.sql<{ pk: string }>('SELECT instagram_pk AS pk FROM instagram_credentials');
    expect(JSON.stringify(rows)).not.toContain(account?.pk);
  });

  it('is waited for by whoever connects it after it was removed, taken over, or its user deleted', async () => {
    const waits = { state: 'paused', until: asked.until, reason: errorMessage('RATE_LIMITED') };
    const [row] = await api.given.sql<{ id: string }>('SELECT id FROM instagram_credentials');
    expect((await remove(anna, row?.id ?? '')).status).toBe(200);
    const again = await connect(anna);
    expect(again.id).not.toBe(row?.id);
    expect(await start(anna)).toMatchObject(waits);

    await connect(ben);
    expect(await start(ben)).toMatchObject(waits);

    await api.given.sql('DELETE FROM users WHERE id = ANY ($1)', [[anna.id, ben.id]]);
    const carol = await person();
    await connect(carol);
    expect(await start(carol)).toMatchObject(waits);
  });

  it('is kept for the action alone that it was asked for', async () => {
    const fred = await person();
    const name = 'asked_to_follow_less';
    await simulator.control('POST', '/accounts', { username: name, password: PASSWORD });
    const { account } = await post<{ account: Account }>(fred, 'login', { username: name, password: PASSWORD });
    await start(fred);
    const path = 'friendships/create';
    await simulator.control('POST', '/faults', { kind: 'feedback_required', path, account: name });
    await post(fred, 'actions/follow-hashtag', { hashtag: 'ceramics', amount: 3 });
    const open = async () =>
      (await api.ask<BreakerList>('GET', '/api/bot/breakers?state=open', { token: fred.token })).body.items;
    await eventually(async () => (await open()).length > 0, 'follows stop');
    const [first] = await open();
    expect((await remove(fred, account.id)).status).toBe(200);
    expect(await open()).toEqual([]);
    await post(fred, 'login', { username: name, password: PASSWORD });
    expect((await start(fred)).state).toBe('running');
    expect(await open()).toMatchObject([
      { action: 'follow', symbol: 'ACTION_BLOCKED', until: first?.until, trigger: 'kept' },
    ]);
    await simulator.control('DELETE', '/faults');
  });

  it('is found under a secret that was replaced, and the longer of two is waited for', async () => {
    const { id: userId } = await api.given.user();
    const { id } = await api.given.account(userId);
    const db = api.app.get(Database, { strict: false });
    const config = api.app.get<Config>(CONFIG, { strict: false });
    const [old] = config.jwtSecrets;
    const replaced = new Secret(Buffer.alloc(32, 7));
    const before = new InstagramWaitsRepository(db, config);
    const after = new InstagramWaitsRepository(db, { ...config, jwtSecrets: [replaced, old] });
    const [shorter, longer] = [1, 2].map((days) => new Date(Date.now() + days * 24 * 60 * 60_000)) as [Date, Date];
    const code = errorEntry('ACTION_BLOCKED').code;
    const taken = await db.asUser(userId, async (tx) => {
      await before.keep(tx, '4711', { code, until: longer, action: null });
      await before.keep(tx, '4711', { code, until: shorter, action: null });
      await after.keep(tx, '4711', { code, until: shorter, action: null });
      await after.takeUp(tx, id, '4711', new Date());
      return tx.one(
        'SELECT cooldown_until AS until, cooldown_code AS code FROM user_bot_status WHERE account_id = $1',
        [id],
      );
    });
    expect(taken).toEqual({ until: longer, code });
  });

  it('is not waited for once it is over, nor by another account', async () => {
    const dora = await person();
    await simulator.control('POST', '/accounts', { username: 'free_to_go', password: PASSWORD });
    await post(dora, 'login', { username: 'free_to_go', password: PASSWORD });
    expect((await start(dora)).state).toBe('running');

    const emil = await person();
    await api.given.sql(`UPDATE instagram_waits SET waits_until = now() - interval '1 second'`);
    await connect(emil);
    expect((await start(emil)).state).toBe('running');
  });
});
