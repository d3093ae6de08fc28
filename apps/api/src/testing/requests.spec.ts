import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allRoutes,
  ERROR_SYMBOLS,
  errorEntry,
  type ErrorSymbol,
  PERMISSIONS,
  problemSchema,
  ROLES,
} from '@pacekeeper/contracts';
import { connect } from 'node:net';
import { TestApi } from './test-api.ts';

let api: TestApi;
let token: string;
let adminToken: string;
let userId: string;
let otherId: string;

beforeAll(async () => {
  api = await TestApi.start();
  const user = await api.given.user();
  const other = await api.given.user();
  const admin = await api.given.user({ role: 'admin' });
  [userId, otherId] = [user.id, other.id];
  token = await api.signIn(user.username);
  adminToken = await api.signIn(admin.username);
});
afterAll(() => api.stop());

describe('every route', () => {
  it('is closed to anyone who has no token, unless it is public', async () => {
    for (const { method, path, access } of allRoutes) {
      if (access === 'public') continue;
      const reply = await api.ask(method, path.replaceAll(/:\w+/g, otherId), method === 'GET' ? {} : { body: {} });
      expect([method, path, reply.status, reply.body.error]).toEqual([method, path, 401, 'TOKEN_INVALID']);
    }
  });

  it('has the permissions that this table says', () => {
    expect(
      Object.fromEntries(
        ROLES.map((role) => [
          role,
          Object.entries(PERMISSIONS)
            .filter(([, roles]) => (roles as readonly string[]).includes(role))
            .map(([name]) => name),
        ]),
      ),
    ).toMatchSnapshot();
  });

  it('answers administrators’ routes with FORBIDDEN for others', async () => {
    for (const [method, path] of [
      ['GET', '/api/users'],
      ['POST', '/api/users'],
      ['DELETE', `/api/users/${otherId}`],
      ['POST', `/api/users/${otherId}/reset-password`],
      ['DELETE', `/api/users/${otherId}/sessions`],
      ['DELETE', `/api/users/${otherId}/two-factor`],
      ['PUT', '/api/limits'],
      ['GET', `/api/users/${otherId}/limits`],
      ['PUT', '/api/admin/security'],
      ['GET', '/api/admin/system'],
      ['GET', '/api/admin/audit-log'],
      ['GET', '/api/admin/audit-log/export'],
      ['GET', '/api/admin/audit-log/verify'],
    ] as const) {
      const reply = await api.ask(method, path, { token, ...(method === 'GET' ? {} : { body: {} }) });
      expect([path, reply.status, reply.body.error]).toEqual([path, 403, 'FORBIDDEN']);
    }
  });
});

