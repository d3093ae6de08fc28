import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  IgLoginBadPasswordError,
  IgLoginInvalidUserError,
  IgLoginRequiredError,
  IgResponseError,
  IgUserHasLoggedOutError,
} from 'instagram-private-api';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';

let simulated: Harness;
beforeAll(async () => {
  simulated = await startHarness();
});
afterAll(() => simulated.close());

const DEMO = { username: 'demo_plain', password: 'plain-lantern-harbour-2041' };

describe('signing in', () => {
  it('runs the 7 calls of the flow before login, and hands out key, csrf token and mid', async () => {
    const ig = simulated.client();
    await ig.simulate.preLoginFlow();
    const { items } = await simulated.control.get<{ items: { path: string }[] }>('/requests?limit=7');
    expect(new Set(items.map(({ path }) => path)).size).toBe(7);
    expect(ig.state.passwordEncryptionPubKey).toMatch(/^[A-Za-z0-9+/=]{300,}$/);
    expect(ig.state.cookieCsrfToken).not.toBe('missing');
    expect(ig.state.extractCookieValue('mid')).not.toBe('');
  });

  it('signs in with nothing known, asking for the key by itself', async () => {
    const ig = simulated.client();
    const user = await ig.account.login(DEMO.username, DEMO.password);
    expect(user).toMatchObject({ username: DEMO.username, full_name: 'Plain Demo', is_private: false });
    expect(ig.state.cookieUserId).toBe(String(user.pk));
    expect(ig.state.cookieUsername).toBe(DEMO.username);
    expect(ig.state.authorization).toMatch(/^Bearer IGT:2:/);
    expect(ig.state.igWWWClaim).toMatch(/^hmac\./);
    await expect(ig.account.currentUser()).resolves.toMatchObject({ username: DEMO.username });
  });

  it('runs the 22 calls of the flow after login', async () => {
    const ig = await simulated.signIn(DEMO.username);
    const { total } = await simulated.control.get<{ total: number }>('/requests?limit=0');
    await ig.simulate.postLoginFlow();
    const after = await simulated.control.get<{ total: number; items: { status: number }[] }>('/requests?limit=22');
    expect(after.total - total).toBe(22);
    expect(after.items.map(({ status }) => status)).toEqual(Array.from({ length: 22 }, () => 200));
  });

  it.each([
    ['classic', 'demo_plain', 'wrong', IgLoginBadPasswordError, { error_type: 'bad_password' }],
    ['classic', 'nobody_here', 'wrong', IgLoginInvalidUserError, { error_type: 'invalid_user' }],
    ['modern', 'demo_plain', 'wrong', IgResponseError, { error_title: 'Incorrect username' }],
    ['modern', 'nobody_here', 'wrong', IgResponseError, { error_title: 'Username Not Found' }],
  ] as const)('refuses wrong credentials the %s way for %s', async (way, username, password, kind, body) => {
    await simulated.control.patch('/settings', { bad_credentials: way });
    const error = (await failureOf(simulated.signIn(username, password))) as IgResponseError;
    await simulated.control.patch('/settings', { bad_credentials: 'classic' });
    expect(error).toBeInstanceOf(kind);
    expect(error.response.statusCode).toBe(400);
    expect(error.response.body).toMatchObject({ invalid_credentials: true, ...body });
    expect('error_type' in (error.response.body as object)).toBe(way === 'classic');
  });

  it('refuses a password that was encrypted for another key', async () => {
    const ig = simulated.client();
    await ig.qe.syncLoginExperiments();
    ig.state.passwordEncryptionKeyId = 7;
    const error = (await failureOf(ig.account.login(DEMO.username, DEMO.password))) as IgResponseError;
    expect(error.response.body).toMatchObject({ message: 'Invalid Parameters', status: 'fail' });
  });

  it.each(['cookies', 'header', 'both'] as const)('grants a session by %s', async (mode) => {
    await simulated.control.patch('/settings', { session_grant: mode });
    const ig = await simulated.signIn(DEMO.username);
    await simulated.control.patch('/settings', { session_grant: 'both' });
    expect(ig.state.authorization !== undefined).toBe(mode !== 'cookies');
    expect(ig.state.extractCookie('sessionid') !== null).toBe(mode !== 'header');
    await expect(ig.account.currentUser()).resolves.toMatchObject({ username: DEMO.username });
  });

  it('knows a restored session', async () => {
    const ig = await simulated.signIn(DEMO.username);
    const { constants: _constants, ...state } = (await ig.state.serialize()) as Record<string, unknown>;
    const restored = simulated.client();
    await restored.state.deserialize(JSON.stringify(state));
    await expect(restored.account.currentUser()).resolves.toMatchObject({ username: DEMO.username });
  });
});

