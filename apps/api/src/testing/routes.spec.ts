import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  allRoutes,
  answer,
  idParamsSchema,
  pageQueryShape,
  type RouteEntry,
  route,
  routes,
} from '@pacekeeper/contracts';
import { Client, createTestDatabase, Given, PASSWORD, type TestDatabase } from '@pacekeeper/testing';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiModule } from '../app.module.ts';
import { createApi } from '../create-api.ts';
import type { Incoming } from '../platform/http/incoming.ts';
import { Route, routeOf, success } from '../platform/http/route.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { testConfig } from './test-config.ts';

// A route of its own, as a new one is written: an entry of the table and a method of a controller.

const toys = {
  build: route({
    method: 'POST',
    path: '/api/toys/:id/parts',
    area: 'system',
    summary: 'Build a toy',
    access: 'bot.operate',
    params: idParamsSchema,
    query: z.strictObject(pageQueryShape),
    body: z
      .strictObject({ colour: z.string().toLowerCase(), wheels: z.int().min(0).default(4) })
      .meta({ id: 'ToyParts' }),
    status: 201,
    answer: answer('ToyAnswer', {
      toy: z.object({ id: z.string(), colour: z.string(), wheels: z.int(), limit: z.int() }),
    }),
  }),
  count: route({
    method: 'GET',
    path: '/api/toys',
    area: 'system',
    summary: 'How many toys there are',
    access: 'public',
    answer: answer('ToyCount', { toys: z.int() }),
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/toys/:id',
    area: 'system',
    summary: 'Take a toy away',
    access: 'user.delete',
    params: idParamsSchema,
    answer: answer('ToyRemoved', {}),
  }),
};

@Controller()
class ToysController {
  @Route(toys.build)
  build({ caller, params, query, body }: Incoming<typeof toys.build>) {
    return success({ toy: { id: params.id, ...body, limit: query.limit, owner: caller.id } });
  }

  @Route(toys.count)
  count() {
    return success({ toys: 3 });
  }

  @Route(toys.remove)
  remove() {
    return success();
  }

  /** A mistake on purpose: no entry in the table. */
  @Get('api/toys/undeclared')
  undeclared() {
    return 'open to nobody';
  }
}

@Module({})
class WithToys {}

/** Handlers that do not fit their route; never run, they only must not compile. */
abstract class _Mistaken {
  // @ts-expect-error: another route's input
  @Route(toys.build)
  wrongInput({ body }: Incoming<typeof routes.auth.login>) {
    return success({ toy: { id: '', colour: body.username, wheels: 0, limit: 0 } });
  }

  // @ts-expect-error: an answer without a field
  @Route(toys.build)
  wrongAnswer({ params }: Incoming<typeof toys.build>) {
    return success({ toy: { id: params.id } });
  }

  // @ts-expect-error: an answer that does not say whether it worked
  @Route(toys.count)
  bareAnswer() {
    return { toys: 3 };
  }

  @Route(toys.count)
  // @ts-expect-error: there is no caller on a public route
  noCaller({ caller }: Incoming<typeof toys.count>) {
    return success({ toys: Number(caller) });
  }
}

interface Operation {
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: ReadonlyArray<{ readonly name: string; readonly in: string }>;
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

let database: TestDatabase;
let given: Given;
let app: NestFastifyApplication;
let url: string;
let document: { paths: Record<string, Record<string, Operation>> };

const table: readonly RouteEntry[] = [...allRoutes, ...Object.values(toys)];

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  const config = testConfig({ DATABASE_URL: database.appUrl });
  const logger = createLogger('api', new Writable({ write: (_chunk, _encoding, done) => done() }));
  app = await createApi(config, logger, {
    module: WithToys,
    imports: [ApiModule.with(config, logger)],
    controllers: [ToysController],
  });
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  document = (await (await fetch(`${url}/api/openapi.json`)).json()) as typeof document;
});
afterAll(async () => {
  await given.close();
  await app.close();
  await database.drop();
});

const addressOf = ({ method, path }: Pick<RouteEntry, 'method' | 'path'>): string => `${method} ${path}`;

/** Every handler of every controller, as the framework knows them. */
const handlers = (): Array<{ address: string; handler: () => unknown }> => {
  const scanner = new MetadataScanner();
  return new DiscoveryService(app.get(ModulesContainer)).getControllers().flatMap(({ instance, metatype }) =>
    scanner.getAllMethodNames(Object.getPrototypeOf(instance)).flatMap((name) => {
      const handler = (instance as Record<string, () => unknown>)[name] as () => unknown;
      const path: unknown = Reflect.getMetadata('path', handler);
      if (path === undefined) return [];
      const method = RequestMethod[Reflect.getMetadata('method', handler) as number];
      const base = Reflect.getMetadata('path', metatype as object) as string;
      return [{ address: `${method} ${`/${base}/${String(path)}`.replaceAll(/\/+/g, '/')}`, handler }];
    }),
  );
};

