import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CreateUserAnswer, ErrorSymbol, ResetStarted, UserAnswer, UserList } from '@pacekeeper/contracts';
import { eventually, type GivenUser, PASSWORD } from '@pacekeeper/testing';
import { TestApi } from '../../testing/test-api.ts';

// Argon2id and a database of its own take their time where other specs run beside this one.
jest.setTimeout(60_000);

let api: TestApi;
let admin: GivenUser;
let adminToken: string;
/** Of a user whom none of this is about. */
let otherToken: string;

beforeAll(async () => {
  // A server that never answers: mail waits, and can be looked at.
  api = await TestApi.start({ SMTP_URL: 'smtp://127.0.0.1:9' });
  admin = await api.given.user({ role: 'admin' });
  adminToken = await api.signIn(admin.username);
  otherToken = await api.signIn((await api.given.user()).username);
});
afterAll(() => api.stop());

const asAdmin = <Body = UserAnswer>(method: string, path: string, body?: unknown) =>
  api.ask<Body>(method, `/api/users${path}`, { token: adminToken, ...(body === undefined ? {} : { body }) });
const signedIn = async (wanted: Parameters<TestApi['given']['user']>[0] = {}) => {
  const user = await api.given.user(wanted);
  return { ...user, token: await api.signIn(user.username) };
};
/** A user's entries in the audit log, oldest first. */
const audited = (subjectId: string) =>
  api.given.sql<{ action: string; outcome: string; actor_id: string; details: object }>(
    'SELECT action, outcome, actor_id, details FROM audit_log WHERE subject_id = $1 ORDER BY seq',
    [subjectId],
  );
/** Waiting mails about a user. */
const mailed = async (userId: string) =>
  (
    await api.given.sql<{ kind: string; recipient: string }>(
      'SELECT kind, recipient FROM outgoing_mails WHERE user_id = $1 ORDER BY recipient',
      [userId],
    )
  ).map(({ kind, recipient }) => `${kind} ${recipient}`);
const statusOf = async (token: string) => (await api.ask('GET', '/api/auth/me', { token })).status;

