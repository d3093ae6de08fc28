import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Verification } from '@pacekeeper/contracts';
import { Simulator } from '@pacekeeper/testing';
import { TestApi } from '../../testing/test-api.ts';
import type { LoginResult } from '../instagram/index.ts';
import { SEVERAL_USERS, sessionVerdictOf, verdictOf } from './login-pauses.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';

let simulator: Simulator;
let api: TestApi;
let anna: string;
let ben: string;
let made = 0;

beforeAll(async () => {
  simulator = await Simulator.start();
  api = await TestApi.start({ INSTAGRAM_BASE_URL: simulator.instagramUrl, PROXY_ALLOW_LOOPBACK: 'on' });
  anna = await api.signIn((await api.given.user()).username);
  ben = await api.signIn((await api.given.user()).username);
}, 60_000);
afterAll(async () => {
  await api.stop();
  await simulator.stop();
});

const account = async (more: object = {}): Promise<string> => {
  const username = `paused_${++made}`;
  await simulator.control('POST', '/accounts', { username, password: PASSWORD, ...more });
  return username;
};
const login = (token: string, username: string, password: string) =>
  api.ask<{ verification?: Verification }>('POST', '/api/bot/login', { token, body: { username, password } });
const signIns = async (): Promise<number> => {
  const { items } = await simulator.control<{ items: object[] }>('GET', '/requests?path=/api/v1/accounts/login/');
  return items.length;
};
/** As if this many minutes had passed for every name. */
const later = (minutes: number) =>
  api.given.sql(
    `UPDATE instagram_login_pauses
     SET paused_until = paused_until - make_interval(mins => $1), wrong_at = wrong_at - make_interval(mins => $1)`,
    [minutes],
  );

describe('wrong passwords for an Instagram name', () => {
  it('make it wait 2, 4, 8 ... minutes, an hour at the most, for the user who tried', async () => {
    const username = await account();
    for (const minutes of [2, 4, 8, 16, 32, 60, 60]) {
      const wrong = await login(anna, username, 'not-this');
      expect(wrong.body).toMatchObject({ error: 'INSTAGRAM_BAD_PASSWORD', retry_after: minutes * 60 });
      const sent = await signIns();
      // The right one has to wait too: it would tell that it is right.
      for (const form of [username, ` @${username.toUpperCase()} `]) {
        const paused = await login(anna, form, PASSWORD);
        expect(paused).toMatchObject({ status: 429, body: { error: 'INSTAGRAM_LOGIN_PAUSED' } });
        expect(paused.body.retry_after).toBeGreaterThan((minutes - 1) * 60);
        expect(paused.body.retry_after).toBeLessThanOrEqual(minutes * 60);
        expect(paused.headers.get('retry-after')).toBe(String(paused.body.retry_after));
      }
      expect(await signIns()).toBe(sent);
      await later(minutes);
    }
    expect((await login(anna, username, PASSWORD)).status).toBe(200);
    // Cleared by the success: it begins with 2 minutes again.
    expect((await login(anna, username, 'not-this')).body.retry_after).toBe(120);
  });

  it('count also where Instagram answers as if the name were unknown', async () => {
    const username = await account();
    await simulator.control('PATCH', '/settings', { bad_credentials: 'modern' });
    expect((await login(anna, username, 'not-this')).body).toMatchObject({ retry_after: 120 });
    await simulator.control('PATCH', '/settings', { bad_credentials: 'classic' });
    expect((await login(anna, username, PASSWORD)).body.error).toBe('INSTAGRAM_LOGIN_PAUSED');
  });

  it('are cleared by a second factor that is asked for, not by a challenge', async () => {
    const factor = await account({ two_factor: { sms: true } });
    const challenge = await account({ challenge: { scenario: 'email', repeat: 'always' } });
    for (const username of [factor, challenge]) await login(anna, username, 'not-this');
    await later(2);
    for (const username of [factor, challenge]) {
      expect((await login(anna, username, PASSWORD)).body.verification).toBeDefined();
    }
    expect((await login(anna, factor, 'not-this')).body.retry_after).toBe(120);
    expect((await login(anna, challenge, 'not-this')).body.retry_after).toBe(240);
  });

  it('tried all at once are tried one after the other: the first of each user stops the rest of theirs', async () => {
    const username = await account();
    const before = await signIns();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => login(n % 2 ? ben : anna, username, `guess-${n}`)),
    );
    const said = replies.map(({ body }) => body.error);
    expect(said.filter((error) => error === 'INSTAGRAM_BAD_PASSWORD')).toHaveLength(2);
    expect(said.filter((error) => error === 'INSTAGRAM_LOGIN_PAUSED')).toHaveLength(18);
    expect(await signIns()).toBe(before + 2);
  });

  it('say nothing about other names, and no name is stored', async () => {
    const [first, second] = [await account(), await account()];
    await login(anna, first, 'not-this');
    expect((await login(anna, second, PASSWORD)).status).toBe(200);
    const rows = await api.given.sql<{ key: string }>('SELECT key FROM instagram_login_pauses');
    expect(rows.length).toBeGreaterThan(0);
    for (const { key } of rows) expect(key).toMatch(/^[\w-]{43}$/);
  });

  it('are forgotten after a day, with the next sign-in', async () => {
    const username = await account();
    await login(anna, username, 'not-this');
    const count = async () => (await api.given.sql('SELECT 1 FROM instagram_login_pauses')).length;
    const before = await count();
    await later(25 * 60);
    expect((await login(anna, username, 'not-this')).body.retry_after).toBe(120);
    expect(await count()).toBeLessThan(before);
  });

  it('do not count what never got an answer', async () => {
    const username = await account();
    await simulator.control('POST', '/faults', { kind: 'server_error', path: '**/accounts/login/**' });
    const names = () => api.given.sql('SELECT key FROM instagram_login_pauses ORDER BY key');
    const before = await names();
    for (let n = 0; n < 3; n++) expect((await login(anna, username, 'x')).body.error).toBe('INSTAGRAM_UNAVAILABLE');
    // And nothing of it is kept.
    expect(await names()).toEqual(before);
    await simulator.control('DELETE', '/faults');
    expect((await login(anna, username, PASSWORD)).status).toBe(200);
  });
});

