import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LoginAnswer } from '@pacekeeper/contracts';
import { type GivenUser, PASSWORD } from '@pacekeeper/testing';
import { Mailbox } from '../../testing/mailbox.ts';
import { TestApi } from '../../testing/test-api.ts';

const NEW_PASSWORD = 'seven loud geese cross the road';
const OTHER_PASSWORD = 'nine quiet herons watch the river';
/** PASSWORD, as it might have been kept when less was asked of a hash. */
const WEAK_HASH = '$argon2id$v=19$m=12288,t=1,p=1$srn7X3MOwHS+FfOT658V/Q$+ZCkgNbErLIuwXCTNtxbbAOBDmMT5SKC6zwqLfQ4NZo';

let api: TestApi;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  api = await TestApi.start({ SMTP_URL: mailbox.url });
});
afterAll(async () => {
  await api.stop();
  await mailbox.close();
});

const login = (user: GivenUser, password = PASSWORD) =>
  api.ask<LoginAnswer>('POST', '/api/auth/login', { body: { username: user.username, password } });
const me = async (token: string) => (await api.ask('GET', '/api/auth/me', { token })).status;
const change = (user: GivenUser, token: string, new_password: string, current_password = PASSWORD) =>
  api.ask('PUT', `/api/users/${user.id}/change-password`, { token, body: { current_password, new_password } });
const initialize = (user: GivenUser) =>
  api.ask<LoginAnswer>('POST', '/api/admin/initialize-password', {
    body: { username: user.username, current_password: PASSWORD, new_password: NEW_PASSWORD },
  });
const stored = async (user: GivenUser) => {
  const [row] = await api.given.sql<{ password_hash: string; password_changed_at: Date }>(
    'SELECT password_hash, password_changed_at FROM users WHERE id = $1',
    [user.id],
  );
  return row;
};
const withEmail = async (user: GivenUser): Promise<string> => {
  const address = `${user.username}@example.org`;
  await api.given.sql('UPDATE users SET email = $2, email_key = $2 WHERE id = $1', [user.id, address]);
  return address;
};
describe('a change of the password', () => {
  it.each<[string, (user: GivenUser) => Promise<number>, 'user' | 'admin']>([
    ['by its owner', async (user) => (await change(user, (await login(user)).body.token, NEW_PASSWORD)).status, 'user'],
    ['of an administrator, without a token', async (user) => (await initialize(user)).status, 'admin'],
  ])('%s is told by mail and in the audit log, without the password', async (_, changes, role) => {
    const user = await api.given.user({ role });
    const address = await withEmail(user);
    expect(await changes(user)).toBe(200);
    const { headers, raw } = await mailbox.arrived(address);
    expect(headers['subject']).toBe('Your Pacekeeper password was changed');
    expect(raw).not.toContain(NEW_PASSWORD);
    const rows = await api.given.sql(
      `SELECT outcome, actor_id, details FROM audit_log WHERE subject_id = $1 AND action = 'password_changed'`,
      [user.id],
    );
    expect(rows).toEqual([{ outcome: 'success', actor_id: user.id, details: {} }]);
  });

  it('leaves the device known on which it was made', async () => {
    const user = await api.given.user();
    const reply = await change(user, (await login(user)).body.token, NEW_PASSWORD);
    expect(reply.headers.getSetCookie()[0]).toMatch(new RegExp(`^__Host-pacekeeper-device=${user.id}\\.`));
  });

  it('is no matter of mail for someone without an address', async () => {
    const user = await api.given.user();
    expect((await change(user, (await login(user)).body.token, NEW_PASSWORD)).status).toBe(200);
    expect(await api.given.sql('SELECT id FROM outgoing_mails WHERE user_id = $1', [user.id])).toEqual([]);
  });

  it('leaves nothing open that began with the old password, however closely the two met', async () => {
    for (let round = 0; round < 5; round += 1) {
      const user = await api.given.user();
      const own = (await login(user)).body.token;
      const [changed, ...others] = await Promise.all([
        change(user, own, NEW_PASSWORD),
        ...Array.from({ length: 6 }, () => login(user)),
      ]);
      expect(changed.status).toBe(200);
      for (const { status, body } of others) {
        expect(status === 200 ? await me(body.token) : status).toBe(401);
      }
      expect(await me(own)).toBe(200);
    }
  });

  it('is won by one of two that come at once', async () => {
    const user = await api.given.user();
    const [here, there] = [(await login(user)).body.token, (await login(user)).body.token];
    const replies = await Promise.all([change(user, here, NEW_PASSWORD), change(user, there, OTHER_PASSWORD)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
    const won = replies[0]?.status === 200;
    expect((await login(user, won ? NEW_PASSWORD : OTHER_PASSWORD)).status).toBe(200);
    expect((await login(user, won ? OTHER_PASSWORD : NEW_PASSWORD)).status).toBe(401);
    expect([await me(here), await me(there)]).toEqual(won ? [200, 401] : [401, 200]);
  });
});

describe('a hash that costs less than those of today', () => {
  it('is replaced at the next sign-in, also at several at once, and the password stays as old as it is', async () => {
    const user = await api.given.user();
    await api.given.sql(
      `UPDATE users SET password_hash = $2, password_changed_at = now() - interval '1 year' WHERE id = $1`,
      [user.id, WEAK_HASH],
    );
    const before = await stored(user);
    expect((await login(user, 'not this one')).status).toBe(401);
    expect((await stored(user))?.password_hash).toBe(WEAK_HASH);
    const replies = await Promise.all(Array.from({ length: 5 }, () => login(user)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const after = await stored(user);
    expect(after?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(after?.password_changed_at).toEqual(before?.password_changed_at);
    expect((await login(user)).status).toBe(200);
    expect(await stored(user)).toEqual(after);
  });
});
