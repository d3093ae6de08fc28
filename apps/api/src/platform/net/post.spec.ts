import { createServer as createPlain, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Simulator } from '@pacekeeper/testing';
import { HostGuard, type Resolve } from './host-guard.ts';
import { post, PostFailed } from './post.ts';
import { isLoopbackAddress } from './public-address.ts';

/** Tests see a copy of the environment; this is the one that Node.js itself reads when it connects. */
const environment = runInThisContext('process.env') as NodeJS.ProcessEnv;

let plain: Server;
let tls: ReturnType<typeof createTls>;
let hosts: string[] = [];
let calls = 0;
const portOf = (server: NetServer): number => (server.address() as AddressInfo).port;
const listen = (server: NetServer) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

beforeAll(async () => {
  const simulator = await Simulator.start();
  const { pem, key } = await simulator.control<{ pem: string; key: string }>('GET', '/certificate');
  await simulator.stop();
  plain = createPlain((request, response) => {
    hosts.push(request.headers.host ?? '');
    response.end();
  });
  tls = createTls({ cert: pem, key }, (_, response) => {
    calls += 1;
    response.end();
  });
  await Promise.all([listen(plain), listen(tls)]);
});
afterAll(() => {
  plain.close();
  tls.close();
});

const guardOf = (resolve: Resolve) => new HostGuard({ ownHosts: [], allowed: isLoopbackAddress, resolve });
const loopback = guardOf(async () => ['127.0.0.1']);
const send = (guard: HostGuard, url: string, plainAllowed = isLoopbackAddress) =>
  post(guard, { url: new URL(url), headers: {}, body: '{}', plainAllowed });
const troubleOf = async (sending: Promise<void>): Promise<string> => {
  try {
    await sending;
    return 'none';
  } catch (error) {
    if (error instanceof PostFailed) return error.trouble;
    throw error;
  }
};

describe('a post', () => {
  it('goes to the addresses that were checked, and to no other that the name may have by then', async () => {
    let asked = 0;
    const rebinding = guardOf(async () => ((asked += 1) === 1 ? ['127.0.0.1'] : ['10.0.0.1']));
    hosts = [];
    await send(rebinding, `http://hook.example.com:${portOf(plain)}/x`);
    expect([asked, hosts]).toEqual([1, [`hook.example.com:${portOf(plain)}`]]);
    expect(await troubleOf(send(rebinding, `http://hook.example.com:${portOf(plain)}/x`))).toBe('refused');
    expect(hosts).toHaveLength(1);
  });

  it.each<[string, string[], string]>([
    ['one closed address among others', ['127.0.0.1', '10.0.0.1'], 'refused'],
    ['no address', [], 'name'],
  ])('to a name with %s is not made', async (_, found, trouble) => {
    hosts = [];
    const sending = send(
      guardOf(async () => found),
      `http://hook.example.com:${portOf(plain)}/x`,
    );
    expect([await troubleOf(sending), hosts]).toEqual([trouble, []]);
  });

  it('over plain HTTP needs an address where that is allowed', async () => {
    hosts = [];
    const sending = send(loopback, `http://hook.example.com:${portOf(plain)}/x`, () => false);
    expect([await troubleOf(sending), hosts]).toEqual(['refused', []]);
  });

  it('to a server whose certificate nobody vouches for sends nothing, whatever the environment says', async () => {
    environment['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await troubleOf(send(loopback, `https://hook.example.com:${portOf(tls)}/x`))).toBe('certificate');
    } finally {
      Reflect.deleteProperty(environment, 'NODE_TLS_REJECT_UNAUTHORIZED');
    }
    expect(calls).toBe(0);
  });

  it('to a port where nobody listens says so', async () => {
    const server = createPlain();
    await listen(server);
    const port = portOf(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await troubleOf(send(loopback, `http://127.0.0.1:${port}/`))).toBe('unreachable');
  });

  it('that is broken off ends', async () => {
    const controller = new AbortController();
    const server = createPlain(() => controller.abort());
    await listen(server);
    const sending = post(loopback, {
      url: new URL(`http://127.0.0.1:${portOf(server)}/`),
      headers: {},
      body: '{}',
      plainAllowed: isLoopbackAddress,
      signal: controller.signal,
    });
    expect(await troubleOf(sending)).toBe('timeout');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
