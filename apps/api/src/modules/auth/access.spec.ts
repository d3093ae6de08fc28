import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  allRoutes,
  type LoginAnswer,
  type Pending,
  type RecoveryCodes,
  type TotpEnrolment,
  type VerificationNeeded,
} from '@pacekeeper/contracts';
import { eventually, type GivenUser, PASSWORD } from '@pacekeeper/testing';
import { type TOTP, URI } from 'otpauth';
import { TestApi } from '../../testing/test-api.ts';

const NEW_PASSWORD = 'seven loud geese cross the road';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const login = <Answer = LoginAnswer>(user: GivenUser, password = PASSWORD) =>
  api.ask<Answer>('POST', '/api/auth/login', { body: { username: user.username, password } });
const get = (path: string, token: string) => api.ask('GET', path, { token });
const endOthers = (token: string) => api.ask('DELETE', '/api/auth/sessions', { token });
const reauthenticate = (token: string, body: object) => api.ask('POST', '/api/auth/reauthenticate', { token, body });
const audited = (actorId: string) =>
  api.given.sql<{ action: string; outcome: string; details: object }>(
    'SELECT action, outcome, details FROM audit_log WHERE actor_id = $1 ORDER BY seq',
    [actorId],
  );

/** A user with an authenticator app, signed in before it was set up. */
const withTotp = async (user: GivenUser): Promise<{ token: string; codes: string[] }> => {
  const token = await api.signIn(user.username);
  const enrolment = await api.ask<TotpEnrolment>('POST', '/api/auth/totp/enroll', { token });
  const app = URI.parse(enrolment.body.totp.otpauth_url) as TOTP;
  const confirmed = await api.ask<RecoveryCodes>('POST', '/api/auth/totp/confirm', {
    token,
    body: { code: app.generate() },
  });
  return { token, codes: confirmed.body.recovery_codes };
};

/** Every route that is open while this is pending, as `METHOD path`. */
const openWhile = (pending: Pending): string[] =>
  allRoutes
    .filter((route) => route.openWhile?.includes(pending))
    .map(({ method, path }) => `${method} ${path}`)
    .sort();

describe('a password that must be changed', () => {
  it('leaves open what changes it, and nothing else', () => {
    expect(openWhile('password')).toEqual([
      'GET /api/auth/me',
      'POST /api/auth/logout',
      // admin/initialize-password is public.
      'PUT /api/users/:id/change-password',
    ]);
  });
});

describe('where everyone needs a second factor', () => {
  beforeAll(() => api.given.sql('UPDATE security_settings SET require_two_factor = true'));
  afterAll(() => api.given.sql('UPDATE security_settings SET require_two_factor = false'));

  let user: GivenUser;
  beforeEach(async () => {
    user = await api.given.user();
  });

  it('anyone who has none is told so, and may set one up and do nothing else', async () => {
    const { token, must_set_up_two_factor } = (await login(user)).body;
    expect(must_set_up_two_factor).toBe(true);
    for (const path of ['/api/limits', '/api/bot/status', '/api/events', '/api/auth/sessions', '/api/users']) {
      expect([path, await get(path, token)]).toMatchObject([
        path,
        { status: 403, body: { error: 'TWO_FACTOR_SETUP_REQUIRED' } },
      ]);
    }
    expect((await get('/api/auth/me', token)).status).toBe(200);
    expect((await api.ask('POST', '/api/auth/totp/enroll', { token })).status).toBe(200);
    expect((await api.ask('POST', '/api/auth/logout', { token })).status).toBe(200);
  });

  it('opens no more than enrolling needs', () => {
    const open = openWhile('two_factor');
    expect(open).toEqual(
      expect.arrayContaining(['GET /api/auth/me', 'POST /api/auth/logout', 'POST /api/auth/reauthenticate']),
    );
    for (const route of open)
      expect(route).toMatch(/ \/api\/auth\/(me$|logout$|reauthenticate$|totp|two-factor|passkeys)/);
  });

  it('lets everyone in with the same token once there is one', async () => {
    const { token } = await withTotp(user);
    expect((await get('/api/limits', token)).status).toBe(200);
  });

  it('asks for the new password first', async () => {
    const fresh = await api.given.user({ mustChangePassword: true });
    const { token, must_change_password, must_set_up_two_factor } = (await login(fresh)).body;
    expect([must_change_password, must_set_up_two_factor]).toEqual([true, false]);
    expect((await get('/api/limits', token)).body.error).toBe('PASSWORD_CHANGE_REQUIRED');
    const body = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    expect((await api.ask('PUT', `/api/users/${fresh.id}/change-password`, { token, body })).status).toBe(200);
    expect((await get('/api/limits', token)).body.error).toBe('TWO_FACTOR_SETUP_REQUIRED');
  });

  it('holds from the next requests on for those who are signed in', async () => {
    await api.given.sql('UPDATE security_settings SET require_two_factor = false');
    const { token, must_set_up_two_factor } = (await login(user)).body;
    expect(must_set_up_two_factor).toBe(false);
    expect((await get('/api/limits', token)).status).toBe(200);
    await api.given.sql('UPDATE security_settings SET require_two_factor = true');
    await eventually(
      async () => (await get('/api/limits', token)).body.error === 'TWO_FACTOR_SETUP_REQUIRED',
      'the requirement holds',
    );
  });
});

