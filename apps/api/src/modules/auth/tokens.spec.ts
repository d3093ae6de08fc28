import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LoginAnswer } from '@pacekeeper/contracts';
import { type GivenUser, PASSWORD } from '@pacekeeper/testing';
import jwt from 'jsonwebtoken';
import { createApi } from '../../create-api.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { TestApi } from '../../testing/test-api.ts';
import { testConfig } from '../../testing/test-config.ts';

const ENCRYPTION_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const OLD = 'the-old-secret-of-this-spec-file-0123456789';
const NEW = 'the-new-secret-of-this-spec-file-0123456789';
const NEVER = 'a-secret-that-was-never-configured-0123456789';
const keyId = (secret: string) => createHash('sha256').update(secret).digest('hex').slice(0, 8);

/** An API on the same database: the same one after a restart, or another process beside it. */
interface Instance {
  readonly url: string;
  stop(): Promise<unknown>;
}

let first: TestApi;
/** The one that was started last: the framework keeps one check of access tokens for each process. */
let current: Instance;
let user: GivenUser;

const startAgain = async (secrets: string): Promise<void> => {
  await current?.stop();
  const config = testConfig({ DATABASE_URL: first.database.appUrl, ENCRYPTION_KEYS, JWT_SECRET: secrets });
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const app = await createApi(config, createLogger('api', silent));
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  current = { url: `http://127.0.0.1:${port}`, stop: () => app.close() };
};

beforeAll(async () => {
  first = await TestApi.start({ JWT_SECRET: OLD, ENCRYPTION_KEYS });
  user = await first.given.user();
});
afterAll(async () => {
  await current.stop();
  await first.stop();
});

interface SignedIn {
  readonly status: number;
  readonly token: string;
  readonly cookie: string;
}

