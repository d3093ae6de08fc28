import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LoginAnswer } from '@pacekeeper/contracts';
import { type GivenUser, PASSWORD } from '@pacekeeper/testing';
import jwt from 'jsonwebtoken';
import { type Reply, TestApi } from '../../testing/test-api.ts';

const NEW_PASSWORD = 'seven loud geese cross the road';
const JWT_SECRET = 'a-secret-of-this-spec-file-alone-0123456789';
const ENCRYPTION_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

let api: TestApi;
let user: GivenUser;
let admin: GivenUser;

beforeAll(async () => {
  api = await TestApi.start({ JWT_SECRET, ENCRYPTION_KEYS });
  user = await api.given.user();
  admin = await api.given.user({ role: 'admin' });
});
afterAll(() => api.stop());

const login = (username: string, password: string) =>
  api.ask<LoginAnswer>('POST', '/api/auth/login', { body: { username, password } });
const me = (token: string) => api.ask('GET', '/api/auth/me', { token });
const refreshCookie = (reply: Reply<unknown>) => reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const refresh = (cookie: string) => api.ask<LoginAnswer>('POST', '/api/auth/refresh', { headers: { cookie } });

describe('signing in', () => {
  it('answers with a token, who it is, and a cookie that scripts and other sites cannot use', async () => {
    const reply = await login(user.username.toUpperCase(), PASSWORD);
    expect(reply).toMatchObject({
      status: 200,
      body: { must_change_password: false, user: { id: user.id, role: 'user' } },
    });
    const cookie = reply.headers.getSetCookie()[0] ?? '';
    for (const part of ['__Host-', 'HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part);
    expect(JSON.stringify(reply.body)).not.toMatch(/hash|argon2/i);
    expect(await me(reply.body.token)).toMatchObject({ status: 200, body: { user: { username: user.username } } });
  });

  it('says the same of an unknown name, a wrong password and a disabled user', async () => {
    const disabled = await api.given.user();
    await api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [disabled.id]);
    const replies = [
      await login('nobody', PASSWORD),
      await login(user.username, 'wrong'),
      await login(disabled.username, PASSWORD),
    ];
    const [first, ...others] = replies.map(({ status, body: { correlation_id: _, ...body } }) => ({ status, body }));
    expect(first).toMatchObject({ status: 401, body: { error: 'INVALID_CREDENTIALS', code: 'E-AUTH-W-0DC5' } });
    for (const other of others) expect(other).toEqual(first);
  });
});

describe('an access token', () => {
  const claims = (changes: object = {}) => ({
    sub: user.id,
    sid: '',
    typ: 'access',
    iss: 'pacekeeper',
    aud: 'pacekeeper-api',
    ...changes,
  });
  const sign = (payload: object, options: jwt.SignOptions = {}, secret = JWT_SECRET) =>
    jwt.sign(payload, secret, { algorithm: 'HS256', expiresIn: 60, ...options });
  const sessionOf = (token: string) => (jwt.decode(token) as { sid: string }).sid;

  it('is taken where it is ours', async () => {
    const { token } = (await login(user.username, PASSWORD)).body;
    expect((await me(sign(claims({ sid: sessionOf(token) })))).status).toBe(200);
  });

  it('is refused in every other form', async () => {
    const { token } = (await login(user.username, PASSWORD)).body;
    const sid = sessionOf(token);
    const none = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims({ sid }))).toString('base64url')}.`;
    const [head, body] = token.split('.');
    const forged: Record<string, string> = {
      none,
      'another algorithm': sign(claims({ sid }), { algorithm: 'HS512' }),
      'another key': sign(claims({ sid }), {}, 'another-secret-another-secret-another'),
      'a changed body': `${head}.${body}x.${createHmac('sha256', 'x').update('y').digest('base64url')}`,
      'another type': sign(claims({ sid, typ: 'refresh' })),
      'another audience': sign(claims({ sid, aud: 'elsewhere' })),
      'another issuer': sign(claims({ sid, iss: 'elsewhere' })),
      'an end in the past': sign(claims({ sid }), { expiresIn: -10 }),
      'a foreign key id': sign(
        claims({ sid }),
        { header: { alg: 'HS256', kid: '../../dev/null', jku: 'http://evil.example' } as jwt.JwtHeader },
        'x'.repeat(40),
      ),
      'a session of nobody': sign(claims({ sid: '018f2f6e-7d3c-7c11-9a55-0123456789ab' })),
      'the user of another': sign(claims({ sid, sub: admin.id })),
      rubbish: 'rubbish',
      nothing: '',
    };
    for (const [name, one] of Object.entries(forged)) {
      expect([name, await me(one)]).toMatchObject([
        name,
        { status: 401, body: { error: 'TOKEN_INVALID', code: 'E-AUTH-W-5BF7' } },
      ]);
    }
  });

  it('ends with the sign-out', async () => {
    const { token } = (await login(user.username, PASSWORD)).body;
    expect(await api.ask('POST', '/api/auth/logout', { token })).toMatchObject({
      status: 200,
      body: { success: true },
    });
    expect((await me(token)).status).toBe(401);
  });

  it('ends with the user being disabled, and carries a new role at once', async () => {
    const other = await api.given.user();
    const { token } = (await login(other.username, PASSWORD)).body;
    const adminToken = await api.signIn(admin.username);
    const update = (body: object) => api.ask('PATCH', `/api/users/${other.id}`, { token: adminToken, body });
    expect((await api.ask('GET', '/api/users', { token })).status).toBe(403);
    await update({ role: 'admin' });
    expect((await api.ask('GET', '/api/users', { token })).status).toBe(200);
    await update({ role: 'user' });
    expect((await api.ask('GET', '/api/users', { token })).status).toBe(403);
    await update({ is_active: false });
    expect((await me(token)).status).toBe(401);
  });
});

describe('staying signed in', () => {
  it('turns the cookie into the next token and the next cookie', async () => {
    const first = refreshCookie(await login(user.username, PASSWORD));
    const reply = await refresh(first);
    expect(reply.status).toBe(200);
    expect(refreshCookie(reply)).not.toBe(first);
    expect((await me(reply.body.token)).status).toBe(200);
  });

  it('has one winner of fifty at once, whose next token works', async () => {
    const cookie = refreshCookie(await login(user.username, PASSWORD));
    const replies = await Promise.all(Array.from({ length: 50 }, () => refresh(cookie)));
    const winners = replies.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(49);
    const next = await refresh(refreshCookie(winners[0] as Reply<unknown>));
    expect(next.status).toBe(200);
  });

  it('ends the whole login session when an old cookie comes back later', async () => {
    const stolen = refreshCookie(await login(user.username, PASSWORD));
    const owner = await refresh(stolen);
    await api.given.sql(`UPDATE login_sessions SET rotated_at = now() - interval '1 minute' WHERE user_id = $1`, [
      user.id,
    ]);
    expect((await refresh(stolen)).status).toBe(401);
    expect((await me(owner.body.token)).status).toBe(401);
    expect((await refresh(refreshCookie(owner))).status).toBe(401);
  });

  it('takes nothing that is not a cookie of ours', async () => {
    const good = refreshCookie(await login(user.username, PASSWORD));
    const name = good.split('=')[0];
    for (const bad of ['', `${name}=`, `${name}=x.y.z`, `${good}x`, good.replace(user.id, admin.id)]) {
      expect(await refresh(bad)).toMatchObject({ status: 401, body: { error: 'TOKEN_INVALID' } });
    }
    expect((await refresh(good)).status).toBe(200);
  });

  it('is not to be had from another site', async () => {
    const cookie = refreshCookie(await login(user.username, PASSWORD));
    const reply = await api.ask('POST', '/api/auth/refresh', { headers: { cookie, 'sec-fetch-site': 'cross-site' } });
    expect(reply).toMatchObject({ status: 403, body: { error: 'CROSS_SITE_REQUEST' } });
  });
});

describe('a password that someone else knows', () => {
  it('opens only what changes it, and the same token stays valid', async () => {
    const fresh = await api.given.user({ mustChangePassword: true });
    const { token, must_change_password } = (await login(fresh.username, PASSWORD)).body;
    expect(must_change_password).toBe(true);
    expect((await me(token)).status).toBe(200);
    for (const path of ['/api/limits', '/api/bot/status', '/api/activity-logs', '/api/events', '/api/error-codes']) {
      expect(await api.ask('GET', path, { token })).toMatchObject({
        status: 403,
        body: { error: 'PASSWORD_CHANGE_REQUIRED' },
      });
    }
    const other = (await login(fresh.username, PASSWORD)).body.token;
    const body = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    expect((await api.ask('PUT', `/api/users/${fresh.id}/change-password`, { token, body })).status).toBe(200);
    expect((await api.ask('GET', '/api/limits', { token })).status).toBe(200);
    expect((await me(other)).status).toBe(401);
    expect((await login(fresh.username, PASSWORD)).status).toBe(401);
    expect((await login(fresh.username, NEW_PASSWORD)).body.must_change_password).toBe(false);
  });

  it.each([
    ['eleven chars', 'eleven char', 'PASSWORD_TOO_WEAK', 422],
    ['129 characters', 'x1'.repeat(65), 'PASSWORD_TOO_WEAK', 422],
    ['the name of the product', 'my PaceKeeper login', 'PASSWORD_TOO_WEAK', 422],
    ['one character again and again', 'zzzzzzzzzzzzzz', 'PASSWORD_TOO_WEAK', 422],
    ['what everybody takes', 'password12345', 'PASSWORD_TOO_WEAK', 422],
    ['a common one with signs around it', '!!Sunshine12345', 'PASSWORD_TOO_WEAK', 422],
    ['a common one, twice', 'DragonDragon', 'PASSWORD_TOO_WEAK', 422],
    ['the same again', PASSWORD, 'PASSWORD_TOO_WEAK', 422],
    ['nothing but blanks', '              ', 'PASSWORD_TOO_WEAK', 422],
    ['nothing', '', 'VALIDATION_FAILED', 400],
  ])('is not changed to %s', async (_, new_password, error, status) => {
    const { token } = (await login(user.username, PASSWORD)).body;
    const body = { current_password: PASSWORD, new_password };
    const reply = await api.ask('PUT', `/api/users/${user.id}/change-password`, { token, body });
    expect(reply).toMatchObject({ status, body: { error } });
    expect(reply.body.details?.[0]?.path).toBe('new_password');
  });

  it('is not changed to one with the user’s own name', async () => {
    const named = await api.given.user({ username: 'Konstantina' });
    const { token } = (await login(named.username, PASSWORD)).body;
    const body = { current_password: PASSWORD, new_password: 'konstantina was here' };
    expect((await api.ask('PUT', `/api/users/${named.id}/change-password`, { token, body })).body.error).toBe(
      'PASSWORD_TOO_WEAK',
    );
  });

  it('is changed with the current one only, and by its owner only', async () => {
    const { token } = (await login(user.username, PASSWORD)).body;
    const body = { current_password: 'not this one', new_password: NEW_PASSWORD };
    expect((await api.ask('PUT', `/api/users/${user.id}/change-password`, { token, body })).body.error).toBe(
      'INVALID_CREDENTIALS',
    );
    expect((await api.ask('PUT', `/api/users/${admin.id}/change-password`, { token, body })).body.error).toBe(
      'NOT_FOUND',
    );
  });
});

describe('an administrator’s first password', () => {
  it('is set from the current one, without a token', async () => {
    const first = await api.given.user({ role: 'admin', mustChangePassword: true });
    const ask = (body: object) => api.ask<LoginAnswer>('POST', '/api/admin/initialize-password', { body });
    const body = { username: first.username, current_password: PASSWORD, new_password: NEW_PASSWORD };
    expect((await ask({ ...body, current_password: 'wrong' })).body.error).toBe('INVALID_CREDENTIALS');
    expect((await ask({ ...body, new_password: 'short' })).body.error).toBe('PASSWORD_TOO_WEAK');
    expect((await ask({ ...body, username: user.username })).body.error).toBe('FORBIDDEN');
    const done = await ask(body);
    expect(done).toMatchObject({ status: 200, body: { must_change_password: false } });
    expect((await api.ask('GET', '/api/users', { token: done.body.token })).status).toBe(200);
  });
});