describe('who may change whom', () => {
  type Row = [who: 'admin' | 'self' | 'other', method: string, path: string, body: object | undefined, answer: string];
  const rows: Row[] = [
    ['self', 'GET', '', undefined, '403 FORBIDDEN'],
    ['self', 'POST', '', { username: 'new-by-user' }, '403 FORBIDDEN'],
    ['self', 'GET', '/:id', undefined, '200'],
    ['other', 'GET', '/:id', undefined, '404 NOT_FOUND'],
    ['admin', 'GET', '/:id', undefined, '200'],
    ['self', 'PATCH', '/:id', { time_zone: 'Europe/Berlin' }, '200'],
    ['self', 'PATCH', '/:id', { email: 'own@example.org' }, '200'],
    ['self', 'PATCH', '/:id', { email: null }, '200'],
    ['self', 'PATCH', '/:id', { role: 'admin' }, '403 FORBIDDEN'],
    ['self', 'PATCH', '/:id', { role: 'user' }, '403 FORBIDDEN'],
    ['self', 'PATCH', '/:id', { is_active: false }, '403 FORBIDDEN'],
    ['self', 'PATCH', '/:id', { username: 'another' }, '403 FORBIDDEN'],
    ['self', 'PATCH', '/:id', { time_zone: 'UTC', role: 'admin' }, '403 FORBIDDEN'],
    ['other', 'PATCH', '/:id', { time_zone: 'UTC' }, '404 NOT_FOUND'],
    ['other', 'PATCH', '/:id', { role: 'admin' }, '404 NOT_FOUND'],
    ['admin', 'PATCH', '/:id', { username: 'renamed', time_zone: 'Asia/Tokyo' }, '200'],
    ['admin', 'PATCH', '/:id', { role: 'admin' }, '200'],
    ['admin', 'PATCH', '/:id', { is_active: false }, '200'],
    ['self', 'DELETE', '/:id', undefined, '403 FORBIDDEN'],
    ['other', 'DELETE', '/:id', undefined, '403 FORBIDDEN'],
    ['admin', 'DELETE', '/:id', undefined, '200'],
    ['self', 'POST', '/:id/reset-password', undefined, '403 FORBIDDEN'],
    ['other', 'POST', '/:id/reset-password', undefined, '403 FORBIDDEN'],
    ['admin', 'POST', '/:id/reset-password', undefined, '200'],
    ['self', 'GET', '/:id/export', undefined, '200'],
    ['other', 'GET', '/:id/export', undefined, '404 NOT_FOUND'],
    ['admin', 'GET', '/:id/export', undefined, '404 NOT_FOUND'],
  ];
  it.each(rows)('%s: %s %s with %j is answered %s', async (who, method, path, body, answer) => {
    const subject = await signedIn();
    const tokens = { admin: adminToken, self: subject.token, other: otherToken };
    const reply = await api.ask(method, `/api/users${path.replace(':id', subject.id)}`, {
      token: tokens[who],
      ...(body ? { body } : {}),
    });
    expect([reply.status, reply.body.error].filter(Boolean).join(' ')).toBe(answer);
  });

  it.each<[string, object, ErrorSymbol]>([
    ['nothing at all', {}, 'VALIDATION_FAILED'],
    ['a key that is not known', { time_zone: 'UTC', user_id: 'x' }, 'VALIDATION_FAILED'],
    ['a password', { password: PASSWORD }, 'VALIDATION_FAILED'],
    ['limits', { follows_limit: 1 }, 'VALIDATION_FAILED'],
    ['must_change_password', { must_change_password: false }, 'VALIDATION_FAILED'],
    ['a role that is none', { role: 'owner' }, 'VALIDATION_FAILED'],
    ['an offset for a zone', { time_zone: '+02:00' }, 'VALIDATION_FAILED'],
    ['something that is no e-mail address', { email: 'nobody' }, 'VALIDATION_FAILED'],
    ['a NUL in the name', { username: 'a\0b' }, 'VALIDATION_FAILED'],
    ['a mark that turns the text around', { username: 'ab\u202ecd' }, 'VALIDATION_FAILED'],
    ['a name of 10 kB', { username: 'a'.repeat(10_240) }, 'VALIDATION_FAILED'],
  ])('does not take %s for a change', async (_, body, error) => {
    const user = await api.given.user();
    expect((await asAdmin('PATCH', `/${user.id}`, body)).body.error).toBe(error);
  });

  it('knows nobody by an id that is nobody’s', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    for (const [method, path, body] of [
      ['GET', `/${id}`, undefined],
      ['PATCH', `/${id}`, { time_zone: 'UTC' }],
      ['DELETE', `/${id}`, undefined],
      ['POST', `/${id}/reset-password`, undefined],
    ] as const) {
      expect([method, (await asAdmin(method, path, body)).body.error]).toEqual([method, 'NOT_FOUND']);
    }
  });

  it('is kept in the audit log where someone tried more than they may', async () => {
    const user = await signedIn();
    await api.ask('PATCH', `/api/users/${user.id}`, { token: user.token, body: { role: 'admin' } });
    const [row] = await api.given.sql(
      `SELECT outcome, details FROM audit_log WHERE actor_id = $1 AND action = 'permission_denied'`,
      [user.id],
    );
    expect(row).toEqual({ outcome: 'refused', details: { route: 'PATCH /api/users/:id', fields: ['role'] } });
  });
});

describe('the list of users', () => {
  it.each([
    ['64 characters of three bytes each', '字'.repeat(64)],
    ['12 characters that are compared as 18 each', '\uFDFA'.repeat(12)],
    ['64 characters that are compared as 18 each', '\uFDFA'.repeat(64)],
  ])('continues behind a name of %s', async (_, username) => {
    const made = await asAdmin<UserAnswer>('POST', '', { username });
    expect(made.status).toBe(201);
    await asAdmin('POST', '', { username: `${username.slice(0, -1)}\uFFDC` });
    const search = encodeURIComponent(username.slice(0, 2));
    const first = await asAdmin<UserList>('GET', `?search=${search}&limit=1`);
    const second = await asAdmin<UserList>('GET', `?search=${search}&limit=1&cursor=${first.body.next_cursor}`);
    expect([first.body.items.length, second.status]).toEqual([1, 200]);
    await asAdmin('DELETE', `/${made.body.user.id}`);
  });

  it('is searched, filtered and read page by page', async () => {
    for (const name of ['zz-anna', 'zz-ben', 'zz-cleo', 'zz-dora']) await api.given.user({ username: name });
    await api.given.user({ username: 'zz-eve', role: 'admin' });
    await api.given.sql(`UPDATE users SET is_active = false WHERE username = 'zz-dora'`);
    const names = async (query: string) => {
      const { body } = await asAdmin<UserList>('GET', `?search=ZZ-&${query}`);
      return { names: body.items.map(({ username }) => username), next: body.next_cursor };
    };
    expect((await names('role=admin')).names).toEqual(['zz-eve']);
    expect((await names('is_active=false')).names).toEqual(['zz-dora']);
    expect((await names('role=user&is_active=true')).names).toEqual(['zz-anna', 'zz-ben', 'zz-cleo']);
    const first = await names('limit=3');
    expect(first.names).toEqual(['zz-anna', 'zz-ben', 'zz-cleo']);
    const second = await names(`limit=3&cursor=${first.next}`);
    expect(second).toEqual({ names: ['zz-dora', 'zz-eve'], next: null });
  });
});