describe('wrong passwords of one user', () => {
  const person = async () => api.signIn((await api.given.user()).username);

  it('do not keep another user out', async () => {
    const username = await account();
    expect((await login(ben, username, 'not-this')).body.retry_after).toBe(120);
    expect((await login(anna, username, PASSWORD)).status).toBe(200);
    // And the owner's success is no new chance for who guessed.
    expect((await login(ben, username, PASSWORD)).body.error).toBe('INSTAGRAM_LOGIN_PAUSED');
    await later(2);
    expect((await login(ben, username, 'not-this')).body.retry_after).toBe(240);
  });

  it('pause the name for everyone once several users were wrong, but not for who has it connected', async () => {
    const username = await account();
    expect((await login(anna, username, PASSWORD)).status).toBe(200);
    for (let n = 0; n < SEVERAL_USERS; n++) {
      expect((await login(await person(), username, 'not-this')).body.error).toBe('INSTAGRAM_BAD_PASSWORD');
    }
    const newcomer = await login(await person(), username, PASSWORD);
    expect(newcomer).toMatchObject({ status: 429, body: { error: 'INSTAGRAM_LOGIN_PAUSED' } });
    expect((await login(anna, username, PASSWORD)).status).toBe(200);
    // Their own wrong ones delay them as they would any other user.
    expect((await login(anna, username, 'not-this')).body.retry_after).toBe(120);
    expect((await login(anna, username, PASSWORD)).body.error).toBe('INSTAGRAM_LOGIN_PAUSED');
  });

  it('of fewer than several users pause it for themselves alone', async () => {
    const username = await account();
    for (let n = 1; n < SEVERAL_USERS; n++) await login(await person(), username, 'not-this');
    expect((await login(await person(), username, PASSWORD)).status).toBe(200);
  });

  it('count once, however often one user is wrong', async () => {
    const username = await account();
    for (let n = 0; n < SEVERAL_USERS + 1; n++) {
      expect((await login(ben, username, 'not-this')).body.error).toBe('INSTAGRAM_BAD_PASSWORD');
      await later(60);
    }
    expect((await login(await person(), username, PASSWORD)).status).toBe(200);
  });
});

describe('guesses through one’s own proxy', () => {
  it('count where the answer was lost on the way: anyone who runs the proxy could cut off each refusal', async () => {
    await simulator.control('PATCH', '/settings', { proxy_credentials: 'north:sea' });
    const proxy_url = simulator.instagramUrl.replace('//', '//north:sea@');
    const username = await account();
    await simulator.control('POST', '/faults', { kind: 'reset', path: '**/accounts/login/**' });
    const guess = () =>
      api.ask('POST', '/api/bot/login', { token: anna, body: { username, password: 'not-this', proxy_url } });
    expect((await guess()).body).toMatchObject({ error: 'INSTAGRAM_UNAVAILABLE', retry_after: 120 });
    await simulator.control('DELETE', '/faults');
    expect((await guess()).body.error).toBe('INSTAGRAM_LOGIN_PAUSED');
  });
});

describe('what an answer says about the password', () => {
  it.each([
    [{ outcome: 'connected' }, 'right'],
    [{ outcome: 'verification', step: { kind: 'two_factor' } }, 'right'],
    [{ outcome: 'verification', step: { kind: 'challenge' } }, 'unknown'],
    [{ outcome: 'failed', failure: { symbol: 'INSTAGRAM_BAD_PASSWORD' } }, 'wrong'],
    [{ outcome: 'failed', failure: { symbol: 'INSTAGRAM_INVALID_USER' } }, 'wrong'],
    [{ outcome: 'failed', failure: { symbol: 'RATE_LIMITED' } }, 'unknown'],
    [{ outcome: 'failed', failure: { symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'possible' } }, 'unknown'],
    [{ outcome: 'failed', failure: { symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'possible', viaProxy: true } }, 'wrong'],
    [{ outcome: 'failed', failure: { symbol: 'PROXY_FAILED', effect: 'none', viaProxy: true } }, 'unknown'],
    [{ outcome: 'failed', failure: { symbol: 'ACCOUNT_DISABLED' } }, 'unknown'],
  ])('%j: %s', (result, verdict) => expect(verdictOf(result as LoginResult)).toBe(verdict));
});

describe('what an answer says about a session that was brought in', () => {
  it.each<[object, string]>([
    [{ outcome: 'connected' }, 'right'],
    [{ outcome: 'failed', failure: { symbol: 'SESSION_INVALID', effect: 'none' } }, 'wrong'],
    // It may hold, and is worth another try after the person did what Instagram asks.
    [{ outcome: 'failed', failure: { symbol: 'CHALLENGE_REQUIRED', effect: 'possible' } }, 'unknown'],
    [{ outcome: 'failed', failure: { symbol: 'CLIENT_OUTDATED', effect: 'none' } }, 'unknown'],
    [{ outcome: 'failed', failure: { symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'possible' } }, 'unknown'],
    [{ outcome: 'failed', failure: { symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'possible', viaProxy: true } }, 'wrong'],
  ])('%j: %s', (result, verdict) => expect(sessionVerdictOf(result as LoginResult)).toBe(verdict));
});