const signedIn = async (role: 'user' | 'admin'): Promise<{ id: string; client: Client }> => {
  const { id, username } = await given.user({ role });
  const client = new Client(url);
  await client.signIn(username, PASSWORD);
  return { id, client };
};

describe('the API, its document and the table', () => {
  it('have the same routes, each handled by its entry', () => {
    const pages = ['GET /*', 'GET /metrics', 'GET /api/toys/undeclared'];
    const declared = handlers().map(({ address, handler }) => ({
      address,
      entry: routeOf({ getHandler: () => handler }),
    }));
    expect(
      declared
        .filter(({ entry }) => !entry)
        .map(({ address }) => address)
        .sort(),
    ).toEqual(pages.sort());
    expect(new Set(declared.flatMap(({ entry }) => entry ?? []))).toEqual(new Set(table));
    for (const { address, entry } of declared) if (entry) expect(address).toBe(addressOf(entry));
    expect(declared).toHaveLength(table.length + pages.length);
    const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
    expect(table.filter(({ method, path }) => !fastify.hasRoute({ method, url: path })).map(addressOf)).toEqual([]);
  });

  it('have the same operations', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(operations.filter((one) => one !== 'GET /api/toys/undeclared').sort()).toEqual(table.map(addressOf).sort());
  });

  it.each(table.map((entry) => [addressOf(entry), entry] as const))('say the same of %s', (_, entry) => {
    const operation = document.paths[entry.path.replaceAll(/:(\w+)/g, '{$1}')]?.[entry.method.toLowerCase()];
    const parameters = (place: string) =>
      (operation?.parameters ?? []).filter((one) => one.in === place).map(({ name }) => name);
    const status = String(entry.status ?? 200);
    expect({
      summary: operation?.summary,
      tags: operation?.tags,
      open: operation?.security?.length === 0,
      path: parameters('path'),
      query: parameters('query'),
      body: operation?.requestBody !== undefined,
      answers: Object.keys(operation?.responses ?? {}),
      media: Object.keys(operation?.responses[status]?.content ?? {}),
      problem: Object.keys(operation?.responses['default']?.content ?? {}),
    }).toEqual({
      summary: entry.summary,
      tags: [entry.area],
      open: entry.access === 'public',
      path: Object.keys(entry.params?.shape ?? {}),
      query: Object.keys(entry.query?.shape ?? {}),
      body: entry.body !== undefined,
      answers: [status, 'default'],
      media: ['streams' in entry.answer ? entry.answer.streams : 'application/json'],
      problem: ['application/problem+json'],
    });
  });
});

describe('a route that a spec adds', () => {
  it('takes, checks and answers what its entry says', async () => {
    const { id, client } = await signedIn('user');
    const built = await client.call(toys.build, { params: { id }, query: { limit: 7 }, body: { colour: 'RED' } });
    expect(built).toMatchObject({ status: 201, success: true, toy: { id, colour: 'red', wheels: 4, limit: 7 } });
    expect(built.toy).not.toHaveProperty('owner');
    expect(await new Client(url).call(toys.count)).toMatchObject({ status: 200, success: true, toys: 3 });
  });

  it.each([
    ['a parameter', '/api/toys/17/parts', { colour: 'red' }, 'id'],
    ['the query', '/api/toys/{id}/parts?limit=101', { colour: 'red' }, 'limit'],
    ['an unknown filter', '/api/toys/{id}/parts?size=1', { colour: 'red' }, 'size'],
    ['the body', '/api/toys/{id}/parts', { colour: 7 }, 'colour'],
    ['an unknown field', '/api/toys/{id}/parts', { colour: 'red', owner: 'x' }, 'owner'],
    ['no body', '/api/toys/{id}/parts', undefined, ''],
  ])('refuses what is wrong with %s', async (_, path, body, field) => {
    const { id, client } = await signedIn('user');
    const refused = await client.ask('POST', path.replace('{id}', id), body);
    expect(refused).toMatchObject({ status: 400, error: 'VALIDATION_FAILED', details: [{ path: field }] });
  });

  it('is closed to people without its permission, and to people who are not signed in', async () => {
    const [user, admin] = [await signedIn('user'), await signedIn('admin')];
    const removing = { params: { id: user.id } };
    expect(await new Client(url).call(toys.remove, removing)).toMatchObject({ status: 401, error: 'TOKEN_INVALID' });
    expect(await user.client.call(toys.remove, removing)).toMatchObject({ status: 403, error: 'FORBIDDEN' });
    expect(await admin.client.call(toys.remove, removing)).toMatchObject({ status: 200, success: true });
  });

  it('is closed to everyone where it is not in the table', async () => {
    const { client } = await signedIn('admin');
    expect(await client.ask('GET', '/api/toys/undeclared')).toMatchObject({ status: 403, error: 'FORBIDDEN' });
    client.token = null;
    expect(await client.ask('GET', '/api/toys/undeclared')).toMatchObject({ status: 401, error: 'TOKEN_INVALID' });
  });
});

describe('what a handler may be', () => {
  it('is checked by the compiler', () => expect(_Mistaken.prototype).toBeDefined());
});
