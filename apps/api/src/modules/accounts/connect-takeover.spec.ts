import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Account, type Activity, type Bot, errorEntry } from '@pacekeeper/contracts';
import { type GivenUser, Simulator } from '@pacekeeper/testing';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { TestApi } from '../../testing/test-api.ts';
import { InstagramGateway } from '../instagram/index.ts';
import { AccountLease } from './account-lease.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';

interface Person extends GivenUser {
  readonly token: string;
}

let simulator: Simulator;
let api: TestApi;
let made = 0;

beforeAll(async () => {
  simulator = await Simulator.start();
  api = await TestApi.start({ INSTAGRAM_BASE_URL: simulator.instagramUrl });
}, 60_000);
afterAll(async () => {
  await api.stop();
  await simulator.stop();
});

const person = async (email?: string): Promise<Person> => {
  const user = await api.given.user(email ? { email } : {});
  return { ...user, token: await api.signIn(user.username) };
};
const instagram = async (): Promise<string> => {
  const username = `taken_${++made}`;
  await simulator.control('POST', '/accounts', { username, password: PASSWORD });
  return username;
};
const login = ({ token }: Person, username: string) =>
  api.ask<{ account: Account }>('POST', '/api/bot/login', { token, body: { username, password: PASSWORD } });
const connected = (username: string) =>
  api.given.sql<{ user_id: string }>(
    `SELECT user_id FROM instagram_credentials
     WHERE instagram_username = $1 AND disconnected_at IS NULL AND session_data_encrypted IS NOT NULL`,
    [username],
  );