describe('a password with a second factor behind it', () => {
  it('opens nothing by itself', async () => {
    const user = await api.given.user();
    await withTotp(user);
    const reply = await login<VerificationNeeded & Partial<LoginAnswer>>(user);
    expect(reply).toMatchObject({
      status: 200,
      body: { success: true, requires_verification: true, methods: ['totp', 'recovery_code'] },
    });
    expect([reply.body.token, reply.body.user, reply.headers.getSetCookie()]).toEqual([undefined, undefined, []]);
    expect((await get('/api/auth/me', reply.body.verification_token)).status).toBe(401);
    const cookie = `__Host-pacekeeper-refresh=${reply.body.verification_token}`;
    expect((await api.ask('POST', '/api/auth/refresh', { headers: { cookie } })).status).toBe(401);
  });

  it('sets an administrator’s first password only with the second factor', async () => {
    const admin = await api.given.user({ role: 'admin' });
    const { token, codes } = await withTotp(admin);
    const body = { username: admin.username, current_password: PASSWORD, new_password: NEW_PASSWORD };
    const reply = await api.ask<VerificationNeeded>('POST', '/api/admin/initialize-password', { body });
    expect(reply).toMatchObject({ status: 200, body: { success: true, requires_verification: true } });
    expect((await get('/api/auth/me', token)).status).toBe(200);
    expect(await login(admin)).toMatchObject({ body: { requires_verification: true } });
    expect((await login(admin, NEW_PASSWORD)).status).toBe(401);

    const shown = { verification_token: reply.body.verification_token, code: codes[0] };
    const done = await api.ask<LoginAnswer>('POST', '/api/auth/login/verify', { body: shown });
    expect(done).toMatchObject({ status: 200, body: { must_change_password: false } });
    expect((await get('/api/auth/me', token)).status).toBe(401);
    expect((await get('/api/auth/me', done.body.token)).status).toBe(200);
    expect((await login(admin)).status).toBe(401);
    expect(await login(admin, NEW_PASSWORD)).toMatchObject({ body: { requires_verification: true } });
  });
});

