import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EndedSessions, LoginAnswer, LoginSession, LoginSessionList } from '@pacekeeper/contracts';
import { type GivenUser, PASSWORD } from '@pacekeeper/testing';
import jwt from 'jsonwebtoken';
import { Mailbox } from '../../testing/mailbox.ts';
import { type Reply, TestApi } from '../../testing/test-api.ts';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
const NOBODY = '018f2f6e-7d3c-7c11-9a55-0123456789ab';
const NEW_PASSWORD = 'seven loud geese cross the road';

let api: TestApi;
let mailbox: Mailbox;
let admin: GivenUser;
let adminToken: string;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  api = await TestApi.start({ SMTP_URL: mailbox.url });
  admin = await api.given.user({ role: 'admin' });
  adminToken = await api.signIn(admin.username);
});
afterAll(async () => {
  await api.stop();
  await mailbox.close();
});

interface Device {
  readonly id: string;
  readonly token: string;
  readonly cookie: string;
}

const cookieOf = (reply: Reply<unknown>) =>
  reply.headers
    .getSetCookie()
    .find((one) => one.startsWith('__Host-pacekeeper-refresh='))
    ?.split(';')[0] ?? '';

const signIn = async (user: GivenUser, userAgent = 'node'): Promise<Device> => {
  const reply = await api.ask<LoginAnswer>('POST', '/api/auth/login', {
    body: { username: user.username, password: PASSWORD },
    headers: { 'user-agent': userAgent },
  });
  const { token } = reply.body;
  return { id: (jwt.decode(token) as { sid: string }).sid, token, cookie: cookieOf(reply) };
};
const list = async (token: string, query = ''): Promise<LoginSession[]> =>
  (await api.ask<LoginSessionList>('GET', `/api/auth/sessions${query}`, { token })).body.items;
const me = async (token: string) => (await api.ask('GET', '/api/auth/me', { token })).status;
const refresh = (cookie: string) => api.ask<LoginAnswer>('POST', '/api/auth/refresh', { headers: { cookie } });
const end = (token: string, id: string) => api.ask('DELETE', `/api/auth/sessions/${id}`, { token });

const byAdmin = (method: string, path: string, body?: object) => api.ask(method, path, { token: adminToken, body });

const audited = (subjectId: string) =>
  api.given.sql<{ action: string; outcome: string; actor_id: string | null; details: object }>(
    `SELECT action, outcome, actor_id, details FROM audit_log WHERE subject_id = $1 AND action <> 'sign_in' ORDER BY seq`,
    [subjectId],
  );

/** Resolves when the event stream of a token ends. */
const endOfStream = async (token: string): Promise<Promise<void>> => {
  const response = await fetch(`${api.url}/api/events`, { headers: { authorization: `Bearer ${token}` } });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  const ended = (async () => {
    while (!(await reader.read()).done);
  })();
  // Wrapped, or awaiting this function would await the end too.
  return Promise.resolve({ ended }).then((one) => one.ended.then(() => undefined));
};