describe('a new user', () => {
  it('is invited by mail, and gets a one-time password to hand over all the same', async () => {
    const { status, body } = await asAdmin<CreateUserAnswer>('POST', '', { username: 'ida', email: 'ida@example.org' });
    expect([status, body.user.must_change_password]).toEqual([201, true]);
    expect(await mailed(body.user.id)).toEqual(['invitation ida@example.org']);
    const token = await api.signIn('ida', body.one_time_password);
    expect((await api.ask('GET', '/api/bot/status', { token })).body.error).toBe('PASSWORD_CHANGE_REQUIRED');
    expect(await audited(body.user.id)).toMatchObject([
      { action: 'user_created', actor_id: admin.id, details: { role: 'user', invited: true } },
      { action: 'sign_in' },
    ]);
  });

  it('with a password that the administrator chose is not invited, and must change it too', async () => {
    const { body } = await asAdmin<CreateUserAnswer>('POST', '', {
      username: 'jon',
      email: 'jon@example.org',
      password: 'seven-grey-herons-at-noon',
    });
    expect([body.one_time_password, body.user.must_change_password]).toEqual([undefined, true]);
    expect(await mailed(body.user.id)).toEqual([]);
  });

  it.each([
    ['the user name', 'kim-lindgren-2026'],
    ['the part of the e-mail address before the @', 'with-orchardkeeper-9'],
    ['the product’s name', 'my-pacekeeper-login'],
    ['a common password', 'password1234'],
    ['too few characters', 'short-pass'],
  ])('does not get a password with %s', async (_, password) => {
    const { body } = await asAdmin('POST', '', {
      username: 'kim-lindgren',
      email: 'orchardkeeper@example.org',
      password,
    });
    expect([body.error, body.details?.[0]?.path]).toEqual(['PASSWORD_TOO_WEAK', 'password']);
  });

  it('does not share name or e-mail with anyone, whatever the case', async () => {
    await api.given.user({ username: 'lea', email: 'lea@example.org' });
    const other = await api.given.user();
    for (const [body, path] of [
      [{ username: 'LEA' }, 'username'],
      [{ username: 'lea2', email: 'Lea@Example.org' }, 'email'],
    ] as const) {
      const made = await asAdmin('POST', '', body);
      expect([made.status, made.body.error, made.body.details?.[0]?.path]).toEqual([409, 'CONFLICT', path]);
      const changed = await asAdmin('PATCH', `/${other.id}`, body);
      expect([changed.status, changed.body.error, changed.body.details?.[0]?.path]).toEqual([409, 'CONFLICT', path]);
    }
  });
});

describe('a changed e-mail address', () => {
  it('is told to the old one and the new one, ends the links that were sent, and is audited without addresses', async () => {
    const user = await api.given.user({ email: 'old-mia@example.org' });
    await api.given.sql(
      `INSERT INTO password_reset_tokens (id, user_id, token_hash, email_key, expires_at)
       VALUES (gen_random_uuid(), $1, '\\x00', 'old-mia@example.org', now() + interval '30 minutes')`,
      [user.id],
    );
    const { body } = await asAdmin('PATCH', `/${user.id}`, { email: 'new-mia@example.org' });
    expect(body.user.email).toBe('new-mia@example.org');
    expect(await mailed(user.id)).toEqual(['email_changed new-mia@example.org', 'email_changed old-mia@example.org']);
    expect(
      await api.given.sql('SELECT used_at IS NOT NULL AS used FROM password_reset_tokens WHERE user_id = $1', [
        user.id,
      ]),
    ).toEqual([{ used: true }]);
    const [entry] = (await audited(user.id)).filter(({ action }) => action === 'email_changed');
    expect(entry).toMatchObject({ actor_id: admin.id, details: { removed: false } });
  });

  it('needs a recent proof of the person who changes their own, and nothing else of theirs does', async () => {
    const user = await signedIn({ email: 'olga@example.org' });
    const change = (body: object) => api.ask('PATCH', `/api/users/${user.id}`, { token: user.token, body });
    await api.given.sql(`UPDATE login_sessions SET proved_at = now() - interval '16 minutes' WHERE user_id = $1`, [
      user.id,
    ]);
    await eventually(
      async () => (await change({ email: 'olga2@example.org' })).body.error === 'REAUTHENTICATION_REQUIRED',
      'the old proof is seen',
    );
    expect((await change({ time_zone: 'Europe/Oslo' })).status).toBe(200);
    // What is named and stays the same is no change.
    await api.given.sql(`UPDATE users SET email = 'olga@example.org', email_key = 'olga@example.org' WHERE id = $1`, [
      user.id,
    ]);
    expect((await change({ email: 'olga@example.org', time_zone: 'Europe/Oslo' })).status).toBe(200);
  });

  it('that is none writes nothing', async () => {
    const user = await api.given.user({ email: 'pia@example.org' });
    await asAdmin('PATCH', `/${user.id}`, { email: 'pia@example.org', role: 'user', is_active: true });
    expect([await mailed(user.id), await audited(user.id)]).toEqual([[], []]);
  });
});

