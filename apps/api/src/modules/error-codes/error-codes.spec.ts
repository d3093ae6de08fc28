import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  ERROR_SYMBOLS,
  type ErrorCode,
  type ErrorCodeAnswer,
  type ErrorCodeList,
  errorEntry,
} from '@pacekeeper/contracts';
import type { GivenUser } from '@pacekeeper/testing';
import { Database } from '../../platform/database/database.ts';
import { TestApi } from '../../testing/test-api.ts';
import { RefusalsService } from './index.ts';

// Argon2id and a database of its own take their time where other specs run beside this one.
jest.setTimeout(60_000);

const BLOCKED = errorEntry('ACTION_BLOCKED').code;
const PRIVATE = errorEntry('TARGET_PRIVATE').code;

let api: TestApi;
let admin: string;
let user: GivenUser;
let token: string;
let other: GivenUser;
let othersToken: string;

beforeAll(async () => {
  api = await TestApi.start();
  admin = await api.signIn((await api.given.user({ role: 'admin' })).username);
});
afterAll(() => api.stop());
beforeEach(async () => {
  await storeRefusals();
  for (const table of ['activity_logs', 'refused_requests']) await api.given.sql(`DELETE FROM ${table}`);
  [user, other] = [await api.given.user(), await api.given.user()];
  [token, othersToken] = [await api.signIn(user.username), await api.signIn(other.username)];
});

const storeRefusals = () => api.app.get(RefusalsService, { strict: false }).store();
const occur = (who: GivenUser, code: string | null, at: string) =>
  api.given.sql(
    `INSERT INTO activity_logs (user_id, at, action, status, message, error_code)
     VALUES ($1, $2, 'follow', 'warning', 'Something occurred.', $3)`,
    [who.id, at, code],
  );
const list = async (by: string): Promise<ErrorCode[]> =>
  (await api.ask<ErrorCodeList>('GET', '/api/error-codes', { token: by })).body.items;
const counted = async (by: string) =>
  (await list(by))
    .filter(({ occurrences }) => occurrences !== 0)
    .map(({ error, occurrences, last_at }) => [error, occurrences, last_at]);

describe('how often an error occurred, and when last', () => {
  beforeEach(async () => {
    await occur(user, BLOCKED, '2026-11-20T10:00:00Z');
    await occur(user, BLOCKED, '2026-11-21T10:00:00Z');
    await occur(user, null, '2026-11-24T10:00:00Z');
    await occur(other, BLOCKED, '2026-11-22T10:00:00Z');
    await occur(other, PRIVATE, '2026-11-23T10:00:00Z');
  });

  it('is told to a user of what happened to them alone', async () => {
    expect(await counted(token)).toEqual([['ACTION_BLOCKED', 2, '2026-11-21T10:00:00.000Z']]);
    expect(await counted(othersToken)).toEqual([
      ['TARGET_PRIVATE', 1, '2026-11-23T10:00:00.000Z'],
      ['ACTION_BLOCKED', 1, '2026-11-22T10:00:00.000Z'],
    ]);
  });

  it('is told to an administrator of what happened to anyone', async () => {
    expect(await counted(admin)).toEqual([
      ['TARGET_PRIVATE', 1, '2026-11-23T10:00:00.000Z'],
      ['ACTION_BLOCKED', 3, '2026-11-22T10:00:00.000Z'],
    ]);
  });

  it.each(['ACTION_BLOCKED', BLOCKED])('is told of one error too, by symbol or code: %s', async (name) => {
    const ask = async (by: string) =>
      (await api.ask<ErrorCodeAnswer>('GET', `/api/error-codes/${name}`, { token: by })).body.error_code;
    expect(await ask(token)).toMatchObject({ occurrences: 2, last_at: '2026-11-21T10:00:00.000Z' });
    expect(await ask(admin)).toMatchObject({ occurrences: 3, last_at: '2026-11-22T10:00:00.000Z' });
  });

  it('is 0 without a time for what never occurred, and no entry is left out', async () => {
    const items = await list(token);
    expect(items.map(({ error }) => error)).toEqual(ERROR_SYMBOLS);
    const never = items.find(({ error }) => error === 'TARGET_PRIVATE');
    expect(never?.occurrences).toBe(0);
    expect(never?.last_at).toBeUndefined();
  });
});

