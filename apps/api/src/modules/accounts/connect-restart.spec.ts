import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { routes } from '@pacekeeper/contracts';
import {
  Client,
  createTestDatabase,
  Given,
  PASSWORD as OWN_PASSWORD,
  Simulator,
  type TestDatabase,
} from '@pacekeeper/testing';
import { createApi } from '../../create-api.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { testConfig } from '../../testing/test-config.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';
const KEPT = ['kept_1', 'kept_2', 'kept_3'];

const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-restart-'));
let database: TestDatabase;
let given: Given;
let running: World | null = null;
beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
}, 60_000);
afterAll(async () => {
  await running?.stop();
  await given.close();
  await database.drop();
});

/** API and simulator; what one leaves behind for the next is in the database and in their folder. */
class World {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly simulator: Simulator,
    readonly client: Client,
  ) {}

  static async start(username: string): Promise<World> {
    const simulator = await Simulator.start(['--state', join(folder, 'instagram.json')]);
    const env = { DATABASE_URL: database.appUrl, INSTAGRAM_BASE_URL: simulator.instagramUrl, DATA_DIR: folder };
    const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
    const app = await createApi(testConfig(env), createLogger('api', sink));
    await app.listen(0, '127.0.0.1');
    const client = new Client(`http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`);
    await client.signIn(username, OWN_PASSWORD);
    running = new World(app, simulator, client);
    return running;
  }

  async stop(): Promise<void> {
    running = null;
    await this.app.close();
    await this.simulator.stop();
  }
}

it('three accounts and a verification that waits outlive a restart of everything; it is finished afterwards', async () => {
  const user = await given.user();
  const before = await World.start(user.username);
  for (const username of [...KEPT, 'waits']) {
    await before.simulator.control('POST', '/accounts', {
      username,
      password: PASSWORD,
      ...(username === 'waits' ? { challenge: { scenario: 'choose' }, email: 'lena@example.com' } : {}),
    });
  }
  for (const username of KEPT) {
    expect(
      await before.client.call(routes.connections.start, { body: { username, password: PASSWORD } }),
    ).toMatchObject({ success: true });
  }
  const { verification } = await before.client.call(routes.connections.start, {
    body: { username: 'waits', password: PASSWORD },
  });
  await before.client.call(routes.connections.resend, { body: { verification_id: verification.id, method: 'email' } });
  await before.stop();

  const after = await World.start(user.username);
  const accounts = await after.client.call(routes.accounts.list);
  expect(accounts.items.map((one) => (one as unknown as { instagram_username: string }).instagram_username)).toEqual(
    KEPT,
  );
  for (const { id } of accounts.items) {
    const tested = await after.client.call(routes.accounts.testSession, {
      params: { id: user.id },
      body: { account_id: id },
    });
    expect(tested).toMatchObject({ status: 200, session_valid: true });
  }
  const open = await after.client.call(routes.connections.pending);
  expect(open.items).toMatchObject([
    { id: verification.id, instagram_username: 'waits', asks: 'code', method: 'email' },
  ]);
  const { email } = await after.simulator.control<{ email: string }>('GET', '/accounts/waits/codes');
  const wrong = await after.client.call(routes.connections.verify, {
    body: { verification_id: verification.id, code: '000000' },
  });
  expect(wrong.error).toBe('VERIFICATION_CODE_INVALID');
  const done = await after.client.call(routes.connections.verify, {
    body: { verification_id: verification.id, code: email },
  });
  expect(done).toMatchObject({ success: true, account: { instagram_username: 'waits', session_valid: true } });
}, 60_000);
