import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { allRoutes, type ApiToken, type ApiTokenList, isOpenToTokens, TOKEN_PERMISSIONS } from '@pacekeeper/contracts';
import { eventually, PASSWORD } from '@pacekeeper/testing';
import { Mailbox } from '../../../testing/mailbox.ts';
import { TestApi } from '../../../testing/test-api.ts';
import { TOKEN_REQUESTS_PER_MINUTE } from './api-token-callers.service.ts';

jest.setTimeout(60_000);

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

interface Person {
  readonly id: string;
  readonly username: string;
  readonly token: string;
}
const person = async (role: 'admin' | 'user' = 'user', email?: string): Promise<Person> => {
  const made = await api.given.user({ role, ...(email ? { email } : {}) });
  return { ...made, token: await api.signIn(made.username) };
};
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const create = (token: string, more: object = {}) =>
  api.ask<{ token: string; api_token: ApiToken }>('POST', '/api/auth/tokens', {
    token,
    body: { name: 'nightly script', permissions: ['job.read', 'quota.read'], expires_at: inDays(30), ...more },
  });
const tokenOf = async (who: Person, permissions: readonly string[] = ['job.read', 'quota.read']): Promise<string> => {
  const { status, body } = await create(who.token, { permissions });
  expect(status).toBe(201);
  return body.token;
};
const get = (path: string, token: string) => api.ask('GET', `/api/${path}`, { token });
const audited = (id: string) =>
  api.given.sql<{ action: string; outcome: string; details: Record<string, unknown> }>(
    'SELECT action, outcome, details FROM audit_log WHERE actor_id = $1 ORDER BY seq DESC LIMIT 1',
    [id],
  );