describe('role and state', () => {
  /** Resolves when the stream has ended. */
  const listen = async (token: string): Promise<{ ended: Promise<true> }> => {
    const response = await fetch(`${api.url}/api/events`, { headers: { authorization: `Bearer ${token}` } });
    const read = async (): Promise<true> => {
      for await (const _ of response.body ?? []);
      return true;
    };
    return { ended: read() };
  };

  it('take effect on the next request, end open streams, and are audited with what they were', async () => {
    const user = await signedIn({ role: 'admin' });
    const stream = await listen(user.token);
    expect((await api.ask('GET', '/api/users', { token: user.token })).status).toBe(200);
    await asAdmin('PATCH', `/${user.id}`, { role: 'user' });
    expect((await api.ask('GET', '/api/users', { token: user.token })).body.error).toBe('FORBIDDEN');
    expect(await stream.ended).toBe(true);
    expect(await statusOf(user.token)).toBe(200);
    expect((await audited(user.id)).at(-1)).toMatchObject({
      action: 'role_changed',
      actor_id: admin.id,
      details: { from: 'admin', to: 'user' },
    });
  });

  it('of someone disabled end their login sessions and streams; enabled, they sign in again', async () => {
    const user = await signedIn();
    const stream = await listen(user.token);
    expect((await asAdmin('PATCH', `/${user.id}`, { is_active: false })).body.user.is_active).toBe(false);
    expect(await statusOf(user.token)).toBe(401);
    expect(await stream.ended).toBe(true);
    const refused = await api.ask('POST', '/api/auth/login', { body: { username: user.username, password: PASSWORD } });
    expect(refused.body.error).toBe('INVALID_CREDENTIALS');
    await asAdmin('PATCH', `/${user.id}`, { is_active: true });
    expect(await statusOf(user.token)).toBe(401);
    expect(await statusOf(await api.signIn(user.username))).toBe(200);
    const actions = (await audited(user.id)).filter(({ action }) => action.startsWith('user_'));
    expect(actions).toMatchObject([{ action: 'user_disabled', details: { sessions: 1 } }, { action: 'user_enabled' }]);
  });

  it('leave one administrator: the last one is neither demoted, disabled nor deleted', async () => {
    await api.given.sql(`UPDATE users SET role = 'user' WHERE role = 'admin' AND id <> $1`, [admin.id]);
    for (const [method, body] of [
      ['PATCH', { role: 'user' }],
      ['PATCH', { is_active: false }],
      ['DELETE', undefined],
    ] as const) {
      const reply = await asAdmin(method, `/${admin.id}`, body);
      expect([method, reply.status, reply.body.error]).toEqual([method, 409, 'CONFLICT']);
      expect(reply.body.message).toMatch(/last active administrator/);
    }
    expect(await statusOf(adminToken)).toBe(200);
    expect((await audited(admin.id)).filter(({ action }) => action !== 'sign_in')).toEqual([]);
  });

  it('may be given up by an administrator of several', async () => {
    const second = await signedIn({ role: 'admin' });
    const own = (body: object) => api.ask('PATCH', `/api/users/${second.id}`, { token: second.token, body });
    expect((await own({ role: 'user' })).status).toBe(200);
    expect((await own({ role: 'admin' })).body.error).toBe('FORBIDDEN');
    const third = await signedIn({ role: 'admin' });
    const gone = await api.ask('DELETE', `/api/users/${third.id}`, { token: third.token });
    expect([gone.status, await statusOf(third.token)]).toEqual([200, 401]);
  });
});