describe('an Instagram account that someone else connects', () => {
  it('is theirs; the earlier connection ends, and its owner is told everywhere', async () => {
    const [anna, ben] = [await person('anna@example.org'), await person()];
    const username = await instagram();
    const { account } = (await login(anna, username)).body;
    await api.ask('POST', '/api/bot/start', { token: anna.token, body: {} });
    const job = await api.given.job(anna.id, account.id);
    expect((await login(ben, username)).status).toBe(200);

    const { code, message } = errorEntry('ACCOUNT_TAKEN_OVER');
    const { bot } = (await api.ask<{ bot: Bot }>('GET', '/api/bot/status', { token: anna.token })).body;
    expect(bot).toMatchObject({
      session_valid: false,
      bot_running: false,
      state: 'stopped',
      last_error: { error: 'ACCOUNT_TAKEN_OVER', code, message },
    });
    const { items } = (await api.ask<{ items: Activity[] }>('GET', '/api/activity-logs', { token: anna.token })).body;
    expect(items[0]).toMatchObject({ action: 'account_lost', error: 'ACCOUNT_TAKEN_OVER', account_id: account.id });
    expect(items[0]?.message).toContain(`@${username}`);
    const told = (await api.ask<{ items: Activity[] }>('GET', '/api/activity-logs', { token: ben.token })).body;
    expect(told.items[0]).toMatchObject({
      action: 'account_connected',
      message: expect.stringContaining('taken over'),
    });

    const [row] = await api.given.sql<{ sealed: boolean; state: string; kind: string }>(
      `SELECT c.session_data_encrypted IS NOT NULL AS sealed, j.state, m.kind
       FROM instagram_credentials c JOIN bot_jobs j ON j.account_id = c.id
       JOIN outgoing_mails m ON m.user_id = c.user_id WHERE j.id = $1`,
      [job.id],
    );
    expect(row).toEqual({ sealed: false, state: 'waiting', kind: 'account_taken_over' });
    expect(await connected(username)).toEqual([{ user_id: ben.id }]);
  });

  it('stays lost where a test of its session was under way, with the reason that was told', async () => {
    const [anna, ben] = [await person(), await person()];
    const username = await instagram();
    const { id } = (await login(anna, username)).body.account;
    const gateway = api.app.get(InstagramGateway, { strict: false });
    const open = gateway.open.bind(gateway);
    const spy = jest.spyOn(gateway, 'open').mockImplementationOnce(async (state) => {
      expect((await login(ben, username)).status).toBe(200);
      return open(state);
    });
    const body = { account_id: id };
    const tested = await api.ask('POST', `/api/users/${anna.id}/test-session`, { token: anna.token, body });
    spy.mockRestore();
    expect(tested.body).toMatchObject({ session_valid: false, error: 'SESSION_INVALID' });
    const { bot } = (await api.ask<{ bot: Bot }>('GET', '/api/bot/status', { token: anna.token })).body;
    expect(bot).toMatchObject({ session_valid: false, last_error: { error: 'ACCOUNT_TAKEN_OVER' } });
    await api.app.get(Database, { strict: false }).asUser(anna.id, async (tx) => {
      const service = api.app.get(AccountsService, { strict: false });
      await service.loseSession(tx, id, new AppError('SESSION_INVALID'));
      await new AccountsRepository().markSession(tx, id, true);
    });
    const after = (await api.ask<{ bot: Bot }>('GET', '/api/bot/status', { token: anna.token })).body;
    expect(after.bot).toMatchObject({ session_valid: false, last_error: { error: 'ACCOUNT_TAKEN_OVER' } });
  });

  it('comes back to anyone who proves it again', async () => {
    const [anna, ben] = [await person(), await person()];
    const username = await instagram();
    const first = (await login(anna, username)).body.account;
    await login(ben, username);
    const back = (await login(anna, username)).body.account;
    expect(back.id).toBe(first.id);
    expect(await connected(username)).toEqual([{ user_id: anna.id }]);
    const { bot } = (await api.ask<{ bot: Bot }>('GET', '/api/bot/status', { token: anna.token })).body;
    expect(bot.last_error).toBeUndefined();
  });

  it('by many at once is connected exactly once', async () => {
    const people = [await person(), await person(), await person(), await person()];
    for (let round = 0; round < 4; round++) {
      const username = await instagram();
      // In every second round all of them had it before, or wanted to.
      if (round % 2) for (const one of people) await login(one, username);
      const replies = await Promise.all(people.map((one) => login(one, username)));
      expect(replies.map(({ status }) => status)).toEqual(people.map(() => 200));
      expect(await connected(username)).toHaveLength(1);
      const [running] = await api.given.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM user_bot_status s JOIN instagram_credentials c ON c.id = s.account_id
         WHERE c.instagram_username = $1 AND s.session_valid`,
        [username],
      );
      expect(running?.n).toBe(1);
    }
  });

  it('is the same connection where one user connects it many times at once', async () => {
    const anna = await person();
    const username = await instagram();
    // They take turns; one that waited for long is told to try again.
    const inTurn = async (): Promise<number> => {
      const { status } = await login(anna, username);
      return status === 409 ? inTurn() : status;
    };
    expect(new Set(await Promise.all(Array.from({ length: 4 }, inTurn)))).toEqual(new Set([200]));
    expect(await connected(username)).toHaveLength(1);
  });
});

describe('a new session of an account that is at work', () => {
  it('is stored when the call that is under way has ended', async () => {
    const anna = await person();
    const username = await instagram();
    const { account } = (await login(anna, username)).body;
    // Renamed: only Instagram's answer tells which account it is.
    await simulator.control('PATCH', `/accounts/${username}`, { username: `${username}.x` });
    const sealed = () =>
      api.given.sql('SELECT session_data_encrypted AS data FROM instagram_credentials WHERE id = $1', [account.id]);
    const before = await sealed();
    const lease = api.app.get(AccountLease, { strict: false });
    const held = await api.app
      .get(Database, { strict: false })
      .asUser(anna.id, (tx) => lease.claim(tx, account.id, '00000000-0000-4000-8000-000000000001'));
    expect(held).not.toBeNull();
    const again = login(anna, `${username}.x`);
    const done = await Promise.race([again.then(() => true), waiting(account.id)]);
    expect(done).toBe(false);
    expect(await sealed()).toEqual(before);
    if (held) await api.app.get(Database, { strict: false }).asUser(anna.id, (tx) => lease.release(tx, held));
    expect((await again).body.account).toMatchObject({ id: account.id, instagram_username: `${username}.x` });
    expect(await sealed()).not.toEqual(before);
  });
});

/** Resolves with false once Instagram has let the new session in, while the account is still held. */
const waiting = async (accountId: string): Promise<boolean> => {
  for (;;) {
    const [row] = await api.given.sql<{ name: string }>(
      'SELECT instagram_username AS name FROM instagram_credentials WHERE id = $1',
      [accountId],
    );
    const { items } = await simulator.control<{ items: object[] }>('GET', `/accounts/${row?.name}.x/sessions`);
    if (items.length > 1) return false;
  }
};