describe('what needs a recent proof', () => {
  /** Signed in, and proved longer ago than counts; nothing was asked with the token yet. */
  const longAgo = async (user: GivenUser): Promise<string> => {
    const { token } = (await login(user)).body;
    await api.given.sql(
      `UPDATE login_sessions SET proved_at = now() - interval '15 minutes 1 second' WHERE user_id = $1`,
      [user.id],
    );
    return token;
  };

  it('works right after the sign-in, and is refused later until the password comes again', async () => {
    const user = await api.given.user();
    const token = await longAgo(user);
    expect(await endOthers(token)).toMatchObject({ status: 403, body: { error: 'REAUTHENTICATION_REQUIRED' } });
    expect((await get('/api/limits', token)).status).toBe(200);
    expect((await reauthenticate(token, { password: 'not this one' })).body.error).toBe('INVALID_CREDENTIALS');
    expect((await endOthers(token)).status).toBe(403);
    expect(await reauthenticate(token, { password: PASSWORD })).toMatchObject({ status: 200, body: { success: true } });
    expect((await endOthers(token)).status).toBe(200);
    expect(await audited(user.id)).toEqual([
      { action: 'sign_in', outcome: 'success', details: { method: 'password' } },
      { action: 'reauthenticated', outcome: 'refused', details: {} },
      { action: 'reauthenticated', outcome: 'success', details: {} },
      { action: 'sessions_ended', outcome: 'success', details: { ended: 0 } },
    ]);
  });

  it('is proved for one login session alone', async () => {
    const user = await api.given.user();
    const here = await longAgo(user);
    await login(user);
    expect((await endOthers(here)).status).toBe(403);
  });

  it('wants the second factor too, where there is one', async () => {
    const user = await api.given.user();
    const { token, codes } = await withTotp(user);
    await api.given.sql(`UPDATE login_sessions SET proved_at = now() - interval '1 hour' WHERE user_id = $1`, [
      user.id,
    ]);
    await eventually(async () => (await endOthers(token)).status === 403, 'the proof is old');
    expect(await reauthenticate(token, { password: PASSWORD })).toMatchObject({
      status: 401,
      body: { error: 'VERIFICATION_REQUIRED' },
    });
    expect((await reauthenticate(token, { password: PASSWORD, code: '9-aaaaa-aaaaa' })).body.error).toBe(
      'SECOND_FACTOR_INVALID',
    );
    expect((await reauthenticate(token, { password: 'not this one', code: codes[0] })).body.error).toBe(
      'INVALID_CREDENTIALS',
    );
    expect((await endOthers(token)).status).toBe(403);
    expect((await reauthenticate(token, { password: PASSWORD, code: codes[0] })).status).toBe(200);
    expect((await endOthers(token)).status).toBe(200);
    expect((await reauthenticate(token, { password: PASSWORD, code: codes[0] })).body.error).toBe(
      'SECOND_FACTOR_INVALID',
    );
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['no password', { code: '123456' }],
    ['a code of another form', { password: PASSWORD, code: 'abc' }],
    ['half a passkey', { password: PASSWORD, challenge_token: 'x' }],
    ['an unknown key', { password: PASSWORD, user_id: '018f2f6e-7d3c-7c11-9a55-0123456789ab' }],
  ])('is not proved by %s', async (_, body) => {
    const { token } = (await login(await api.given.user())).body;
    expect(await reauthenticate(token, body)).toMatchObject({ status: 400, body: { error: 'VALIDATION_FAILED' } });
  });
});

describe('the audit log', () => {
  it('has what someone was refused for their role, with the route and not its ids', async () => {
    const user = await api.given.user();
    const { token } = (await login(user)).body;
    await get('/api/users?search=secret', token);
    await api.ask('DELETE', `/api/users/${user.id}/sessions`, { token });
    await api.ask('POST', '/api/auth/logout', { token });
    expect(await audited(user.id)).toEqual([
      { action: 'sign_in', outcome: 'success', details: { method: 'password' } },
      {
        action: 'permission_denied',
        outcome: 'refused',
        details: { route: 'GET /api/users', permission: 'user.read' },
      },
      {
        action: 'permission_denied',
        outcome: 'refused',
        details: { route: 'DELETE /api/users/:id/sessions', permission: 'user.recover' },
      },
      { action: 'sign_out', outcome: 'success', details: {} },
    ]);
  });
});
