import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../create-api.ts';
import { TestApi } from '../../testing/test-api.ts';
import { testConfig } from '../../testing/test-config.ts';
import { createLogger } from '../logging/logger.ts';

const ENV = {
  JWT_SECRET: 'a-secret-of-this-spec-file-alone-0123456789',
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  TRUST_PROXY: 'loopback',
  LOGINS_PER_MINUTE: '3',
  REQUESTS_PER_MINUTE: '8',
};

// Two APIs are started here.
jest.setTimeout(30_000);

let api: TestApi;
let other: NestFastifyApplication;
let otherUrl: string;
beforeAll(async () => {
  api = await TestApi.start(ENV);
});
beforeAll(async () => {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  other = await createApi(testConfig({ ...ENV, DATABASE_URL: api.database.appUrl }), createLogger('api', silent));
  await other.listen(0, '127.0.0.1');
  otherUrl = `http://127.0.0.1:${(other.getHttpServer().address() as { port: number }).port}`;
});
afterAll(async () => {
  await other.close();
  await api.stop();
});

const from = (address: string) => ({ 'x-forwarded-for': address });
const guess = async (url: string, address: string): Promise<Response> =>
  fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { ...from(address), 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'nobody', password: 'wrong' }),
  });
const statuses = async (replies: ReadonlyArray<Promise<Response>>): Promise<number[]> =>
  (await Promise.all(replies)).map(({ status }) => status).sort();

describe('requests that check a password', () => {
  it('are counted over all processes', async () => {
    const address = '192.0.2.1';
    expect(await statuses([guess(api.url, address), guess(otherUrl, address), guess(api.url, address)])).toEqual([
      401, 401, 401,
    ]);
    const refused = await guess(otherUrl, address);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      error: 'TOO_MANY_REQUESTS',
      message: 'Too many requests came from here in a short time.',
    });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  it('are counted for a whole /64, and for nobody beside it', async () => {
    expect(await statuses([1, 2, 3, 4].map((host) => guess(api.url, `2001:db8:7:7:${host}::1`)))).toEqual([
      401, 401, 401, 429,
    ]);
    expect((await guess(api.url, '2001:db8:7:8::1')).status).toBe(401);
  });

  it.each<[string, (port: number) => string]>([
    ['with the port of its connection', (port) => `192.0.2.30:${port}`],
    ['as IPv6 with a port', (port) => `[2001:db8:9:9::1]:${port}`],
    [
      'in four spellings of one address',
      (port) => ['192.0.2.31', '::ffff:192.0.2.31', '::ffff:c000:21f', '::FFFF:c000:021f'][port] ?? '',
    ],
    ['behind a proxy that is named with its port', (port) => `192.0.2.32, 127.0.0.1:${port + 1_000}`],
  ])('come from one client %s, and nobody else is held up', async (_, said) => {
    expect(await statuses([0, 1, 2, 3].map((port) => guess(api.url, said(port))))).toEqual([401, 401, 401, 429]);
    expect((await guess(api.url, '192.0.2.40:80')).status).not.toBe(429);
    await api.given.sql('DELETE FROM rate_limits');
  });

  it('leave no address in the database', async () => {
    await guess(api.url, '192.0.2.77');
    const rows = await api.given.sql<{ key: string }>('SELECT key FROM rate_limits');
    expect(rows.length).toBeGreaterThan(0);
    for (const { key } of rows) expect(key).toMatch(/^[\w-]{43}$/);
  });
});

describe('all requests', () => {
  it('of one address are limited in each process', async () => {
    const ask = (url: string, address: string) => fetch(`${url}/api/auth/me`, { headers: from(address) });
    const many = Array.from({ length: 10 }, () => ask(api.url, '192.0.2.2'));
    expect(await statuses(many)).toEqual([...Array<number>(8).fill(401), 429, 429]);
    expect((await ask(otherUrl, '192.0.2.2')).status).toBe(401);
    expect((await ask(api.url, '192.0.2.3')).status).toBe(401);
  });
});
