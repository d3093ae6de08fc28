import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import argon2 from 'argon2';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LoginAnswer } from '@pacekeeper/contracts';
import { type GivenUser, PASSWORD } from '@pacekeeper/testing';
import { Writable } from 'node:stream';
import { createApi } from '../../../create-api.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { type Reply, TestApi } from '../../../testing/test-api.ts';
import { testConfig } from '../../../testing/test-config.ts';

const KEYS = {
  JWT_SECRET: 'a-secret-of-this-spec-file-alone-0123456789',
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
};
const NEW_PASSWORD = 'seven loud geese cross the road';
const MOST = 10;

// Hundreds of passwords are hashed here.
jest.setTimeout(60_000);

let direct: TestApi;
let api: TestApi;
/** Another process at the database of `api`. */
let other: NestFastifyApplication;

// Passport knows one strategy in a process, that of the API which started last.
beforeAll(async () => {
  direct = await TestApi.start(KEYS);
  api = await TestApi.start({ ...KEYS, TRUST_PROXY: 'loopback' });
  const config = testConfig({ ...KEYS, DATABASE_URL: api.database.appUrl, TRUST_PROXY: 'loopback' });
  other = await createApi(config, createLogger('api', new Writable({ write: (_chunk, _encoding, done) => done() })));
  await other.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await other.close();
  await api.stop();
  await direct.stop();
});

let addresses = 0;
/** An address that was not used before. */
const freshAddress = (): string => {
  addresses += 1;
  return `203.0.${addresses >> 8}.${addresses & 255}`;
};

interface From {
  readonly address?: string;
  readonly cookie?: string;
  readonly at?: TestApi;
}

const login = (
  username: string,
  password: string,
  { address = freshAddress(), cookie = '', at = api }: From = {},
): Promise<Reply<LoginAnswer>> =>
  at.ask<LoginAnswer>('POST', '/api/auth/login', {
    body: { username, password },
    headers: { 'x-forwarded-for': address, ...(cookie ? { cookie } : {}) },
  });

const deviceCookie = (reply: Reply<unknown>): string =>
  reply.headers
    .getSetCookie()
    .find((one) => one.startsWith('__Host-pacekeeper-device='))
    ?.split(';')[0] ?? '';

/** Wrong passwords for a name, each from another address unless one is given. */
const guess = async (username: string, times: number, from: From = {}): Promise<void> => {
  const replies = await Promise.all(
    Array.from({ length: times }, (_, index) => login(username, `wrong-${index}`, from)),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array<number>(times).fill(401));
};

/** Wrong passwords, each for another name. */
const spray = async (times: number, from: (index: number) => From): Promise<void> => {
  const replies = await Promise.all(
    Array.from({ length: times }, (_, index) => login(`sprayed-${index}`, 'wrong', from(index))),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array<number>(times).fill(401));
};

const shown = ({ status, body: { correlation_id: _, ...body } }: Reply<LoginAnswer>) => ({ status, body });

const reasons = async (userId: string | null): Promise<string[]> => {
  const rows = await api.given.sql<{ reason: string }>(
    `SELECT details->>'reason' AS reason FROM audit_log
     WHERE action = 'sign_in_failed' AND outcome = 'refused' AND actor_id IS NULL AND subject_id IS NOT DISTINCT FROM $1
     ORDER BY seq`,
    [userId],
  );
  return rows.map(({ reason }) => reason);
};

