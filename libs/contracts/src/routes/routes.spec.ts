import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { idParamsSchema, successSchema } from '../common.ts';
import { PERMISSIONS } from '../permissions.ts';
import {
  allRoutes,
  type AnswerOf,
  type CallOptions,
  type InputOf,
  isOpenToTokens,
  requestOf,
  route,
  routes,
  TOKEN_PERMISSIONS,
} from './index.ts';

const ID = '018f2f6e-7d3c-7c11-9a55-0123456789ab';

describe('the table of routes', () => {
  it('has no address twice', () => {
    const addresses = allRoutes.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
  });

  it.each(allRoutes.map((one) => [`${one.method} ${one.path}`, one] as const))('%s is whole', (_, entry) => {
    const named = [...entry.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(entry.params?.shape ?? {})).toEqual(named);
    expect(entry.access === 'public' || entry.access in PERMISSIONS).toBe(true);
    expect(entry.summary.length).toBeGreaterThan(5);
    if (entry.method === 'GET') expect(entry.body).toBeUndefined();
    // A public route asks for no proof, and is open whatever is pending.
    if (entry.access === 'public') expect([entry.recentProof, entry.openWhile]).toEqual([undefined, undefined]);
  });
});

describe('what is open to API tokens', () => {
  it('is of the area auth nothing but who one is', () => {
    expect(allRoutes.filter((one) => one.area === 'auth' && isOpenToTokens(one)).map(({ path }) => path)).toEqual([
      '/api/auth/me',
    ]);
  });

  it('is nothing that changes users, and nothing that needs a recent proof', () => {
    const changing = allRoutes.filter(({ path, method }) => path.startsWith('/api/users') && method !== 'GET');
    expect(changing.filter(isOpenToTokens).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/users/:id/test-session',
      'PUT /api/users/:id/limits',
      'DELETE /api/users/:id/limits',
      'PUT /api/users/:id/wishes',
    ]);
    expect(allRoutes.filter((one) => one.recentProof && isOpenToTokens(one))).toEqual([]);
  });

  it('takes a permission, of which each opens something', () => {
    for (const permission of TOKEN_PERMISSIONS) {
      expect(allRoutes.some((one) => one.access === permission && isOpenToTokens(one))).toBe(true);
    }
    for (const closed of ['self.password', 'self.sessions', 'self.second_factor', 'self.tokens', 'user.recover']) {
      expect(TOKEN_PERMISSIONS).not.toContain(closed);
    }
  });
});

describe('a request for a route', () => {
  it.each([
    [requestOf(routes.auth.me), { method: 'GET', path: '/api/auth/me' }],
    [
      requestOf(routes.jobs.read, { params: { id: 'a/b?c#d' } }),
      { method: 'GET', path: '/api/bot/jobs/a%2Fb%3Fc%23d' },
    ],
    [
      requestOf(routes.users.list, { query: { search: 'a&b=c', limit: 50, is_active: false } }),
      { method: 'GET', path: '/api/users?search=a%26b%3Dc&limit=50&is_active=false' },
    ],
    [
      requestOf(routes.users.list, { query: { search: '', cursor: null, role: undefined } }),
      { method: 'GET', path: '/api/users' },
    ],
    [
      requestOf(routes.limits.setOfUser, { params: { id: ID }, body: { follows_limit: 1 } }),
      { method: 'PUT', path: `/api/users/${ID}/limits`, body: { follows_limit: 1 } },
    ],
    [requestOf(routes.bots.start), { method: 'POST', path: '/api/bot/start' }],
  ])('%j', (request, expected) => expect(request).toEqual(expected));
});

/** Compiles where the types say the same, both ways. */
const same = <Left, Right>(..._: [Left] extends [Right] ? ([Right] extends [Left] ? [] : [never]) : [never]) => true;

describe('the types of a route', () => {
  it('tell what a handler gets and what a caller sends and gets', () => {
    expect([
      same<InputOf<typeof routes.jobs.read>, { params: { id: string } }>(),
      same<keyof InputOf<typeof routes.auth.me>, never>(),
      same<InputOf<typeof routes.users.list>['query']['is_active'], boolean | undefined>(),
      same<CallOptions<typeof routes.bots.start>['body'], { account_id?: string | undefined } | undefined>(),
      same<CallOptions<typeof routes.jobs.read>['params'], { id: string }>(),
      same<undefined extends CallOptions<typeof routes.limits.setDefault>['body'] ? true : false, false>(),
      same<AnswerOf<typeof routes.health.live>, { success: true; status: 'ok' }>(),
    ]).not.toContain(false);
  });

  it('refuse an entry that contradicts itself', () => {
    const rest = { area: 'system', summary: 'A toy', access: 'public', answer: successSchema } as const;
    // @ts-expect-error: the path has a parameter that is not described
    route({ ...rest, method: 'GET', path: '/api/toys/:id' });
    // @ts-expect-error: a parameter that the path has not
    route({ ...rest, method: 'GET', path: '/api/toys', params: idParamsSchema });
    // @ts-expect-error: another name than the path's
    route({ ...rest, method: 'GET', path: '/api/toys/:toy', params: idParamsSchema });
    // @ts-expect-error: two parameters, and the path has one
    route({ ...rest, method: 'GET', path: '/api/toys/:id', params: z.strictObject({ id: z.string(), x: z.string() }) });
    // @ts-expect-error: a GET with a body
    route({ ...rest, method: 'GET', path: '/api/toys', body: z.strictObject({}) });
    // @ts-expect-error: a permission that does not exist
    route({ ...rest, method: 'GET', path: '/api/toys', access: 'toy.read' });
    const toy = route({
      ...rest,
      method: 'PUT',
      path: '/api/toys/:id/parts/:part',
      params: z.strictObject({ id: z.string(), part: z.string() }),
    });
    expect(requestOf(toy, { params: { id: '1', part: 'a b' } }).path).toBe('/api/toys/1/parts/a%20b');
  });
});
