import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, eventually, Given, type TestDatabase } from '@pacekeeper/testing';
import type { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database } from '../../platform/database/database.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { HousekeepingService } from './housekeeping.service.ts';

const HOUR = 3_600_000;

/** Sleeps until the test moves it on. */
class StandingClock extends Clock {
  readonly slept: number[] = [];
  private wake: () => void = () => undefined;

  now(): Date {
    return new Date(0);
  }

  monotonic(): number {
    return 0;
  }

  chance(): number {
    return 0;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(ms);
    return new Promise((resolve) => {
      this.wake = resolve;
      if (signal?.aborted) resolve();
      else signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  moveOn(): void {
    this.wake();
  }
}

let database: TestDatabase;
let given: Given;
let source: DataSource;
let userId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
  userId = (await given.user()).id;
  source = createDataSource({ url: database.workerUrl, applicationName: 'housekeeping', entities: [], poolSize: 2 });
  await source.initialize();
});
afterAll(async () => {
  await source.destroy();
  await given.close();
  await database.drop();
});

const start = (db: Database) => {
  const clock = new StandingClock();
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const service = new HousekeepingService(db, clock, createLogger('worker', sink));
  service.onApplicationBootstrap();
  return { clock, lines, service };
};

const expired = () =>
  given.sql(
    `INSERT INTO spent_tokens (user_id, token_id, expires_at) VALUES ($1, gen_random_uuid(), now() - interval '1 s')`,
    [userId],
  );
const left = async () => (await given.sql('SELECT 1 FROM spent_tokens')).length;

describe('housekeeping', () => {
  it('removes what has expired at the start and once an hour, and says how much', async () => {
    await expired();
    const { clock, lines, service } = start(new Database(source));
    await eventually(async () => clock.slept.length === 1, 'the first round ends');
    expect(await left()).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ removed: 1 });

    await expired();
    expect(clock.slept).toEqual([HOUR]);
    clock.moveOn();
    await eventually(async () => clock.slept.length === 2, 'the second round ends');
    expect(await left()).toBe(0);
    await service.beforeApplicationShutdown();
    expect(clock.slept).toEqual([HOUR, HOUR]);
  });

  it('does no harm in two processes at once', async () => {
    for (let index = 0; index < 20; index += 1) await expired();
    const both = [start(new Database(source)), start(new Database(source))];
    await eventually(async () => both.every(({ clock }) => clock.slept.length === 1), 'both have ended a round');
    expect(await left()).toBe(0);
    expect(both.flatMap(({ lines }) => lines).filter((line) => line.includes('failed'))).toEqual([]);
    for (const { service } of both) await service.beforeApplicationShutdown();
  });

  it('writes down a round that failed, and continues with the next', async () => {
    const away = createDataSource({ url: database.workerUrl, applicationName: 'away', entities: [], poolSize: 1 });
    await away.initialize();
    await away.destroy();
    const { clock, lines, service } = start(new Database(away));
    await eventually(async () => clock.slept.length === 1, 'the round ends');
    expect(lines.join('')).toContain('a round failed');
    clock.moveOn();
    await eventually(async () => clock.slept.length === 2, 'the next round ends');
    await service.beforeApplicationShutdown();
  });
});