describe('bad input', () => {
  const job = { hashtag: 'travel', amount: 5 };
  type Row = [string, string, string, unknown, ErrorSymbol, string | null];
  const rows: Array<[string, string, string, unknown, ErrorSymbol, string?]> = [
    ['an unknown route', 'GET', '/api/nowhere', undefined, 'NOT_FOUND'],
    ['a known route with another method', 'DELETE', '/api/limits', undefined, 'NOT_FOUND'],
    ['broken JSON', 'POST', '/api/auth/login', '{"username":', 'VALIDATION_FAILED'],
    ['JSON that is no object', 'POST', '/api/auth/login', '[1,2]', 'VALIDATION_FAILED'],
    ['a body of null', 'POST', '/api/auth/login', 'null', 'VALIDATION_FAILED'],
    [
      'a poisoned prototype',
      'POST',
      '/api/auth/login',
      '{"__proto__":{"x":1},"username":"a","password":"b"}',
      'VALIDATION_FAILED',
    ],
    [
      'a body that is too large',
      'POST',
      '/api/auth/login',
      { username: 'a', password: 'x'.repeat(300_000) },
      'PAYLOAD_TOO_LARGE',
    ],
    ['a missing field', 'POST', '/api/auth/login', { username: 'a' }, 'VALIDATION_FAILED', 'password'],
    [
      'a field of another type',
      'POST',
      '/api/auth/login',
      { username: 1, password: 'b' },
      'VALIDATION_FAILED',
      'username',
    ],
    [
      'an unknown field',
      'POST',
      '/api/auth/login',
      { username: 'a', password: 'b', role: 'admin' },
      'VALIDATION_FAILED',
      'role',
    ],
    ['an amount of 0', 'POST', '/api/bot/actions/follow-hashtag', { ...job, amount: 0 }, 'VALIDATION_FAILED', 'amount'],
    [
      'an amount of -1',
      'POST',
      '/api/bot/actions/follow-hashtag',
      { ...job, amount: -1 },
      'VALIDATION_FAILED',
      'amount',
    ],
    [
      'an amount of a billion',
      'POST',
      '/api/bot/actions/follow-hashtag',
      { ...job, amount: 1e9 },
      'VALIDATION_FAILED',
      'amount',
    ],
    [
      'an amount in words',
      'POST',
      '/api/bot/actions/follow-hashtag',
      { ...job, amount: 'ten' },
      'VALIDATION_FAILED',
      'amount',
    ],
    [
      'a hashtag with a blank',
      'POST',
      '/api/bot/actions/follow-hashtag',
      { ...job, hashtag: 'two words' },
      'VALIDATION_FAILED',
      'hashtag',
    ],
    [
      'a hashtag with a slash',
      'POST',
      '/api/bot/actions/follow-hashtag',
      { ...job, hashtag: 'a/b' },
      'VALIDATION_FAILED',
      'hashtag',
    ],
    [
      'a hashtag with a # inside',
      'POST',
      '/api/bot/actions/follow-hashtag',
      { ...job, hashtag: 'a#b' },
      'VALIDATION_FAILED',
      'hashtag',
    ],
    [
      'a job in someone’s name',
      'POST',
      '/api/bot/actions/follow-hashtag',
      { ...job, user_id: 'x' },
      'VALIDATION_FAILED',
      'user_id',
    ],
    [
      'an action nobody knows',
      'POST',
      '/api/bot/jobs',
      { ...job, action: 'poke', source: 'hashtag' },
      'VALIDATION_FAILED',
      'action',
    ],
    ['a job without a session', 'POST', '/api/bot/actions/follow-hashtag', job, 'SESSION_INVALID'],
    [
      'an account of nobody',
      'POST',
      '/api/bot/start',
      { account_id: '018f2f6e-7d3c-7c11-9a55-0123456789ab' },
      'NOT_FOUND',
    ],
    [
      'a NUL in a name',
      'POST',
      '/api/auth/login',
      { username: 'admin\0', password: 'x' },
      'VALIDATION_FAILED',
      'username',
    ],
    ['an id that is none', 'GET', '/api/bot/jobs/17', undefined, 'VALIDATION_FAILED', 'id'],
    ['a job of nobody', 'GET', '/api/bot/jobs/018f2f6e-7d3c-7c11-9a55-0123456789ab', undefined, 'NOT_FOUND'],
    ['a cursor of nobody', 'GET', '/api/activity-logs?cursor=abc', undefined, 'VALIDATION_FAILED', 'cursor'],
    ['a limit of 101', 'GET', '/api/activity-logs?limit=101', undefined, 'VALIDATION_FAILED', 'limit'],
    ['an unknown filter', 'GET', '/api/activity-logs?color=red', undefined, 'VALIDATION_FAILED', 'color'],
    ['a code that is none', 'GET', '/api/error-codes/xyz', undefined, 'VALIDATION_FAILED', 'code'],
    ['a symbol of nothing', 'GET', '/api/error-codes/NO_SUCH_THING', undefined, 'NOT_FOUND'],
    [
      'a verification of nobody',
      'POST',
      '/api/bot/login/verify',
      { verification_id: '018f2f6e-7d3c-7c11-9a55-0123456789ab', code: '123456' },
      'NOT_FOUND',
    ],
    [
      'a code with letters',
      'POST',
      '/api/bot/login/verify',
      { verification_id: '018f2f6e-7d3c-7c11-9a55-0123456789ab', code: '12x456' },
      'VALIDATION_FAILED',
      'code',
    ],
    [
      'an Instagram name with blanks',
      'POST',
      '/api/bot/login',
      { username: 'a b', password: 'x' },
      'VALIDATION_FAILED',
      'username',
    ],
    [
      'an Instagram password of 10 kB',
      'POST',
      '/api/bot/login',
      { username: 'ab', password: 'x'.repeat(10_240) },
      'VALIDATION_FAILED',
      'password',
    ],
    ['an address that cannot be decoded', 'GET', '/api/%zz', undefined, 'VALIDATION_FAILED'],
  ];

  it.each(rows.map((row) => [...row, null].slice(0, 6) as Row))('%s', async (_, method, path, body, symbol, field) => {
    const reply = await api.ask(method, path, { token, body });
    const { status, code } = errorEntry(symbol);
    expect(reply).toMatchObject({ status, body: { error: symbol, code, status, success: false } });
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problemSchema.safeParse(reply.body).error).toBeUndefined();
    if (field !== null) expect(reply.body.details?.map(({ path: at }) => at)).toContain(field);
  });

  it('stores nothing', async () => {
    const [counts] = await api.given.sql<{ jobs: number; attempts: number }>(
      'SELECT (SELECT count(*)::int FROM bot_jobs) AS jobs, (SELECT count(*)::int FROM connect_attempts) AS attempts',
    );
    expect(counts).toEqual({ jobs: 0, attempts: 0 });
  });

  it.each([
    ['a name with a NUL byte', 'mi\u0000a'],
    ['a name that turns the direction', 'mi\u202ea'],
    ['a name of 10 kB', 'x'.repeat(10_240)],
    ['a name of blanks', '   '],
  ])('%s creates no user', async (_, username) => {
    const reply = await api.ask('POST', '/api/users', { token: adminToken, body: { username } });
    expect(reply).toMatchObject({ status: 400, body: { error: 'VALIDATION_FAILED' } });
  });

  it('takes no name or e-mail twice, whatever the case', async () => {
    const create = (body: object) => api.ask('POST', '/api/users', { token: adminToken, body });
    expect((await create({ username: 'Straße', email: 'Nora@Example.org' })).status).toBe(201);
    expect(await create({ username: 'STRASSE' })).toMatchObject({ status: 201 });
    expect(await create({ username: 'straße' })).toMatchObject({ status: 409, body: { error: 'CONFLICT' } });
    expect(await create({ username: 'nora', email: 'nora@example.ORG' })).toMatchObject({
      status: 409,
      body: { error: 'CONFLICT' },
    });
  });

  it('answers for someone else’s id as for nobody’s', async () => {
    for (const [method, path] of [
      ['GET', `/api/users/${otherId}`],
      ['POST', `/api/users/${otherId}/test-session`],
      ['GET', `/api/activity-logs?user_id=${otherId}`],
    ] as const) {
      const reply = await api.ask(method, path, { token });
      expect([path, reply.status, reply.body.error]).toEqual([path, 404, 'NOT_FOUND']);
    }
    expect((await api.ask('GET', `/api/users/${userId}`, { token })).status).toBe(200);
  });

  it('answers what is not even HTTP', async () => {
    const { port } = new URL(api.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('this is no HTTP\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('VALIDATION_FAILED');
  });

  it('keeps line breaks of the input inside one line of the log', async () => {
    await api.ask('GET', '/api/nowhere%0aforged%20line?x=%0d%0a', { token });
    for (const line of api.logLines.join('').split('\n').filter(Boolean)) expect(() => JSON.parse(line)).not.toThrow();
  });
});

describe('answers', () => {
  it('carry the headers that protect', async () => {
    const { headers } = await api.ask('GET', '/api/limits', { token });
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('carry the correlation id that was asked with, or one of their own', async () => {
    const given = await api.ask('GET', '/api/nowhere', { headers: { 'x-correlation-id': 'abc-12345678' } });
    expect(given.body.correlation_id).toBe('abc-12345678');
    const odd = await api.ask('GET', '/api/nowhere', { headers: { 'x-correlation-id': 'a b' } });
    expect(odd.body.correlation_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('hold the whole catalogue, in the database too', async () => {
    const { body } = await api.ask<{ items: Array<{ error: string; code: string; steps: string[] }> }>(
      'GET',
      '/api/error-codes',
      { token },
    );
    expect(body.items.map(({ error }) => error).sort()).toEqual([...ERROR_SYMBOLS].sort());
    const rows = await api.given.sql<{ symbol: string }>('SELECT symbol FROM error_codes ORDER BY 1');
    expect(rows.map(({ symbol }) => symbol)).toEqual([...ERROR_SYMBOLS].sort());
    const one = await api.ask<{ error_code: { error: string } }>('GET', '/api/error-codes/E-BOT-W-E0F7', { token });
    expect(one.body.error_code.error).toBe('SESSION_INVALID');
  });

  it('describe themselves as OpenAPI, every route with its answer', async () => {
    const { body } = await api.ask<{
      paths: Record<string, Record<string, { responses: Record<string, { content?: object }>; security?: object[] }>>;
    }>('GET', '/api/openapi.json');
    const paths = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
    );
    expect(paths.length).toBeGreaterThan(30);
    for (const { path, responses } of paths) {
      if (path === '/api/events') continue;
      const good = Object.keys(responses).find((status) => status.startsWith('2'));
      expect([path, Boolean(good && responses[good]?.content)]).toEqual([path, true]);
      expect([path, Object.keys(responses['default']?.content ?? {})]).toEqual([path, ['application/problem+json']]);
    }
    const secured = paths.filter(({ security }) => security === undefined || security.length > 0);
    for (const path of ['/api/auth/login', '/api/health/live', '/api/admin/initialize-password']) {
      expect(secured.map((one) => one.path)).not.toContain(path);
    }
    expect(secured.map((one) => one.path)).toContain('/api/bot/start');
    expect((await fetch(`${api.url}/api/docs`)).status).toBe(200);
  });
});