describe('a request that is refused', () => {
  const AT = expect.any(String);

  it('counts for anyone who sent it, and together for administrators', async () => {
    await api.ask('GET', '/api/users', { token });
    await api.ask('GET', '/api/users', { token: othersToken });
    await api.ask('GET', '/api/users?limit=no', { token: admin });
    await storeRefusals();
    await api.ask('GET', '/api/users', { token });
    await storeRefusals();
    expect(await counted(token)).toEqual([['FORBIDDEN', 2, AT]]);
    expect(await counted(othersToken)).toEqual([['FORBIDDEN', 1, AT]]);
    expect((await counted(admin)).toSorted()).toEqual([
      ['FORBIDDEN', 3, AT],
      ['VALIDATION_FAILED', 1, AT],
    ]);
  });

  it('counts of nobody for administrators alone', async () => {
    await api.ask('GET', '/api/users', { token: 'nonsense' });
    await api.ask('POST', '/api/auth/login', { body: { username: user.username, password: 'not the password' } });
    await storeRefusals();
    expect(await counted(token)).toEqual([]);
    expect((await counted(admin)).map(([error, times]) => [error, times]).toSorted()).toEqual([
      ['INVALID_CREDENTIALS', 1],
      ['TOKEN_INVALID', 1],
    ]);
  });

  it('counts on top of what the activity has', async () => {
    await occur(user, errorEntry('FORBIDDEN').code, '2026-11-20T10:00:00Z');
    await api.ask('GET', '/api/users', { token });
    await storeRefusals();
    const [[error, times, last]] = (await counted(token)) as [[string, number, string]];
    expect([error, times]).toEqual(['FORBIDDEN', 2]);
    expect(Date.parse(last)).toBeGreaterThan(Date.parse('2026-11-21T10:00:00Z'));
  });

  it('is stored later where the database is away, and once', async () => {
    await api.ask('GET', '/api/users', { token });
    const away = jest.spyOn(api.app.get(Database), 'system').mockRejectedValueOnce(new Error('away'));
    await storeRefusals();
    away.mockRestore();
    expect(await counted(token)).toEqual([]);
    await storeRefusals();
    await storeRefusals();
    expect(await counted(token)).toEqual([['FORBIDDEN', 1, AT]]);
  });
});

describe('the page of an error', () => {
  it('is linked from every entry', async () => {
    for (const { code, help } of await list(token)) {
      expect(new URL(help).pathname).toBe(`/knowledge-base/${code}`);
    }
  });

  it.each([
    ['GET', '/api/nowhere', undefined, 'NOT_FOUND'],
    ['GET', '/api/error-codes/E-BOT-W-0000', undefined, 'NOT_FOUND'],
    ['GET', '/api/error-codes/no%20code', undefined, 'VALIDATION_FAILED'],
    ['GET', '/api/users', undefined, 'FORBIDDEN'],
    ['POST', '/api/bot/start', {}, 'SESSION_INVALID'],
    ['POST', '/api/auth/login', { username: 'nobody', password: 'wrong' }, 'INVALID_CREDENTIALS'],
  ] as const)('is the type of an error that is answered: %s %s', async (method, path, body, symbol) => {
    const answer = await api.ask<{ error: string; type: string }>(method, path, { token, ...(body && { body }) });
    expect(answer.body.error).toBe(symbol);
    expect(new URL(answer.body.type).pathname).toBe(`/knowledge-base/${errorEntry(symbol).code}`);
  });
});
