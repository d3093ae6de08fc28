import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, Given, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { Secret } from '../crypto/secret.ts';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';
import { RateLimits } from './rate-limits.ts';

const MINUTE = 60;

let database: TestDatabase;
let given: Given;
let source: DataSource;
let limits: RateLimits;
beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  source = createDataSource({ url: database.appUrl, applicationName: 'limits', entities: [], poolSize: 8 });
  await source.initialize();
  limits = new RateLimits(new Database(source), { jwtSecrets: [new Secret(Buffer.alloc(32, 1))] });
});
afterAll(async () => {
  await source.destroy();
  await given.close();
  await database.drop();
});

/** As if this many seconds had passed. */
const pass = (seconds: number) => given.sql('UPDATE rate_limits SET expire = expire - $1', [seconds * 1000]);
const taken = async (times: number, value: string, strict: boolean): Promise<number> => {
  const all = await Promise.all(Array.from({ length: times }, () => limits.take('test', value, 5, MINUTE, strict)));
  return all.filter(({ allowed }) => allowed).length;
};

describe('a counter', () => {
  it('lets so many through, also where many come at once', async () => {
    expect(await taken(40, 'many', true)).toBe(5);
    const { allowed, retryAfter } = await limits.take('test', 'many', 5, MINUTE, true);
    expect(allowed).toBe(false);
    expect(retryAfter).toBeGreaterThan(50);
    expect(retryAfter).toBeLessThanOrEqual(60);
  });

  it('begins again when its window is over', async () => {
    await taken(9, 'over', false);
    await pass(MINUTE);
    expect(await taken(9, 'over', false)).toBe(5);
  });

  it('that is strict holds in every span of its length', async () => {
    expect(await taken(1, 'strict', true)).toBe(1);
    await pass(MINUTE - 5);
    expect(await taken(9, 'strict', true)).toBe(4);
    await pass(10);
    expect(await taken(9, 'strict', true)).toBe(0);
    await pass(MINUTE - 5);
    expect(await taken(9, 'strict', true)).toBe(5);
  });

  it('that is not has its end with the first', async () => {
    expect(await taken(1, 'loose', false)).toBe(1);
    await pass(MINUTE - 5);
    expect(await taken(9, 'loose', false)).toBe(4);
    await pass(10);
    expect(await taken(9, 'loose', false)).toBe(5);
  });

  it('gets points back, and never more than were taken', async () => {
    await taken(5, 'back', true);
    await limits.giveBack('test', 'back');
    expect(await taken(9, 'back', true)).toBe(1);
    for (let index = 0; index < 9; index += 1) await limits.giveBack('test', 'back');
    expect(await taken(9, 'back', true)).toBe(5);
    await limits.giveBack('test', 'never taken');
    expect(await taken(9, 'never taken', true)).toBe(5);
  });

  it('is another for another kind, another value and another secret, and its key tells nothing', async () => {
    const others = new RateLimits(new Database(source), { jwtSecrets: [new Secret(Buffer.alloc(32, 2))] });
    const keys = [
      limits.keyOf('a', 'mia'),
      limits.keyOf('b', 'mia'),
      limits.keyOf('a', 'ida'),
      others.keyOf('a', 'mia'),
    ];
    expect(new Set(keys).size).toBe(4);
    for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/);
  });
});

describe('the limiter of the library', () => {
  it('counts in the same table, and refuses from memory what was refused', async () => {
    const [one, other] = [limits.limiter(2, MINUTE), limits.limiter(2, MINUTE)];
    const key = limits.keyOf('guesses', '192.0.2.1');
    await one.consume(key);
    await other.consume(key);
    await expect(one.consume(key)).rejects.toMatchObject({ consumedPoints: 3 });
    const points = () => given.sql('SELECT points FROM rate_limits WHERE key = $1', [key]);
    expect(await points()).toEqual([{ points: 3 }]);
    await expect(one.consume(key)).rejects.toMatchObject({ remainingPoints: 0 });
    expect(await points()).toEqual([{ points: 3 }]);
  });
});