describe('the order of the checks at login', () => {
  let made = 0;
  const logIn = async (account: object, password: string) => {
    const username = `order_${++made}`;
    await simulated.control.post('/accounts', { username, password: PASSWORD, ...account });
    const error = await failureOf(simulated.client().account.login(username, password));
    return (error as IgResponseError).response.body as Record<string, unknown>;
  };
  const everything = {
    disabled: true,
    two_factor: { sms: true },
    challenge: { scenario: 'email' },
  };

  it.each([
    ['the app version before the password', everything, 'wrong', { message: 'checkpoint_required' }, true],
    ['the password before anything about the account', everything, 'wrong', { error_type: 'bad_password' }, false],
    ['a disabled account before two factor', everything, PASSWORD, { error_type: 'inactive user' }, false],
    [
      'two factor before the challenge',
      { ...everything, disabled: false },
      PASSWORD,
      { two_factor_required: true },
      false,
    ],
    ['the challenge last', { challenge: everything.challenge }, PASSWORD, { message: 'challenge_required' }, false],
  ])('puts %s', async (_what, account, password, body, refuseVersion) => {
    await simulated.control.patch('/settings', { refused_versions: refuseVersion ? ['222.'] : [] });
    const answer = await logIn(account, password).finally(() =>
      simulated.control.patch('/settings', { refused_versions: [] }),
    );
    expect(answer).toMatchObject(body);
  });

  it('limits logins after the password and before two factor', async () => {
    await simulated.control.post('/limits', { id: 'logins', action: 'login', hard: 0, window_s: 60 });
    const limited = await logIn({ two_factor: { sms: true } }, PASSWORD);
    const wrong = await logIn({ two_factor: { sms: true } }, 'wrong');
    await simulated.control.delete('/limits/logins');
    expect(limited).toMatchObject({ message: 'Please wait a few minutes before you try again.' });
    expect(wrong).toMatchObject({ error_type: 'bad_password' });
  });
});

describe('the end of a session', () => {
  it('is over after logout, although the client still holds it', async () => {
    const ig = await simulated.signIn(DEMO.username);
    await expect(ig.account.logout()).resolves.toMatchObject({ status: 'ok' });
    expect(ig.state.extractCookie('sessionid')).toBeNull();
    expect(ig.state.authorization).toMatch(/^Bearer IGT:2:/);
    const error = (await failureOf(ig.account.currentUser())) as IgLoginRequiredError;
    expect(error).toBeInstanceOf(IgLoginRequiredError);
    expect(error.response.statusCode).toBe(403);
  });

  it('leaves the other sessions of the account alone', async () => {
    const [one, other] = await Promise.all([simulated.signIn(DEMO.username), simulated.signIn(DEMO.username)]);
    await one.account.logout();
    await expect(other.account.currentUser()).resolves.toMatchObject({ username: DEMO.username });
  });

  it.each([
    [2, IgLoginRequiredError, { message: 'login_required', logout_reason: 2 }],
    [8, IgLoginRequiredError, { message: 'login_required', logout_reason: 8 }],
    ['user_has_logged_out', IgUserHasLoggedOutError, { message: 'user_has_logged_out' }],
  ] as const)('is told to reads and actions alike when revoked with %s', async (reason, kind, body) => {
    const { ig, username } = await simulated.newAccount();
    await simulated.control.post(`/accounts/${username}/sessions/revoke`, { reason });
    for (const call of [() => ig.account.currentUser(), () => ig.friendship.create('3120068266')]) {
      const error = (await failureOf(call())) as IgResponseError;
      expect(error).toBeInstanceOf(kind);
      expect(error.response.statusCode).toBe(403);
      expect(error.response.body).toMatchObject(body);
    }
  });

  it('is required for everything that is not part of signing in', async () => {
    const error = await failureOf(simulated.client().account.currentUser());
    expect(error).toBeInstanceOf(IgLoginRequiredError);
  });
});

describe('consent', () => {
  it('is asked for after login, and given by the client', async () => {
    const { ig } = await simulated.newAccount({ consent_required: true });
    const error = (await failureOf(ig.account.currentUser())) as IgResponseError;
    expect(error.response.body).toMatchObject({
      message: 'consent_required',
      consent_data: { button_text: 'Review now' },
    });
    await expect(ig.consent.auto()).resolves.toBe(true);
    await expect(ig.account.currentUser()).resolves.toHaveProperty('pk');
    await expect(ig.consent.auto()).resolves.toMatchObject({ screen_key: 'already_finished' });
  });
});
