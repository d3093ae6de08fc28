import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemSchema } from '@pacekeeper/contracts';
import { Simulator } from '@pacekeeper/testing';
import fc from 'fast-check';
import { anything, arbitraryOf, NASTY_TEXTS, type Schema, type Schemas, spoilt } from './schema-arbitrary.ts';
import { TestApi } from './test-api.ts';

const SEED = 20_261_125;
/** Requests for each operation. */
const RUNS = 24;
/** Values for fields whose schema says no more than text. */
const KNOWN_TEXTS = ['SESSION_INVALID', 'E-BOT-W-E0F7', 'sign_in', 'success', 'follow', '2'];

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema?: Schema;
}
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
}
interface Shot {
  readonly as: 'nobody' | 'user' | 'admin';
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** As it goes over the wire; null: none. */
  readonly body: string | null;
}
interface Document {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        parameters?: Parameter[];
        requestBody?: { content: Record<string, { schema: Schema }> };
      }
    >
  >;
  readonly components: { readonly schemas: Schemas };
}

let api: TestApi;
let simulator: Simulator;
let document: Document;
/** Ids of people and things that are there. */
const known: string[] = [];
const tokens: Partial<Record<Shot['as'], string>> = {};

beforeAll(async () => {
  simulator = await Simulator.start();
  api = await TestApi.start({ INSTAGRAM_BASE_URL: simulator.instagramUrl });
  document = (await api.ask<Document>('GET', '/api/openapi.json')).body;
}, 60_000);
afterAll(async () => {
  await api.stop();
  await simulator.stop();
});

/** Signs in both roles; again if a request ended the login session. */
const signIn = async (): Promise<void> => {
  for (const role of ['user', 'admin'] as const) {
    const { status } = await api.ask('GET', '/api/auth/me', { token: tokens[role] ?? '' });
    if (status === 200) continue;
    const { id, username } = await api.given.user({ role });
    const account = await api.given.account(id);
    known.unshift(id, account.id, (await api.given.job(id, account.id)).id);
    tokens[role] = await api.signIn(username);
  }
};

const operations = (): Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // A stream answers for as long as a client listens.
      .filter(() => path !== '/api/events')
      .map(([method, { parameters = [], requestBody }]) => ({
        method: method.toUpperCase(),
        path,
        parameters,
        body: requestBody?.content['application/json']?.schema ?? null,
      })),
  );

/** A value for a parameter: one that is there, one that fits, or one that has broken something somewhere. */
const valueOf = ({ schema = {} }: Parameter): fc.Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: schema.format === 'uuid' ? 8 : 3,
      arbitrary: fc.constantFrom(...(schema.format === 'uuid' ? known.slice(0, 6) : KNOWN_TEXTS)),
    },
    { weight: 6, arbitrary: arbitraryOf(schema, document.components.schemas) },
    { weight: 2, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
  );

const valuesOf = (parameters: readonly Parameter[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(parameters.map((one) => [one.name, valueOf(one)])), { noNullPrototype: true });

/** Few at a time: where each may be wrong, many are hardly ever right. */
const queryOf = (parameters: readonly Parameter[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .shuffledSubarray([...parameters])
        .map((some) => some.slice(0, 2))
        .chain(valuesOf),
    },
    { weight: 1, arbitrary: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.constantFrom(...NASTY_TEXTS)) },
  );

const bodyOf = (schema: Schema | null): fc.Arbitrary<string | null> => {
  const fitting = arbitraryOf(schema ?? { type: 'object' }, document.components.schemas);
  return fc.oneof(
    { weight: 4, arbitrary: fitting.map((value) => JSON.stringify(value)) },
    { weight: 4, arbitrary: spoilt(fitting).map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: anything.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.tuple(fitting, fc.nat(20)).map(([value, at]) => JSON.stringify(value).slice(0, at)) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
};

const shots = ({ method, parameters, body }: Operation): fc.Arbitrary<Shot> =>
  fc.record({
    as: fc.constantFrom('nobody', 'user', 'user', 'admin', 'admin', 'admin'),
    path: valuesOf(parameters.filter((one) => one.in === 'path')),
    query: queryOf(parameters.filter((one) => one.in === 'query')),
    body: method === 'GET' ? fc.constant(null) : bodyOf(body),
  });

const written = (value: unknown): string => encodeURIComponent(String(value).toWellFormed());

const addressOf = ({ path }: Operation, shot: Shot): string => {
  const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => written(shot.path[name] ?? 'x'));
  const query = Object.entries(shot.query).map(([key, value]) => `${written(key)}=${written(value)}`);
  return query.length > 0 ? `${place}?${query.join('&')}` : place;
};

/** What is wrong with the answer; null: nothing. */
const complaint = (status: number, type: string, text: string): string | null => {
  if (status >= 500) return `${status} ${text}`;
  if (status < 400) return null;
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}`;
  return problemSchema.safeParse(JSON.parse(text)).success ? null : `${status} is no problem of the catalogue: ${text}`;
};

const fire = async (operation: Operation, shot: Shot): Promise<string | null> => {
  const token = tokens[shot.as];
  const response = await fetch(`${api.url}${addressOf(operation, shot)}`, {
    method: operation.method,
    headers: {
      ...(token && shot.as !== 'nobody' ? { authorization: `Bearer ${token}` } : {}),
      ...(shot.body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(shot.body === null ? {} : { body: shot.body }),
  });
  const type = response.headers.get('content-type') ?? '';
  const wrong = complaint(response.status, type, await response.text());
  if (wrong === null) return null;
  const asked = `${operation.method} ${addressOf(operation, shot)} ${shot.body ?? ''}`;
  return `${shot.as}: ${asked.slice(0, 600)} -> ${wrong.slice(0, 300)}`;
};

describe('whatever is asked', () => {
  it('is answered, or refused with an entry of the catalogue, by every operation of the document', async () => {
    const complaints: string[] = [];
    const fired = operations();
    for (const [index, operation] of fired.entries()) {
      await signIn();
      for (const shot of fc.sample(shots(operation), { numRuns: RUNS, seed: SEED + index })) {
        const wrong = await fire(operation, shot);
        if (wrong !== null) complaints.push(wrong);
      }
    }
    expect(fired.length).toBeGreaterThan(40);
    expect(complaints).toEqual([]);
  }, 180_000);
});
