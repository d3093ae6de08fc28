import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { eventually, type GivenUser } from '@pacekeeper/testing';
import { WorkerModule } from '../../app.module.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { nestLogger } from '../../platform/logging/logging.module.ts';
import { TestApi } from '../../testing/test-api.ts';
import { workerConfig } from '../../testing/test-config.ts';

// Argon2id and a database of its own take their time where other specs run beside this one.
jest.setTimeout(60_000);

let api: TestApi;
let adminToken: string;
let worker: INestApplicationContext | undefined;
const lines: string[] = [];

beforeAll(async () => {
  api = await TestApi.start();
  const admin = await api.given.user({ role: 'admin' });
  adminToken = await api.signIn(admin.username);
});
afterAll(async () => {
  await worker?.close();
  await api.stop();
});

/** A user whose bot runs and has a job and a turn that waits for a worker. */
const busy = async (): Promise<GivenUser> => {
  const user = await api.given.user();
  await api.given.account(user.id);
  const token = await api.signIn(user.username);
  const { status } = await api.ask('POST', '/api/bot/actions/follow-hashtag', {
    token,
    body: { hashtag: 'ceramics', amount: 5 },
  });
  expect(status).toBe(202);
  return user;
};
const turns = (states: readonly string[]) =>
  api.given.sql(`SELECT id FROM pgboss.job WHERE name = 'turns' AND state::text = ANY ($1)`, [states]);

const startWorker = async (): Promise<void> => {
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(...chunk.toString().trim().split('\n'));
      done();
    },
  });
  const logger = createLogger('worker', sink);
  worker = await NestFactory.createApplicationContext(
    WorkerModule.with(workerConfig({ DATABASE_URL: api.database.appUrl }), logger),
    { logger: nestLogger(logger), abortOnError: false },
  );
  await worker.init();
};

describe('turns of bots whose user was deleted or disabled', () => {
  it('end without an action, without a fault and without another turn', async () => {
    const [deleted, disabled] = [await busy(), await busy()];
    expect(await turns(['created'])).toHaveLength(2);
    await api.ask('DELETE', `/api/users/${deleted.id}`, { token: adminToken });
    await api.ask('PATCH', `/api/users/${disabled.id}`, { token: adminToken, body: { is_active: false } });
    await startWorker();
    await eventually(async () => (await turns(['completed'])).length === 2, 'the turns end');
    expect(await turns(['created', 'retry', 'active', 'failed'])).toEqual([]);
    const [job] = await api.given.sql('SELECT state, done, failed FROM bot_jobs WHERE user_id = $1', [disabled.id]);
    expect(job).toEqual({ state: 'queued', done: 0, failed: 0 });
    const faults = lines.filter((line) => /"level":("(warn|error|fatal)"|[456]0)/.test(line));
    expect(faults).toEqual([]);
  });
});