const signedIn = async (response: Response): Promise<SignedIn> => {
  const { token = '' } = (await response.json()) as Partial<LoginAnswer>;
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith('__Host-pacekeeper-refresh=')) ?? '';
  return { status: response.status, token, cookie: cookie.split(';')[0] ?? '' };
};
const login = async ({ url }: { url: string }): Promise<SignedIn> =>
  signedIn(
    await fetch(`${url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: user.username, password: PASSWORD }),
    }),
  );
const refresh = async ({ url }: { url: string }, cookie: string): Promise<SignedIn> =>
  signedIn(await fetch(`${url}/api/auth/refresh`, { method: 'POST', headers: { cookie } }));
const me = async ({ url }: { url: string }, token: string): Promise<number> =>
  (await fetch(`${url}/api/auth/me`, { headers: { authorization: `Bearer ${token}` } })).status;
const headerOf = (token: string) => jwt.decode(token, { complete: true })?.header;

describe('a new key', () => {
  let carriedOver: SignedIn;

  beforeAll(() => startAgain(`${NEW}, ${OLD}`));

  it('signs from the restart on, and names itself', async () => {
    const [before, after] = [await login(first), await login(current)];
    expect(headerOf(before.token)).toEqual({ alg: 'HS256', typ: 'JWT', kid: keyId(OLD) });
    expect(headerOf(after.token)).toEqual({ alg: 'HS256', typ: 'JWT', kid: keyId(NEW) });
    expect(await me(current, after.token)).toBe(200);
  });

  it('leaves the tokens of the old one as they are while that is behind it', async () => {
    expect(await me(current, (await login(first)).token)).toBe(200);
  });

  it('carries people over: their next cookie is of the new one', async () => {
    carriedOver = await refresh(current, (await login(first)).cookie);
    expect([carriedOver.status, headerOf(carriedOver.token)?.kid]).toEqual([200, keyId(NEW)]);
  });

  it('ends the tokens of the old one with the restart that takes that out, and no others', async () => {
    const left = await login(first);
    await startAgain(NEW);
    expect([await me(current, left.token), (await refresh(current, left.cookie)).status]).toEqual([401, 401]);
    const over = await refresh(current, carriedOver.cookie);
    expect([over.status, await me(current, carriedOver.token), await me(current, over.token)]).toEqual([200, 200, 200]);
    // An unreadable token is no replay: the login session is unchanged.
    expect((await refresh(first, left.cookie)).status).toBe(200);
  });
});

describe('a header that chooses its key', () => {
  beforeAll(() => startAgain(`${NEW},${OLD}`));

  const claimsOf = (token: string) => jwt.decode(token) as jwt.JwtPayload;
  const signed = (token: string, secret: string, header: object) =>
    jwt.sign(claimsOf(token), secret, { header: { alg: 'HS256', ...header } as jwt.JwtHeader });

  it('is taken where it names a key of ours that signed', async () => {
    const { token } = await login(current);
    for (const secret of [OLD, NEW]) expect(await me(current, signed(token, secret, { kid: keyId(secret) }))).toBe(200);
  });

  it.each<[string, string, (jwk: object) => object]>([
    ['another key of ours than the one that signed', OLD, () => ({ kid: keyId(NEW) })],
    ['a key that is none of ours', NEVER, () => ({ kid: keyId(NEVER) })],
    ['our key by the name of none', NEW, () => ({ kid: 'ffffffff' })],
    ['our key by its name in capitals', NEW, () => ({ kid: keyId(NEW).toUpperCase() })],
    ['a file', NEVER, () => ({ kid: '../../../../dev/null' })],
    ['a property that every object has', NEVER, () => ({ kid: '__proto__' })],
    ['a list', NEW, () => ({ kid: [keyId(NEW)] })],
    ['null', NEW, () => ({ kid: null })],
    ['a number', NEW, () => ({ kid: 1 })],
    ['a key that it brings along', NEVER, (jwk) => ({ kid: keyId(NEW), jwk })],
    ['a place to fetch keys from', NEVER, () => ({ kid: keyId(NEW), jku: 'http://127.0.0.1:9/keys' })],
    ['a place to fetch a certificate from', NEVER, () => ({ kid: keyId(NEW), x5u: 'http://127.0.0.1:9/x' })],
    ['a certificate', NEVER, () => ({ kid: keyId(NEW), x5c: ['MIIB'] })],
    ['no key, and was signed by the old one', OLD, () => ({})],
  ])('is refused where it names %s', async (_, secret, header) => {
    const { token } = await login(current);
    const jwk = { kty: 'oct', k: Buffer.from(NEVER).toString('base64url') };
    expect(await me(current, signed(token, secret, header(jwk)))).toBe(401);
  });

  it.each(['', '.', '..', 'e30', 'e30.e30.e30', 'bm8.e30.x', `${'A'.repeat(2000)}.e30.x`])(
    'is refused where there is none to read (%#)',
    async (text) => expect(await me(current, text)).toBe(401),
  );

  it('is refused without an end', async () => {
    const { token } = await login(current);
    const { exp: _, ...endless } = claimsOf(token);
    expect(await me(current, jwt.sign(endless, NEW, { keyid: keyId(NEW) }))).toBe(401);
  });
});

describe('a token of one purpose', () => {
  it('opens nothing else', async () => {
    const { token, cookie } = await login(current);
    const [name, refreshToken = ''] = cookie.split('=');
    expect(await me(current, refreshToken)).toBe(401);
    expect((await refresh(current, `${name}=${token}`)).status).toBe(401);
    expect([await me(current, token), (await refresh(current, cookie)).status]).toEqual([200, 200]);
  });
});

describe('after a restart', () => {
  it('a cookie that was used before still ends its login session, and says so in the audit log', async () => {
    const stolen = await login(first);
    const owner = await refresh(first, stolen.cookie);
    const { sid } = jwt.decode(owner.token) as { sid: string };
    await first.given.sql(`UPDATE login_sessions SET rotated_at = now() - interval '1 minute' WHERE id = $1`, [sid]);
    await startAgain(OLD);
    expect((await refresh(current, stolen.cookie)).status).toBe(401);
    expect([await me(current, owner.token), (await refresh(first, owner.cookie)).status]).toEqual([401, 401]);
    const rows = await first.given.sql(
      `SELECT outcome, actor_id, subject_id, details FROM audit_log WHERE action = 'refresh_reused'`,
    );
    expect(rows).toEqual([{ outcome: 'refused', actor_id: null, subject_id: user.id, details: { session_id: sid } }]);
  });

  it('one of fifty at once still wins, whichever process they reach, and its child works', async () => {
    const { cookie } = await login(first);
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) => refresh(index % 2 === 0 ? first : current, cookie)),
    );
    const winners = replies.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect((await refresh(current, winners[0]?.cookie ?? '')).status).toBe(200);
  });
});