describe('login sessions', () => {
  it('are listed with device, address, method and use, the newest use first, without secrets', async () => {
    const user = await api.given.user();
    const first = await signIn(user, FIREFOX);
    const second = await signIn(user);
    await refresh(first.cookie);
    const reply = await api.ask<LoginSessionList>('GET', '/api/auth/sessions', { token: second.token });
    expect(reply.body.items).toMatchObject([
      { id: first.id, current: false, device: 'Firefox on Windows', address: '127.0.0.1', method: 'password' },
      { id: second.id, current: true, device: 'Unknown device' },
    ]);
    expect(JSON.stringify(reply.body)).not.toMatch(/hash|Gecko/);
    const [{ created_at, last_used_at, expires_at } = {} as LoginSession] = reply.body.items;
    expect(Date.parse(last_used_at)).toBeGreaterThan(Date.parse(created_at));
    expect(Date.parse(expires_at)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  });

  it('come page by page, and none is shown to anyone else', async () => {
    const user = await api.given.user();
    const devices = [await signIn(user), await signIn(user), await signIn(user)];
    const token = devices[0]?.token ?? '';
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = `?limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const { body }: Reply<LoginSessionList> = await api.ask('GET', `/api/auth/sessions${query}`, { token });
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.next_cursor;
    } while (cursor);
    expect(seen).toEqual(devices.map(({ id }) => id).reverse());
    const forged = Buffer.from('["x","y"]').toString('base64url');
    expect(await api.ask('GET', `/api/auth/sessions?cursor=${forged}`, { token })).toMatchObject({
      status: 400,
      body: { error: 'VALIDATION_FAILED' },
    });
  });

  it('are not listed, and open nothing, once they were not used for two weeks or their time is over', async () => {
    const user = await api.given.user();
    const [idle, over, live] = [await signIn(user), await signIn(user), await signIn(user)];
    await api.given.sql(`UPDATE login_sessions SET last_used_at = now() - interval '14 days' WHERE id = $1`, [idle.id]);
    await api.given.sql('UPDATE login_sessions SET expires_at = now() WHERE id = $1', [over.id]);
    for (const { id, token, cookie } of [idle, over]) {
      expect([id, await me(token), (await refresh(cookie)).status]).toEqual([id, 401, 401]);
    }
    expect((await list(live.token)).map(({ id }) => id)).toEqual([live.id]);
    expect((await end(live.token, idle.id)).status).toBe(404);
  });

  it('keep their end, however often they are refreshed', async () => {
    const user = await api.given.user();
    const { id, cookie } = await signIn(user);
    await api.given.sql(`UPDATE login_sessions SET expires_at = now() + interval '1 hour' WHERE id = $1`, [id]);
    const expires = /Expires=([^;]+)/.exec((await refresh(cookie)).headers.getSetCookie().join())?.[1] ?? '';
    expect(Date.parse(expires)).toBeLessThan(Date.now() + 3_601_000);
  });
});

describe('ending login sessions', () => {
  it('works for one of one’s own, from the next request on, and closes its event stream', async () => {
    const user = await api.given.user();
    const [here, there] = [await signIn(user), await signIn(user)];
    const ended = endOfStream(there.token);
    expect(await end(here.token, there.id)).toMatchObject({ status: 200, body: { success: true } });
    expect([await me(there.token), (await refresh(there.cookie)).status, await me(here.token)]).toEqual([
      401, 401, 200,
    ]);
    await ended;
    expect(await audited(user.id)).toEqual([
      { action: 'sessions_ended', outcome: 'success', actor_id: user.id, details: { ended: 1 } },
    ]);
  });

  it('works for the current one too, and takes the cookie along', async () => {
    const user = await api.given.user();
    const here = await signIn(user);
    const reply = await end(here.token, here.id);
    expect(reply.headers.getSetCookie()[0]).toMatch(/^__Host-pacekeeper-refresh=;.*Expires=Thu, 01 Jan 1970/);
    expect(await me(here.token)).toBe(401);
  });

  it('answers for anyone else’s, and for none at all, with NOT_FOUND', async () => {
    const [user, other] = [await api.given.user(), await api.given.user()];
    const [mine, theirs] = [await signIn(user), await signIn(other)];
    for (const id of [theirs.id, NOBODY]) {
      expect(await end(mine.token, id)).toMatchObject({ status: 404, body: { error: 'NOT_FOUND' } });
    }
    expect(await end(adminToken, theirs.id)).toMatchObject({ status: 404 });
    expect(await me(theirs.token)).toBe(200);
  });

  it('signs out everywhere else', async () => {
    const [user, other] = [await api.given.user(), await api.given.user()];
    const [here, there, elsewhere] = [await signIn(user), await signIn(user), await signIn(other)];
    const reply = await api.ask<EndedSessions>('DELETE', '/api/auth/sessions', { token: here.token });
    expect(reply).toMatchObject({ status: 200, body: { success: true, ended: 1 } });
    expect([await me(here.token), await me(there.token), await me(elsewhere.token)]).toEqual([200, 401, 200]);
  });

  it('needs a proof of the last 15 minutes, so that a stolen token signs nobody out', async () => {
    const user = await api.given.user();
    const [here, there] = [await signIn(user), await signIn(user)];
    await api.given.sql(`UPDATE login_sessions SET proved_at = now() - interval '16 minutes' WHERE id = $1`, [here.id]);
    for (const path of ['/api/auth/sessions', `/api/auth/sessions/${there.id}`]) {
      expect(await api.ask('DELETE', path, { token: here.token })).toMatchObject({
        status: 403,
        body: { error: 'REAUTHENTICATION_REQUIRED' },
      });
    }
    expect(await me(there.token)).toBe(200);
  });

  it('works for an administrator on anyone’s, who is told by mail', async () => {
    const user = await api.given.user();
    const address = `${user.username}@example.org`;
    await api.given.sql('UPDATE users SET email = $2, email_key = $2 WHERE id = $1', [user.id, address]);
    const [one, two] = [await signIn(user), await signIn(user)];
    const ended = endOfStream(one.token);
    const path = `/api/users/${user.id}/sessions`;
    expect(await api.ask('DELETE', path, { token: adminToken })).toMatchObject({ status: 200, body: { ended: 2 } });
    expect([await me(one.token), await me(two.token), (await refresh(one.cookie)).status]).toEqual([401, 401, 401]);
    await ended;
    expect(await audited(user.id)).toEqual([
      { action: 'sessions_ended', outcome: 'success', actor_id: admin.id, details: { ended: 2 } },
    ]);
    const { headers } = await mailbox.arrived(address);
    expect(headers['subject']).toBe('Login sessions of your Pacekeeper user were ended');
    expect(await me(adminToken)).toBe(200);
  });

  it('is for administrators alone where the sessions are someone else’s', async () => {
    const user = await api.given.user();
    const { token } = await signIn(user);
    const path = `/api/users/${admin.id}/sessions`;
    expect(await api.ask('DELETE', path, { token })).toMatchObject({ status: 403, body: { error: 'FORBIDDEN' } });
    expect(await api.ask('DELETE', `/api/users/${NOBODY}/sessions`, { token: adminToken })).toMatchObject({
      status: 404,
      body: { error: 'NOT_FOUND' },
    });
  });
});

describe('on the next request', () => {
  const cases: Array<[string, (user: GivenUser, device: Device) => Promise<unknown>]> = [
    ['a sign-out', (_, { token }) => api.ask('POST', '/api/auth/logout', { token })],
    ['being disabled', ({ id }) => byAdmin('PATCH', `/api/users/${id}`, { is_active: false })],
    ['being deleted', ({ id }) => byAdmin('DELETE', `/api/users/${id}`)],
    [
      'a change of the password elsewhere',
      async (user) =>
        api.ask('PUT', `/api/users/${user.id}/change-password`, {
          token: (await signIn(user)).token,
          body: { current_password: PASSWORD, new_password: NEW_PASSWORD },
        }),
    ],
    [
      'a sign-out everywhere else',
      async (user) => api.ask('DELETE', '/api/auth/sessions', { token: (await signIn(user)).token }),
    ],
    ['an end by an administrator', ({ id }) => byAdmin('DELETE', `/api/users/${id}/sessions`)],
  ];

  it.each(cases)('%s is in force', async (_, happens) => {
    const user = await api.given.user();
    const device = await signIn(user);
    expect(await me(device.token)).toBe(200);
    await happens(user, device);
    expect([await me(device.token), (await refresh(device.cookie)).status]).toEqual([401, 401]);
  });

  it('a demotion is in force', async () => {
    const other = await api.given.user({ role: 'admin' });
    const { token } = await signIn(other);
    expect((await api.ask('GET', '/api/users', { token })).status).toBe(200);
    await byAdmin('PATCH', `/api/users/${other.id}`, { role: 'user' });
    expect(await api.ask('GET', '/api/users', { token })).toMatchObject({ status: 403, body: { error: 'FORBIDDEN' } });
    expect(await me(token)).toBe(200);
  });

  it('a sign-out has cleared what the browser kept of the pages', async () => {
    const { token } = await signIn(await api.given.user());
    const { headers } = await api.ask('POST', '/api/auth/logout', { token });
    expect(headers.get('clear-site-data')).toBe('"cache"');
  });
});