describe('an API token', () => {
  it('is shown once, stored as a hash, audited and told by mail', async () => {
    const who = await person('user', 'anna@example.org');
    const { status, body } = await create(who.token, { permissions: ['job.read', 'job.read', 'quota.read'] });
    expect(status).toBe(201);
    expect(body.token).toMatch(/^pk_[\w-]{22}\.[\w-]{22}\.[\w-]{43}$/);
    expect(body.api_token).toMatchObject({
      name: 'nightly script',
      permissions: ['job.read', 'quota.read'],
      expired: false,
      last_used_at: null,
    });
    const kept = JSON.stringify([
      await api.given.sql('SELECT * FROM api_tokens'),
      await api.given.sql('SELECT * FROM outgoing_mails'),
      await api.given.sql('SELECT * FROM audit_log'),
      await get('auth/tokens', who.token),
      api.logLines,
    ]);
    expect(kept).not.toContain(body.token.split('.')[2]);
    expect(await audited(who.id)).toMatchObject([
      { action: 'api_token_created', details: { api_token_id: body.api_token.id } },
    ]);
    const { text } = await mailbox.arrived('anna@example.org');
    expect(text).toContain('Name: nightly script');
    expect(text).not.toContain('pk_');
  });

  it('opens what it was given, and nothing else, which is audited', async () => {
    const who = await person();
    const { body } = await create(who.token);
    expect((await get('limits', body.token)).status).toBe(200);
    expect((await get('bot/jobs', body.token)).status).toBe(200);
    expect(await get('activity-logs', body.token)).toMatchObject({ status: 403, body: { error: 'API_TOKEN_LIMITED' } });
    expect(await audited(who.id)).toMatchObject([
      {
        action: 'permission_denied',
        outcome: 'refused',
        details: { route: 'GET /api/activity-logs', permission: 'activity.read', api_token_id: body.api_token.id },
      },
    ]);
  });

  it('with every permission opens no route that is for people alone', async () => {
    const admin = await person('admin');
    const token = await tokenOf(admin, TOKEN_PERMISSIONS);
    const closed = allRoutes.filter((one) => one.access !== 'public' && !isOpenToTokens(one));
    expect(closed.length).toBeGreaterThan(20);
    for (const { method, path } of closed) {
      const reply = await api.ask(method, path.replaceAll(/:\w+/g, admin.id), {
        token,
        ...(method === 'GET' ? {} : { body: {} }),
      });
      expect([method, path, reply.status, reply.body.error]).toEqual([method, path, 403, 'API_TOKEN_LIMITED']);
    }
    expect((await get('auth/me', token)).status).toBe(200);
    expect((await get('users', token)).status).toBe(200);
  });

  it('shows its user’s things alone', async () => {
    const [anna, ben] = [await person(), await person()];
    const account = await api.given.account(ben.id);
    const job = await api.given.job(ben.id, account.id);
    expect((await get(`bot/jobs/${job.id}`, await tokenOf(anna))).status).toBe(404);
    expect((await get(`bot/jobs/${job.id}`, await tokenOf(ben))).status).toBe(200);
  });

  it('of an administrator, without a permission of administrators, does what a user may do', async () => {
    const [admin, user] = [await person('admin'), await person()];
    const plain = await tokenOf(admin, ['activity.read', 'self.read']);
    expect((await get(`activity-logs?user_id=${user.id}`, plain)).status).toBe(404);
    expect((await get(`users/${user.id}`, plain)).status).toBe(404);
    const more = await tokenOf(admin, ['activity.read', 'user.read']);
    expect((await get(`activity-logs?user_id=${user.id}`, more)).status).toBe(200);
  });

  it.each<[string, (who: Person) => Promise<unknown>, number, string]>([
    [
      'must change the password',
      (who) => api.given.sql('UPDATE users SET must_change_password = true WHERE id = $1', [who.id]),
      403,
      'PASSWORD_CHANGE_REQUIRED',
    ],
    [
      'is disabled',
      (who) => api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [who.id]),
      401,
      'TOKEN_INVALID',
    ],
    ['is deleted', (who) => api.given.sql('DELETE FROM users WHERE id = $1', [who.id]), 401, 'TOKEN_INVALID'],
    [
      'has had it expire',
      (who) =>
        api.given.sql(
          `UPDATE api_tokens SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE user_id = $1`,
          [who.id],
        ),
      401,
      'TOKEN_INVALID',
    ],
    [
      'has had it removed by hand',
      (who) => api.given.sql('DELETE FROM api_tokens WHERE user_id = $1', [who.id]),
      401,
      'TOKEN_INVALID',
    ],
  ])('is refused where its user %s', async (_, change, status, error) => {
    const who = await person();
    const token = await tokenOf(who);
    expect((await get('limits', token)).status).toBe(200);
    await change(who);
    // What other connections changed is told by notification.
    await eventually(async () => (await get('limits', token)).status === status, `${status} is answered`);
    expect((await get('limits', token)).body.error).toBe(error);
  });

  it('loses what its user’s role loses', async () => {
    const admin = await person('admin');
    await person('admin');
    const token = await tokenOf(admin, ['user.read']);
    expect((await get('users', token)).status).toBe(200);
    await api.given.sql(`UPDATE users SET role = 'user' WHERE id = $1`, [admin.id]);
    await eventually(async () => (await get('users', token)).body.error === 'FORBIDDEN', 'the permission is gone');
  });

  it('goes on after its user chose a new password, and ends when it is removed', async () => {
    const who = await person();
    const { body } = await create(who.token);
    const changed = await api.ask('PUT', `/api/users/${who.id}/change-password`, {
      token: who.token,
      body: { current_password: PASSWORD, new_password: 'six-otters-under-a-slow-bridge' },
    });
    expect(changed.status).toBe(200);
    expect((await get('limits', body.token)).status).toBe(200);
    const remove = () => api.ask('DELETE', `/api/auth/tokens/${body.api_token.id}`, { token: who.token });
    expect((await remove()).status).toBe(200);
    expect(await get('limits', body.token)).toMatchObject({ status: 401, body: { error: 'TOKEN_INVALID' } });
    expect((await remove()).status).toBe(404);
    expect(await audited(who.id)).toMatchObject([{ action: 'api_token_removed' }]);
  });

  it('says when it was last used, to the minute', async () => {
    const who = await person();
    const token = await tokenOf(who);
    const used = async () =>
      (await api.ask<ApiTokenList>('GET', '/api/auth/tokens', { token: who.token })).body.items[0]?.last_used_at;
    expect(await used()).toBeNull();
    await get('limits', token);
    const first = await used();
    expect(Date.parse(first ?? '')).toBeGreaterThan(Date.now() - 60_000);
    await get('limits', token);
    expect(await used()).toBe(first);
    await api.given.sql(`UPDATE api_tokens SET last_used_at = now() - interval '61 seconds' WHERE user_id = $1`, [
      who.id,
    ]);
    // Removing another thing of the user's makes the process ask again.
    await create(who.token, { name: 'other' });
    await get('limits', token);
    const rows = await api.given.sql<{ now: boolean }>(
      `SELECT last_used_at > now() - interval '30 seconds' AS now FROM api_tokens WHERE user_id = $1 AND name <> 'other'`,
      [who.id],
    );
    expect(rows).toEqual([{ now: true }]);
  });

  it('may ask only so often, whatever address it comes from', async () => {
    const who = await person();
    const [token, other] = [await tokenOf(who), await tokenOf(who)];
    const replies = await Promise.all(
      Array.from({ length: TOKEN_REQUESTS_PER_MINUTE + 1 }, () => get('limits', token)),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(TOKEN_REQUESTS_PER_MINUTE);
    const [refused] = replies.filter(({ status }) => status === 429);
    expect(refused?.body.error).toBe('TOO_MANY_REQUESTS');
    expect(refused?.body.retry_after).toBeGreaterThan(0);
    expect((await get('limits', other)).status).toBe(200);
  });

  it.each([
    ['nothing behind the prefix', () => 'pk_'],
    ['another random part', (token: string) => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['another user', (token: string) => token.replace(/^pk_.{22}/, `pk_${'A'.repeat(22)}`)],
    ['a part too much', (token: string) => `${token}.x`],
    ['a lost prefix', (token: string) => token.slice(3)],
    ['capital letters in front', (token: string) => token.replace('pk_', 'PK_')],
  ])('with %s is none', async (_, spoil) => {
    const token = await tokenOf(await person());
    expect((await get('limits', token)).status).toBe(200);
    expect(await get('limits', spoil(token))).toMatchObject({ status: 401, body: { error: 'TOKEN_INVALID' } });
  });
});

describe('creating an API token', () => {
  it.each([
    ['without permissions', { permissions: [] }, 'permissions'],
    ['with a permission of administrators', { permissions: ['user.read'] }, 'permissions'],
    ['with one that opens nothing to tokens', { permissions: ['self.password'] }, 'permissions'],
    ['with one that makes tokens', { permissions: ['self.tokens'] }, 'permissions'],
    ['with an unknown one', { permissions: ['all'] }, 'permissions.0'],
    ['without an end', { expires_at: undefined }, 'expires_at'],
    ['that ended before', { expires_at: inDays(-1) }, 'expires_at'],
    ['for more than a year', { expires_at: inDays(367) }, 'expires_at'],
    ['without a name', { name: ' ' }, 'name'],
  ])('%s is refused', async (_, more, path) => {
    const who = await person();
    expect(await create(who.token, more)).toMatchObject({
      status: 400,
      body: { error: 'VALIDATION_FAILED', details: [{ path }] },
    });
  });

  it('needs a recent proof', async () => {
    const who = await person();
    await api.given.sql(`UPDATE login_sessions SET proved_at = now() - interval '16 minutes' WHERE user_id = $1`, [
      who.id,
    ]);
    await eventually(
      async () => (await create(who.token)).body.error === 'REAUTHENTICATION_REQUIRED',
      'the proof is known to be old',
    );
  });

  it('ends at fifty, and they are listed page by page, of their owner alone', async () => {
    const [who, other] = [await person(), await person()];
    await api.given.sql(
      `INSERT INTO api_tokens (id, user_id, name, token_hash, permissions, expires_at)
       SELECT gen_random_uuid(), $1, 'token ' || i, '\\x00', '{job.read}', now() + interval '1 day' FROM generate_series(1, 49) AS i`,
      [who.id],
    );
    const last = await create(who.token);
    expect(last.status).toBe(201);
    expect(await create(who.token)).toMatchObject({ status: 409, body: { error: 'CONFLICT' } });
    const first = await api.ask<ApiTokenList>('GET', '/api/auth/tokens?limit=30', { token: who.token });
    const rest = await api.ask<ApiTokenList>('GET', `/api/auth/tokens?limit=30&cursor=${first.body.next_cursor}`, {
      token: who.token,
    });
    expect(new Set([...first.body.items, ...rest.body.items].map(({ id }) => id)).size).toBe(50);
    expect(first.body.items[0]?.id).toBe(last.body.api_token.id);
    expect((await api.ask<ApiTokenList>('GET', '/api/auth/tokens', { token: other.token })).body.items).toEqual([]);
    expect((await api.ask('DELETE', `/api/auth/tokens/${last.body.api_token.id}`, { token: other.token })).status).toBe(
      404,
    );
  });
});

describe('the explorer', () => {
  it('offers to enter a token', async () => {
    const { body } = await api.ask<{ components: { securitySchemes: object } }>('GET', '/api/openapi.json');
    expect(body.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
    expect(JSON.stringify(body.components.securitySchemes)).toContain('pk_');
  });
});
