import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastifyStatic from '@fastify/static';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { problemSchema } from '@pacekeeper/contracts';
import { PASSWORD } from '@pacekeeper/testing';
import type { FastifyInstance } from 'fastify';
import { TestApi } from '../../testing/test-api.ts';
import { sendRaw } from '../../testing/raw.ts';
import { testConfig } from '../../testing/test-config.ts';
import { createLogger } from '../logging/logger.ts';
import { createAdapter, type HttpLimits } from './adapter.ts';
import { addSecurityHeaders } from './security-headers.ts';

let api: TestApi;
let token: string;
let name: string;

beforeAll(async () => {
  api = await TestApi.start();
  name = (await api.given.user()).username;
  token = await api.signIn(name);
});
afterAll(() => api.stop());

@Module({})
class Nothing {}

const silent = () => createLogger('api', new Writable({ write: (_chunk, _encoding, done) => done() }));

/** The lines of a request, each as it goes over the wire. */
const request = (...lines: string[]) => `${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`;
const statusOf = (answer: string) => Number(answer.split(' ')[1]);
const problemOf = (answer: string) => problemSchema.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)));

describe('other websites', () => {
  it('are told nothing that lets them read', async () => {
    const { status, headers } = await api.ask('GET', '/api/limits', {
      token,
      headers: { origin: 'https://evil.example' },
    });
    expect(status).toBe(200);
    expect([...headers.keys()].filter((key) => key.startsWith('access-control-'))).toEqual([]);
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('get no leave to ask', async () => {
    const answer = await sendRaw(
      api.url,
      request(
        'OPTIONS /api/limits HTTP/1.1',
        'Host: x',
        'Origin: https://evil.example',
        'Access-Control-Request-Method: PUT',
        'Access-Control-Request-Headers: authorization',
      ),
    );
    expect(problemOf(answer)).toMatchObject({ status: 404, error: 'NOT_FOUND' });
    expect(answer).not.toMatch(/access-control-|\nallow:/i);
  });

  it.each([
    ['as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['from another port', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:9999' }],
    ['in a browser that says only where it is', { origin: 'https://evil.example' }],
  ])('change nothing: %s', async (_, headers) => {
    const reply = await api.ask('POST', '/api/auth/login', { body: { username: name, password: PASSWORD }, headers });
    expect(reply).toMatchObject({ status: 403, body: { error: 'CROSS_SITE_REQUEST' } });
    expect(reply.headers.getSetCookie()).toEqual([]);
  });
});

describe('the headers that protect', () => {
  it.each([
    ['data', '/api/instance', 'no-store'],
    ['a problem', '/api/nowhere', 'no-store'],
    ['what is no address', '/api/%zz', 'no-store'],
    ['figures', '/metrics?x=1', 'no-store'],
    ['a file that is not there', '/assets/nothing.js', 'no-store'],
    ['the explorer', '/api/docs', 'no-store'],
  ])('are on %s', async (_, path, caching) => {
    const { headers } = await fetch(`${api.url}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe(caching);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  it('switch off what pages never ask a browser for, and leave passkeys to our own', async () => {
    const { headers } = await api.ask('GET', '/api/instance');
    const policy = headers.get('permissions-policy')?.split(', ') ?? [];
    for (const off of ['camera=()', 'microphone=()', 'geolocation=()']) expect(policy).toContain(off);
    for (const own of ['publickey-credentials-get=(self)', 'publickey-credentials-create=(self)']) {
      expect(policy).toContain(own);
    }
  });

  it('are on what is not even HTTP', async () => {
    const answer = await sendRaw(api.url, 'this is no HTTP\r\n\r\n');
    expect(statusOf(answer)).toBe(400);
    expect(answer).toMatch(/x-content-type-options: nosniff/i);
    expect(answer).toMatch(/cache-control: no-store/i);
  });

  it('let the explorer run: its page has no script of its own inside', async () => {
    const page = await (await fetch(`${api.url}/api/docs`)).text();
    expect(page).toContain('swagger-ui');
    const scripts = [...page.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, inside] of scripts) {
      expect(attributes).toContain('src=');
      expect(inside?.trim()).toBe('');
    }
  });
});

describe('what is asked', () => {
  it.each([
    ['TRACE', 404],
    ['PROPFIND', 404],
    ['FOO', 400],
  ])('by %s is refused, and nothing of it comes back', async (method, status) => {
    const answer = await sendRaw(api.url, request(`${method} /api/limits HTTP/1.1`, 'Host: x', 'X-Secret: kittens'));
    expect(problemOf(answer).status).toBe(status);
    expect(answer).not.toContain('kittens');
  });

  it.each([
    ['without a host', []],
    ['with two hosts', ['Host: x', 'Host: y']],
  ])('%s is refused in our own words', async (_, hosts) => {
    const answer = await sendRaw(api.url, request('GET /api/instance HTTP/1.1', ...hosts));
    expect(problemOf(answer)).toMatchObject({ status: 400, error: 'VALIDATION_FAILED' });
  });

  it('with an expectation that nobody knows is answered all the same', async () => {
    const answer = await sendRaw(api.url, request('GET /api/nowhere HTTP/1.1', 'Host: x', 'Expect: kittens'));
    expect(problemOf(answer).error).toBe('NOT_FOUND');
  });

  it('in two lengths at once is refused', async () => {
    const lines = ['POST /api/auth/login HTTP/1.1', 'Host: x', 'Content-Length: 5', 'Transfer-Encoding: chunked'];
    expect(statusOf(await sendRaw(api.url, request(...lines), '0\r\n\r\n'))).toBe(400);
  });

  it.each([
    '/api/../x',
    '/api/%2e%2e/x',
    '/api/%2E%2E/%2e%2e/etc/passwd',
    '/api/..%2fx',
    '/api/..%5cx',
    '/../x',
    '/../../etc/passwd',
    '/%2e%2e/x',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/../x',
    '/assets/../../x',
    '/assets/%2e%2e/%2e%2e/x',
    '/assets/..%2f..%2fx',
    '/api/docs/../x',
    '/api/docs/../../../x',
    '/api/docs/%2e%2e/%2e%2e/x',
    '/.env',
    '/api/.git/config',
    '/api/x%00y',
  ])('out of its folder is not there: %s', async (path) => {
    const answer = await sendRaw(api.url, request(`GET ${path} HTTP/1.1`, 'Host: x', 'Accept: application/json'));
    expect(problemOf(answer)).toMatchObject({ status: 404, error: 'NOT_FOUND' });
  });

  it('with headers that are too large is refused', async () => {
    const answer = await sendRaw(api.url, request('GET / HTTP/1.1', 'Host: x', `X-Large: ${'x'.repeat(20_000)}`));
    expect(problemOf(answer)).toMatchObject({ status: 413, error: 'PAYLOAD_TOO_LARGE' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'as %s is refused',
    async (type) => {
      const headers = { 'content-type': type };
      const reply = await api.ask('POST', '/api/auth/login', { body: 'username=a&password=b', headers });
      expect(reply).toMatchObject({ status: 400, body: { error: 'VALIDATION_FAILED' } });
    },
  );

  it.each(['application/xml', 'text/html;q=0.9', '*/*', 'nonsense', ''])(
    'for the type "%s" is answered as JSON, and says in which characters',
    async (accept) => {
      const reply = await api.ask('GET', '/api/instance', { headers: { accept } });
      expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
      const problem = await api.ask('GET', '/api/nowhere', { headers: { accept } });
      expect(problem.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    },
  );

  it('by HEAD is answered as by GET, without a body', async () => {
    for (const path of ['/api/instance', '/api/limits', '/api/nowhere', '/api/error-codes', '/metrics']) {
      const headers = { authorization: `Bearer ${token}` };
      const [get, head] = [
        await fetch(`${api.url}${path}`, { headers }),
        await fetch(`${api.url}${path}`, { headers, method: 'HEAD' }),
      ];
      expect([path, head.status]).toEqual([path, get.status]);
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
      expect(await head.text()).toBe('');
    }
  });
});

describe('a body that is too large', () => {
  const body = (size: number) => JSON.stringify({ username: 'a', password: 'x'.repeat(size) });

  it('is refused so that anyone who sends it reads why, 50 times in a row', async () => {
    const large = body(1_000_000);
    const lines = ['POST /api/auth/login HTTP/1.1', 'Host: x', 'Content-Type: application/json'];
    for (let times = 0; times < 50; times += 1) {
      const reply = await api.ask('POST', '/api/auth/login', { body: large });
      expect(reply).toMatchObject({ status: 413, body: { error: 'PAYLOAD_TOO_LARGE' } });
      const answer = await sendRaw(api.url, request(...lines, `Content-Length: ${large.length}`), large);
      expect(problemOf(answer)).toMatchObject({ status: 413, error: 'PAYLOAD_TOO_LARGE' });
    }
  }, 60_000);

  it('is refused also where it is larger than what the network holds, or comes in pieces', async () => {
    const large = body(4_000_000);
    const lines = ['POST /api/auth/login HTTP/1.1', 'Host: x', 'Content-Type: application/json'];
    for (let times = 0; times < 5; times += 1) {
      const whole = await sendRaw(api.url, request(...lines, `Content-Length: ${large.length}`), large);
      expect(problemOf(whole).error).toBe('PAYLOAD_TOO_LARGE');
      const chunk = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
      const pieces = await sendRaw(api.url, request(...lines, 'Transfer-Encoding: chunked'), chunk);
      expect(problemOf(pieces).error).toBe('PAYLOAD_TOO_LARGE');
    }
  }, 60_000);

  it('of another website is refused so that it is read, too', async () => {
    const large = body(4_000_000);
    const lines = ['POST /api/auth/login HTTP/1.1', 'Host: x', 'Sec-Fetch-Site: cross-site'];
    const answer = await sendRaw(api.url, request(...lines, `Content-Length: ${large.length}`), large);
    expect(problemOf(answer).error).toBe('CROSS_SITE_REQUEST');
  });
});

describe('slow requests', () => {
  const SHORT: HttpLimits = {
    body: 1_000,
    headers: 2_000,
    headersTimeout: 150,
    requestTimeout: 300,
    keepAliveTimeout: 100,
    checkInterval: 20,
  };
  let fastify: FastifyInstance;
  let url: string;
  beforeAll(async () => {
    const config = testConfig({ DATABASE_URL: 'postgres://app@127.0.0.1/x' });
    fastify = createAdapter(config, silent(), SHORT).getInstance<FastifyInstance>();
    fastify.post('/', () => ({ success: true }));
    await fastify.listen({ port: 0, host: '127.0.0.1' });
    url = `http://127.0.0.1:${(fastify.server.address() as AddressInfo).port}`;
  });
  afterAll(() => fastify.close());

  it('that never begin are ended without a word, which nobody could take for the answer to another', async () => {
    const { port } = fastify.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let received = 0;
    socket.on('data', ({ length }) => (received += length)).on('error', () => undefined);
    await once(socket, 'close');
    expect(received).toBe(0);
  });

  it.each([
    ['headers that never end', 'POST / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    [
      'a body that never comes',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
  ])('with %s are ended, and told why', async (_, text) => {
    expect(problemOf(await sendRaw(url, text))).toMatchObject({
      status: 400,
      error: 'VALIDATION_FAILED',
      message: expect.stringContaining('too long'),
    });
  });

  it('leave no connection open that nobody uses', async () => {
    const answer = await sendRaw(
      url,
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
    );
    expect(statusOf(answer)).toBe(200);
  });
});

describe('files', () => {
  it('carry the headers that protect', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-files-'));
    writeFileSync(join(folder, 'app.js'), 'export {};');
    const config = testConfig({ DATABASE_URL: 'postgres://app@127.0.0.1/x', PUBLIC_URL: 'https://bots.example.org' });
    const adapter = createAdapter(config, silent());
    const app = await NestFactory.create<NestFastifyApplication>(Nothing, adapter, { logger: false });
    await addSecurityHeaders(app, config);
    await app.register(fastifyStatic as never, { root: folder, prefix: '/assets/' } as never);
    await app.listen(0, '127.0.0.1');
    const { status, headers } = await fetch(`${await app.getUrl()}/assets/app.js`);
    await app.close();
    expect([status, headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
    expect(headers.get('content-type')).toMatch(/^\w+\/javascript; charset=utf-8$/);
    // Behind TLS, for a year, with every name below.
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  });
});

describe('the documents', () => {
  it('are not there where they are switched off', async () => {
    const closed = await TestApi.start({ API_DOCS: 'off' });
    for (const path of [
      '/api/docs',
      '/api/docs/',
      '/api/docs/swagger-ui-init.js',
      '/api/openapi.json',
      '/api/docs-json',
    ]) {
      expect(await closed.ask('GET', path)).toMatchObject({ status: 404, body: { error: 'NOT_FOUND' } });
    }
    await closed.stop();
  });
});

describe('the metrics', () => {
  it('ask for their token where there is one', async () => {
    const METRICS_TOKEN = 'a-token-of-this-spec-file-alone-0123456789';
    const guarded = await TestApi.start({ METRICS_TOKEN });
    expect(await guarded.ask('GET', '/metrics')).toMatchObject({ status: 404, body: { error: 'NOT_FOUND' } });
    const response = await fetch(`${guarded.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('pacekeeper_database_up 1');
    await guarded.stop();
  });
});
