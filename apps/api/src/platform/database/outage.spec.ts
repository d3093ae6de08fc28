import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { eventually, PASSWORD } from '@pacekeeper/testing';
import { TestApi } from '../../testing/test-api.ts';

/** A cable between API and database that can be pulled. */
class Cable {
  readonly sockets = new Set<Socket>();
  private constructor(
    readonly server: Server,
    private readonly target: { host: string; port: number },
  ) {}

  static async lay(target: { host: string; port: number }): Promise<Cable> {
    const server = createServer();
    const cable = new Cable(server, target);
    server.on('connection', (socket) => cable.join(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return cable;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async pull(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async plugIn(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  private join(socket: Socket): void {
    const other = connect(this.target);
    for (const [one, two] of [
      [socket, other],
      [other, socket],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        two.destroy();
      });
      one.pipe(two);
    }
  }
}

let api: TestApi;
let cable: Cable;
let token: string;
const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-outage-'));

beforeAll(async () => {
  api = await TestApi.start({}, async ({ superuser, appUrl }) => {
    cable = await Cable.lay(superuser);
    const url = new URL(appUrl);
    url.port = String(cable.port);
    return { DATABASE_URL: url.href, DATA_DIR: folder };
  });
  const user = await api.given.user();
  token = await api.signIn(user.username, PASSWORD);
});
afterAll(async () => {
  await api.stop();
  await cable.pull();
  rmSync(folder, { recursive: true, force: true });
});

describe('while the database is away', () => {
  it('the process stays up, says 503 with a code, and recovers by itself', async () => {
    const { port } = cable;
    await cable.pull();
    for (const path of ['/api/limits', '/api/auth/me', '/api/health/ready']) {
      const reply = await api.ask('GET', path, { token });
      expect([path, reply.status, reply.body.error, reply.body.code]).toEqual([
        path,
        503,
        'DATABASE_UNAVAILABLE',
        'E-SYS-C-CC5B',
      ]);
      expect(reply.headers.get('retry-after')).toBe('5');
    }
    expect(await api.ask('POST', '/api/auth/login', { body: { username: 'x', password: 'y' } })).toMatchObject({
      status: 503,
    });
    expect(await api.ask('GET', '/api/health/live')).toMatchObject({ status: 200 });
    const figures = await fetch(`${api.url}/metrics`).then((response) => response.text());
    expect(figures).toContain('pacekeeper_database_up 0');

    await cable.plugIn(port);
    await eventually(async () => (await api.ask('GET', '/api/limits', { token })).status === 200, 'it answers again');
    expect(await api.ask('GET', '/api/health/ready')).toMatchObject({ status: 200 });
  });
});