describe('guessing a password', () => {
  it('from ever new addresses is looked at ten times, and nobody learns when that was over', async () => {
    const user = await api.given.user();
    await guess(user.username, MOST);
    const locked = await login(user.username, PASSWORD);
    expect(locked).toMatchObject({ status: 401, body: { error: 'INVALID_CREDENTIALS' } });
    expect(shown(await login('nobody-at-all', PASSWORD))).toEqual(shown(locked));
    expect(locked.headers.get('retry-after')).toBeNull();
    expect(await reasons(user.id)).toEqual([...Array<string>(MOST).fill('password'), 'locked']);
  });

  it('is looked at ten times also where all come at once', async () => {
    const user = await api.given.user();
    const replies = await Promise.all(Array.from({ length: 40 }, (_, index) => login(user.username, `wrong-${index}`)));
    expect(replies.map(({ status }) => status)).toEqual(Array<number>(40).fill(401));
    expect((await reasons(user.id)).filter((reason) => reason === 'password')).toHaveLength(MOST);
  });

  it('by name and by e-mail counts together', async () => {
    const user = await api.given.user();
    await api.given.sql('UPDATE users SET email = $2, email_key = lower($2) WHERE id = $1', [
      user.id,
      'Ida@Example.org',
    ]);
    await guess(user.username, MOST / 2);
    await guess('ida@example.org', MOST / 2);
    expect((await login(user.username, PASSWORD)).status).toBe(401);
    expect((await login('IDA@example.org', PASSWORD)).status).toBe(401);
  });

  it('does not count what was right, and what was right forgives nothing else', async () => {
    const user = await api.given.user();
    await guess(user.username, MOST - 1);
    for (let index = 0; index < 12; index += 1) expect((await login(user.username, PASSWORD)).status).toBe(200);
    await guess(user.username, 1);
    expect((await login(user.username, PASSWORD)).status).toBe(401);
  });

  it('is looked at again a quarter of an hour after the last time', async () => {
    const user = await api.given.user();
    await guess(user.username, MOST);
    await api.given.sql('UPDATE rate_limits SET expire = expire - 14 * 60 * 1000');
    expect((await login(user.username, PASSWORD)).status).toBe(401);
    await api.given.sql('UPDATE rate_limits SET expire = expire - 60 * 1000');
    expect((await login(user.username, PASSWORD)).status).toBe(200);
  });

  it('counts at every process', async () => {
    const user = await api.given.user();
    const { port } = other.getHttpServer().address() as AddressInfo;
    for (let index = 0; index < MOST; index += 1) {
      const { status } = await fetch(`http://127.0.0.1:${port}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': freshAddress() },
        body: JSON.stringify({ username: user.username, password: `wrong-${index}` }),
      });
      expect(status).toBe(401);
    }
    expect((await login(user.username, PASSWORD)).status).toBe(401);
  });

  it('is in the audit log with its reason, and with nothing that was typed', async () => {
    const [user, disabled] = [await api.given.user(), await api.given.user()];
    await api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [disabled.id]);
    const before = (await reasons(null)).length;
    await login(user.username, 'typed-this-secret');
    await login(disabled.username, PASSWORD);
    await login('typed-this-name', 'typed-this-secret');
    expect(await reasons(user.id)).toEqual(['password']);
    expect(await reasons(disabled.id)).toEqual(['inactive']);
    expect((await reasons(null)).slice(before)).toEqual(['unknown']);
    const [{ log = '', counters = '' } = {}] = await api.given.sql<{ log: string; counters: string }>(
      `SELECT (SELECT string_agg(l::text, ' ') FROM audit_log l) AS log,
              (SELECT string_agg(r::text, ' ') FROM rate_limits r) AS counters`,
    );
    expect(log + counters).not.toMatch(/typed-this/);
    expect(counters).not.toMatch(/203\.0\./);
  });
});

describe('one address', () => {
  it('is refused after thirty failures, whatever the names, and no hash is spent on it', async () => {
    const address = freshAddress();
    const user = await api.given.user();
    await spray(30, () => ({ address }));
    const refused = await login(user.username, PASSWORD, { address });
    expect(refused).toMatchObject({ status: 429, body: { error: 'TOO_MANY_REQUESTS' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    expect((await login(user.username, PASSWORD)).status).toBe(200);
  });

  it('is a whole /64 where it is IPv6', async () => {
    const user = await api.given.user();
    await spray(30, (index) => ({ address: `2001:db8:1:2:${index}::1` }));
    expect((await login(user.username, PASSWORD, { address: '2001:db8:1:2:ffff::9' })).status).toBe(429);
    expect((await login(user.username, PASSWORD, { address: '2001:db8:1:3::9' })).status).toBe(200);
  });

  it('may have fifty people who sign in at once', async () => {
    const people: GivenUser[] = [];
    for (let index = 0; index < 50; index += 1) people.push(await api.given.user());
    const address = freshAddress();
    const replies = await Promise.all(people.map(({ username }) => login(username, PASSWORD, { address })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(50);
  });

  it('is not left by a forged header', async () => {
    const user = await direct.given.user();
    await spray(30, () => ({ at: direct }));
    expect((await login(user.username, PASSWORD, { at: direct })).status).toBe(429);
  });

  it('is the proxy where the proxy says none', async () => {
    const user = await api.given.user();
    const { status } = await login(user.username, PASSWORD, { address: 'unknown, or rubbish' });
    expect(status).toBe(200);
    const [session] = await api.given.sql<{ address: string }>(
      'SELECT host(address) AS address FROM login_sessions WHERE user_id = $1',
      [user.id],
    );
    expect(session?.address).toBe('127.0.0.1');
  });
});

describe('a known device', () => {
  it('is a cookie that scripts and other sites cannot use, for a year', async () => {
    const user = await api.given.user();
    const reply = await login(user.username, PASSWORD);
    const cookie = reply.headers.getSetCookie().find((one) => one.startsWith('__Host-pacekeeper-device=')) ?? '';
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Max-Age=31536000']) {
      expect(cookie).toContain(part);
    }
    expect(deviceCookie(await login(user.username, 'wrong'))).toBe('');
  });

  it('gets in while strangers are locked out, also from an address that is', async () => {
    const user = await api.given.user();
    const cookie = deviceCookie(await login(user.username, PASSWORD));
    const address = freshAddress();
    await guess(user.username, 30, { address });
    expect((await login(user.username, PASSWORD)).status).toBe(401);
    expect((await login(user.username, PASSWORD, { address })).status).toBe(429);
    expect((await login(user.username, PASSWORD, { address, cookie })).status).toBe(200);
  });

  it('has ten attempts of its own, and is told when they are over', async () => {
    const user = await api.given.user();
    const cookie = deviceCookie(await login(user.username, PASSWORD));
    await guess(user.username, MOST, { cookie });
    const locked = await login(user.username, PASSWORD, { cookie });
    expect(locked).toMatchObject({ status: 429, body: { error: 'ACCOUNT_LOCKED' } });
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
    expect((await login(user.username, PASSWORD)).status).toBe(200);
    expect((await reasons(user.id)).at(-1)).toBe('locked');
  });

  it('knows three people, the last ones first', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => api.given.user()));
    let cookie = '';
    for (const { username } of people) cookie = deviceCookie(await login(username, PASSWORD, { cookie }));
    const statuses: number[] = [];
    for (const { username } of people) {
      await guess(username, MOST);
      statuses.push((await login(username, PASSWORD, { cookie })).status);
    }
    expect(statuses).toEqual([401, 200, 200, 200]);
  });

  it('is none with a cookie of someone else, a changed one, or rubbish', async () => {
    const [user, other] = [await api.given.user(), await api.given.user()];
    const cookie = deviceCookie(await login(user.username, PASSWORD));
    const foreign = deviceCookie(await login(other.username, PASSWORD));
    await guess(user.username, MOST);
    const forged = [
      foreign,
      foreign.replace(other.id, user.id),
      cookie.slice(0, -2),
      `${cookie}x`,
      `${cookie.split('=')[0]}=${'~'.repeat(4000)}`,
      `${cookie.split('=')[0]}=${user.id}..`,
    ];
    for (const one of forged) {
      expect([one, (await login(user.username, PASSWORD, { cookie: one })).status]).toEqual([one, 401]);
    }
    expect((await login(user.username, PASSWORD, { cookie })).status).toBe(200);
  });

  it('is a stranger again when the password has changed, apart from the one that changed it', async () => {
    const user = await api.given.user();
    const stolen = deviceCookie(await login(user.username, PASSWORD));
    const signedIn = await login(user.username, PASSWORD);
    const changed = await api.ask('PUT', `/api/users/${user.id}/change-password`, {
      token: signedIn.body.token,
      headers: { cookie: deviceCookie(signedIn) },
      body: { current_password: PASSWORD, new_password: NEW_PASSWORD },
    });
    expect(changed.status).toBe(200);
    await guess(user.username, MOST);
    expect((await login(user.username, NEW_PASSWORD, { cookie: stolen })).status).toBe(401);
    expect((await login(user.username, NEW_PASSWORD, { cookie: deviceCookie(changed) })).status).toBe(200);
  });
});

describe('proving the password again', () => {
  it('has ten attempts in a login session, and those of a thief are not the owner’s', async () => {
    const user = await api.given.user();
    const [thief, owner] = [await login(user.username, PASSWORD), await login(user.username, PASSWORD)];
    const change = (token: string, current_password: string) =>
      api.ask('PUT', `/api/users/${user.id}/change-password`, {
        token,
        body: { current_password, new_password: NEW_PASSWORD },
      });
    for (let index = 0; index < MOST; index += 1) {
      expect((await change(thief.body.token, `wrong-${index}`)).body.error).toBe('INVALID_CREDENTIALS');
    }
    expect((await change(thief.body.token, PASSWORD)).body.error).toBe('TOO_MANY_REQUESTS');
    expect((await change(owner.body.token, PASSWORD)).status).toBe(200);
  });
});

describe('the time of an answer', () => {
  it('does not tell whether a name exists, is disabled or is locked', async () => {
    const [known, disabled, locked] = await Promise.all([api.given.user(), api.given.user(), api.given.user()]);
    await api.given.sql('UPDATE users SET is_active = false WHERE id = $1', [disabled.id]);
    await guess(locked.username, MOST);
    // The decoy for unknown names is made once a process.
    await login('never-seen', 'wrong');
    const verify = jest.spyOn(argon2, 'verify');
    const spent: Record<string, string[]> = {};
    for (const name of ['never-seen-either', known.username, disabled.username, locked.username]) {
      verify.mockClear();
      await login(name, 'wrong');
      spent[name] = verify.mock.calls.map(([hash]) => hash.split('$').slice(0, 4).join('$'));
    }
    verify.mockRestore();
    // Nine tenths of the time are the hash: each answer spends one, of the same cost. `npm run figures -- timing` compares
    // the distributions of the times themselves.
    for (const hashes of Object.values(spent)) expect(hashes).toEqual(['$argon2id$v=19$m=19456,t=2,p=1']);
    expect(Object.keys(spent)).toHaveLength(4);
  });
});
