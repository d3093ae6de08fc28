import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IgCheckpointError, IgLoginRequiredError } from 'instagram-private-api';
import { totpAt } from '../login/totp.ts';
import { DEFAULT_SETTINGS } from '../index.ts';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { userLike } from '../testing/world.ts';

let simulated: Harness;
beforeAll(async () => {
  simulated = await startHarness({ users: 100, seed: 3 });
});
afterAll(() => simulated.close());

/** Status and body of a control call, whatever they are. */
const raw = async (method: string, path: string, body?: string, headers: Record<string, string> = {}) => {
  const response = await fetch(simulated.simulator.controlUrl + path, { method, headers, ...(body ? { body } : {}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('demo accounts', () => {
  it('are listed with what they show, and the code they ask for', async () => {
    const { items } = await simulated.control.get<{ items: { username: string; password: string; code?: string }[] }>(
      '/demo-accounts',
    );
    expect(items.map(({ username }) => username)).toEqual([
      'demo_plain',
      'demo_totp',
      'demo_sms',
      'demo_challenge',
      'demo_choice',
      'demo_approve',
      'demo_by_hand',
      'demo_wrong',
      'demo_disabled',
      'demo_blocked',
      'demo_silent',
      'demo_limited',
      'demo_session',
    ]);
    expect(items.every(({ password }) => password.length >= 20)).toBe(true);
    const codes = Object.fromEntries(items.map(({ username, code }) => [username, code]));
    expect(codes).toMatchObject({
      demo_plain: undefined,
      demo_sms: '123456',
      demo_challenge: '654321',
      demo_choice: '654321',
    });
    expect(codes['demo_totp']).toMatch(/^\d{6}$/);
  });

  it('do what they show', async () => {
    const target = await userLike(simulated.control, (user) => !user.is_private);
    const plain = await simulated.signIn('demo_plain');
    await expect(plain.friendship.create(target.pk)).resolves.toHaveProperty('following', true);
    const silent = await simulated.signIn('demo_silent');
    await expect(silent.friendship.create(target.pk)).resolves.toHaveProperty('following', false);
    await expect(silent.friendship.show(target.pk)).resolves.toHaveProperty('following', false);
    await expect(simulated.signIn('demo_disabled')).rejects.toHaveProperty('response.body.error_type', 'inactive user');
    const challenged = simulated.client();
    await expect(challenged.account.login('demo_challenge', 'challenge-willow-bridge-5374')).rejects.toBeInstanceOf(
      IgCheckpointError,
    );
    await challenged.challenge.auto(true);
    await expect(challenged.challenge.sendSecurityCode('654321')).resolves.toHaveProperty('logged_in_user');
    const limited = await simulated.signIn('demo_limited');
    for (let i = 0; i < 5; i++) {
      await limited.friendship.create(target.pk);
      await limited.friendship.destroy(target.pk);
    }
    await expect(limited.friendship.create(target.pk)).rejects.toHaveProperty('response.statusCode', 429);
  });
});

describe('accounts', () => {
  it('are created, shown, changed and removed', async () => {
    const { control } = simulated;
    const made = await control.post<{ pk: string }>('/accounts', {
      username: 'lena',
      password: PASSWORD,
      full_name: 'Lena B',
      is_private: true,
      followers: 4,
      following: 2,
      two_factor: { totp_seed: 'MFRGGZDFMZTWQ2LK', backup_codes: ['12345678'] },
    });
    expect(made).toMatchObject({ username: 'lena', is_private: true, followers: 4, following: 2, live_sessions: 0 });
    await control.patch('/accounts/lena', { username: 'lena2', is_private: false, two_factor: null, disabled: true });
    expect(await control.get('/accounts/lena2')).toMatchObject({
      pk: made.pk,
      is_private: false,
      disabled: true,
      two_factor: null,
    });
    await expect(control.get('/accounts/lena')).rejects.toThrow('404');
    await control.delete('/accounts/lena2');
    await expect(control.get('/accounts/lena2')).rejects.toThrow('404');
    await expect(control.get('/users/lena2')).rejects.toThrow('404');
  });

  it('come in batches, with sessions that work', async () => {
    const { items } = await simulated.control.post<{
      items: { username: string; session: { authorization: string; device: string } }[];
    }>('/accounts/batch', { prefix: 'many.', count: 12, password: PASSWORD, sessions: true });
    expect(items.map(({ username }) => username).slice(0, 2)).toEqual(['many.01', 'many.02']);
    const ig = simulated.client();
    ig.state.authorization = items[11]?.session.authorization ?? '';
    await expect(ig.account.currentUser()).resolves.toHaveProperty('username', 'many.12');
    expect(new Set(items.map(({ session }) => session.device)).size).toBe(12);
  });

  it('get and lose sessions', async () => {
    const { control } = simulated;
    await control.post('/accounts', { username: 'nils', password: PASSWORD });
    const one = await control.post<{ id: string; authorization: string }>('/accounts/nils/sessions', {
      device: 'android-1',
    });
    await control.post('/accounts/nils/sessions');
    expect(await control.post('/accounts/nils/sessions/revoke', { session_id: one.id, reason: 8 })).toEqual({
      revoked: 1,
    });
    const { items } = await control.get<{ items: { revoked: unknown }[] }>('/accounts/nils/sessions');
    expect(items.map(({ revoked }) => revoked)).toEqual([8, null]);
    expect(await control.post('/accounts/nils/sessions/revoke')).toEqual({ revoked: 1 });
    const ig = simulated.client();
    ig.state.authorization = one.authorization;
    await expect(ig.account.currentUser()).rejects.toBeInstanceOf(IgLoginRequiredError);
  });

  it('show their codes by the virtual clock', async () => {
    const { control } = simulated;
    await control.post('/clock/advance', { ms: 86_400_000 });
    const { totp } = await control.get<{ totp: string }>('/accounts/demo_totp/codes');
    const { now_ms } = await control.get<{ now_ms: number }>('/clock');
    const seconds = Math.floor(now_ms / 1000);
    expect([totpAt('KRUGS4ZANFZSAYJAMRSW23ZA', seconds), totpAt('KRUGS4ZANFZSAYJAMRSW23ZA', seconds - 30)]).toContain(
      totp,
    );
  });

  it.each([
    ['POST', '/accounts', { username: 'demo_plain', password: 'x' }, 409, 'is taken'],
    ['POST', '/accounts', { username: 'No Good', password: 'x' }, 400, 'invalid'],
    ['POST', '/accounts', { username: 'x', password: 'x', surprise: 1 }, 400, 'invalid'],
    ['POST', '/accounts', { username: 'x', password: 'x', two_factor: { totp_seed: 'no!' } }, 400, 'invalid'],
    ['PATCH', '/accounts/nobody', {}, 404, 'there is no account nobody'],
    ['POST', '/faults', { kind: 'gremlins' }, 400, 'invalid'],
    ['DELETE', '/faults/none', undefined, 404, 'there is no rule none'],
    ['POST', '/limits', { action: 'sneeze' }, 400, 'invalid'],
    ['PATCH', '/settings', { latency_ms: -1 }, 400, 'invalid'],
    ['GET', '/requests?limit=x', undefined, 400, 'invalid'],
    ['GET', '/follows', undefined, 400, 'from or to'],
    ['GET', '/nothing', undefined, 404, 'there is no /nothing'],
    ['DELETE', '/clock', undefined, 405, 'DELETE is not for /clock'],
  ])('%s %s %j is refused', async (method, path, body, status, error) => {
    const answer = await raw(method, path, body && JSON.stringify(body));
    expect(answer.status).toBe(status);
    expect(answer.body['error']).toContain(error);
  });

  it('refuses a body that is no object, and says which field is wrong', async () => {
    expect(await raw('POST', '/accounts', '[]')).toMatchObject({ status: 400 });
    const { body } = await raw('POST', '/accounts', '{"username":"x","password":"x","email_code":"abc"}');
    expect(body['details']).toEqual([{ path: 'email_code', message: 'must be 4 to 8 digits' }]);
  });
});

describe('web pages of others', () => {
  const status = (headers: Record<string, string>, method = 'POST') =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(simulated.simulator.controlUrl);
      request({ port, host: '127.0.0.1', method, path: method === 'POST' ? '/clock/advance' : '/health', headers })
        .on('response', (response) => resolve(response.resume().statusCode ?? 0))
        .on('error', reject)
        .end(method === 'POST' ? '{"ms":0}' : '');
    });

  it.each([
    [{}, 'POST', 200],
    [{ origin: 'https://evil.example' }, 'POST', 403],
    [{ host: 'evil.example' }, 'GET', 403],
    [{ host: 'localhost:1' }, 'GET', 200],
    [{ host: 'simulator:4611' }, 'POST', 200],
  ])('%j may %s: %i', async (headers, method, expected) => {
    expect(await status(headers as Record<string, string>, method)).toBe(expected);
  });
});

describe('the world', () => {
  it('takes new users and follows', async () => {
    const { control } = simulated;
    const user = await control.post<{ pk: string }>('/users', { username: 'newcomer', pk: '17841499999999999' });
    expect(user).toMatchObject({ pk: '17841499999999999', followers: 0 });
    await control.post('/follows', { from: 'newcomer', to: 'demo_plain' });
    expect(await control.get('/follows?from=newcomer&to=demo_plain')).toEqual({ following: true, requested: false });
    expect(await control.get('/follows?from=newcomer')).toMatchObject({ items: [{ username: 'demo_plain' }] });
    await control.post('/follows', { from: 'newcomer', to: 'demo_plain', state: 'none' });
    expect(await control.get('/follows?from=newcomer')).toEqual({ items: [] });
  });

  it('lists its hashtags and places', async () => {
    const tags = await simulated.control.get<{ items: { name: string }[] }>('/hashtags');
    const places = await simulated.control.get<{ items: { name: string; media: number }[] }>('/places');
    expect(tags.items.map(({ name }) => name)).toContain('ceramics');
    expect(places.items.every(({ media }) => media > 0)).toBe(true);
  });
});

describe('settings', () => {
  it('are shown and changed one by one', async () => {
    const { control } = simulated;
    expect(await control.get('/settings')).toEqual(DEFAULT_SETTINGS);
    await control.patch('/settings', { latency_jitter_ms: 5 });
    expect(await control.get('/settings')).toEqual({ ...DEFAULT_SETTINGS, latency_jitter_ms: 5 });
  });
});

describe('a reset', () => {
  it('makes a new world, forgets everything, and keeps the password key', async () => {
    const { control } = simulated;
    const ig = await simulated.signIn('demo_plain');
    await control.post('/faults', { kind: 'hang' });
    const stats = await control.post('/reset', {
      seed: 9,
      users: 30,
      demo_accounts: false,
      settings: { ids: 'string' },
    });
    expect(stats).toMatchObject({ seed: 9, world: { people: 30 }, accounts: 0, requests: 0, clock: { offset_ms: 0 } });
    expect(await control.get('/faults')).toEqual({ items: [] });
    expect(await control.get('/effects')).toMatchObject({ total: { requests: 0, targets: 0 } });
    expect(await control.get('/settings')).toMatchObject({ ids: 'string', latency_jitter_ms: 0 });
    await expect(ig.account.currentUser()).rejects.toBeInstanceOf(IgLoginRequiredError);
    await control.post('/reset');
    expect(await control.get('/stats')).toMatchObject({ seed: 3, world: { people: 113 } });
    await expect(ig.account.login('demo_plain', 'plain-lantern-harbour-2041')).resolves.toHaveProperty('pk');
  });
});