describe('a deleted user', () => {
  it('leaves nothing but the audit log, which knows an id', async () => {
    const user = await signedIn({ email: 'quinn@example.org' });
    const account = await api.given.account(user.id);
    await api.given.job(user.id, account.id);
    await api.given.limits({ follows: 5 }, user.id);
    expect((await asAdmin('DELETE', `/${user.id}`)).status).toBe(200);
    expect(await statusOf(user.token)).toBe(401);
    const tables = await api.given.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'user_id'`,
    );
    expect(tables.length).toBeGreaterThan(12);
    for (const { name } of tables) {
      expect([name, await api.given.sql(`SELECT 1 FROM ${name} WHERE user_id = $1`, [user.id])]).toEqual([name, []]);
    }
    const entries = await audited(user.id);
    expect(entries.at(-1)).toMatchObject({ action: 'user_deleted', actor_id: admin.id, details: {} });
    expect(JSON.stringify(entries)).not.toMatch(/quinn|user-\d/);
  });
});

describe('the reset of a password', () => {
  it('goes by mail to anyone who has an address, and tells the administrator no password', async () => {
    const user = await signedIn({ email: 'rosa@example.org' });
    const { body } = await asAdmin<ResetStarted>('POST', `/${user.id}/reset-password`);
    expect(body).toEqual({ success: true, mailed: true });
    expect(await mailed(user.id)).toEqual(['password_reset rosa@example.org']);
    expect(await statusOf(user.token)).toBe(200);
    expect((await audited(user.id)).at(-1)).toMatchObject({ action: 'password_reset_requested', actor_id: admin.id });
  });

  it('is a one-time password for anyone who has none: it ends their login sessions and must be changed', async () => {
    const user = await signedIn();
    const { body } = await asAdmin<ResetStarted>('POST', `/${user.id}/reset-password`);
    expect(body.mailed).toBe(false);
    expect(await statusOf(user.token)).toBe(401);
    const old = await api.ask('POST', '/api/auth/login', { body: { username: user.username, password: PASSWORD } });
    expect(old.body.error).toBe('INVALID_CREDENTIALS');
    const token = await api.signIn(user.username, body.one_time_password);
    expect((await api.ask('GET', '/api/bot/status', { token })).body.error).toBe('PASSWORD_CHANGE_REQUIRED');
    const entry = (await audited(user.id)).find(({ action }) => action === 'password_reset');
    expect(entry).toMatchObject({ actor_id: admin.id, details: { sessions: 1 } });
    expect(api.logLines.join('')).not.toContain(body.one_time_password);
  });

  it('is not started for someone disabled, whom it would not let in', async () => {
    for (const email of [undefined, 'siri@example.org']) {
      const user = await api.given.user(email ? { email } : {});
      await asAdmin('PATCH', `/${user.id}`, { is_active: false });
      expect((await asAdmin('POST', `/${user.id}/reset-password`)).body.error).toBe('CONFLICT');
      expect(await mailed(user.id)).toEqual([]);
    }
  });

  it.each([
    ['to start a reset', 'POST', '/reset-password', undefined],
    ['to change an e-mail', 'PATCH', '', { email: 'elsewhere@example.org' }],
    ['to change a role', 'PATCH', '', { role: 'admin' }],
    ['to delete somebody', 'DELETE', '', undefined],
    ['to take second factors off', 'DELETE', '/two-factor', undefined],
  ])('an open screen of an administrator is not enough %s', async (_, method, path, body) => {
    const [second, target] = [await signedIn({ role: 'admin' }), await api.given.user()];
    await api.given.sql(`UPDATE login_sessions SET proved_at = now() - interval '16 minutes' WHERE user_id = $1`, [
      second.id,
    ]);
    const ask = () =>
      api.ask(method, `/api/users/${target.id}${path}`, {
        token: second.token,
        ...(body === undefined ? {} : { body }),
      });
    expect((await ask()).body.error).toBe('REAUTHENTICATION_REQUIRED');
    expect(await mailed(target.id)).toEqual([]);
  });

  it('does not take a password from the administrator', async () => {
    const user = await api.given.user();
    const { body } = await asAdmin<ResetStarted>('POST', `/${user.id}/reset-password`, { password: PASSWORD });
    expect(body.one_time_password).not.toBe(PASSWORD);
  });
});
