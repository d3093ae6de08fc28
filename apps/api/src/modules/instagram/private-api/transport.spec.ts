import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Simulator } from '@pacekeeper/testing';
import { IgApiClient } from 'instagram-private-api';
import { Secret } from '../../../platform/crypto/secret.ts';
import { classify } from '../classifier.ts';
import type { Egress } from '../egress/egress.ts';
import { HardenedRequest } from './hardened-request.ts';
import { ProxyGuard, type Resolve } from '../egress/proxy-guard.ts';
import { TUNNEL_TIMEOUT_MS } from '../egress/proxy-tunnel.ts';
import { Transports } from './transport.ts';

const CREDENTIALS = 'north:sea+salt-7781';

let simulator: Simulator;
let proxy: { host: string; port: string };
const servers: Server[] = [];
const made: Transports[] = [];

beforeAll(async () => {
  simulator = await Simulator.start();
  await simulator.control('PATCH', '/settings', { proxy_credentials: CREDENTIALS });
  const { hostname, port } = new URL(simulator.instagramUrl);
  proxy = { host: hostname, port };
});
afterEach(async () => {
  await simulator.control('DELETE', '/faults');
  await simulator.control('DELETE', '/requests');
  for (const one of made.splice(0)) one.destroy();
  for (const one of servers.splice(0)) one.close();
});
afterAll(() => simulator.stop());

const working = () => `http://north:sea%2Bsalt-7781@${proxy.host}:${proxy.port}`;
const egress = (url: string, key = 'an account'): Egress => ({ key, url: new Secret(url) });

const transports = (mode: 'simulator' | 'live' = 'simulator', more: { ca?: string; resolve?: Resolve } = {}) => {
  const { ca, resolve } = more;
  const guard = new ProxyGuard({ ownHosts: [], allowLoopback: true, ...(resolve ? { resolve } : {}) });
  const baseUrl = mode === 'live' ? 'https://i.instagram.com' : simulator.instagramUrl;
  const all = new Transports({ mode, baseUrl, ...(ca ? { ca } : {}) }, guard);
  made.push(all);
  return all;
};

/** One call of the real library; what came of it, as the classifier is told. */
const call = async (through: Transports, via: Egress | null) => {
  const client = new IgApiClient();
  client.state.generateDevice('a device');
  const request = new HardenedRequest(client, through.through(via));
  client.request = request;
  const thrown: unknown = await client.qe.syncLoginExperiments().then(
    () => null,
    (error: unknown) => error,
  );
  return { exchange: request.last, thrown, failure: thrown === null ? null : classify(request.last) };
};

/** A server that is no good proxy. */
const badProxy = async (serve: (socket: Socket) => void): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://user:pass-4417@127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const answering = (text: string) => badProxy((socket) => socket.once('data', () => socket.end(text)));

const calls = async () => (await simulator.control<{ total: number }>('GET', '/requests')).total;
const proxyUsers = async () =>
  (await simulator.control<{ items: { proxy_user: string }[] }>('GET', '/requests')).items.map((one) => one.proxy_user);

describe('an account with a proxy', () => {
  it('calls through it, with its name and password, and keeps the connection', async () => {
    const all = transports();
    expect(await call(all, egress(working()))).toMatchObject({
      exchange: { status: 200, viaProxy: true },
      thrown: null,
    });
    expect(await call(all, egress(working()))).toMatchObject({ thrown: null });
    expect(await proxyUsers()).toEqual(['north', 'north']);
  });

  it('calls over TLS in mode live, with a certificate that is checked', async () => {
    const { pem } = await simulator.control<{ pem: string }>('GET', '/certificate');
    expect(await call(transports('live', { ca: pem }), egress(working()))).toMatchObject({
      exchange: { status: 200, viaProxy: true },
    });
    expect(await proxyUsers()).toEqual(['north']);
  });

  it('calls through a proxy that itself speaks TLS, TLS within TLS', async () => {
    const { pem, key } = await simulator.control<{ pem: string; key: string }>('GET', '/certificate');
    const server = createTlsServer({ cert: pem, key }, (socket) => {
      socket.on('error', () => undefined);
      socket.pipe(connect(Number(proxy.port), proxy.host).on('error', () => undefined)).pipe(socket);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const resolve: Resolve = async () => ['127.0.0.1'];
    const named = (host: string) => egress(`https://north:sea%2Bsalt-7781@${host}:${port}`);
    const all = transports('live', { ca: pem, resolve });
    expect(await call(all, named('i.instagram.com'))).toMatchObject({ exchange: { status: 200 } });
    // The certificate is for another name.
    expect(await call(all, named('proxy.example.com'))).toMatchObject({ failure: { symbol: 'PROXY_FAILED' } });
  });

  it('is not read by a proxy that puts a certificate of its own there', async () => {
    const before = await calls();
    const { failure } = await call(transports('live'), egress(working()));
    expect(failure).toMatchObject({ symbol: 'PROXY_FAILED', effect: 'none' });
    expect(await calls()).toBe(before);
  });

  it('shares no connection with another account, nor keeps one after its proxy changed', async () => {
    const all = transports();
    const [one, other] = [all.through(egress(working(), 'one')), all.through(egress(working(), 'other'))];
    expect(one.agent).not.toBe(other.agent);
    expect(all.through(egress(working(), 'one')).agent).toBe(one.agent);
    expect(all.through(egress(working().replace('north', 'south'), 'one')).agent).not.toBe(one.agent);
    expect(all.through(null).agent).not.toBe(other.agent);
  });

  it('goes to the address that was looked at, and looks again for each connection', async () => {
    const asked: string[] = [];
    let addresses = [proxy.host];
    const resolve: Resolve = async (name) => {
      asked.push(name);
      return addresses;
    };
    const url = `http://north:sea%2Bsalt-7781@proxy.example.com:${proxy.port}`;
    // The name exists nowhere: only the address that the guard was given can have been called.
    expect(await call(transports('simulator', { resolve }), egress(url))).toMatchObject({ thrown: null });
    addresses = ['169.254.169.254'];
    const before = await calls();
    const { exchange, failure } = await call(transports('simulator', { resolve }), egress(url));
    expect(exchange).toMatchObject({ status: null, network: 'EPROXYREFUSED' });
    expect(failure).toMatchObject({ symbol: 'PROXY_REFUSED', scope: 'account', effect: 'none' });
    expect(await calls()).toBe(before);
    expect(asked).toEqual(['proxy.example.com', 'proxy.example.com']);
  });
});

describe('a proxy that does not work', () => {
  it.each<[string, () => Promise<string> | string]>([
    ['nobody listens', () => 'http://127.0.0.1:9'],
    ['its name leads nowhere', () => 'http://proxy.invalid:8080'],
    ['it wants credentials', () => working().replace(/\/\/.*@/, '//')],
    ['it wants others', () => working().replace('north', 'south')],
    ['it answers 403', () => answering('HTTP/1.1 403 Forbidden\r\n\r\n')],
    ['it answers 502', () => answering('HTTP/1.1 502 Bad Gateway\r\n\r\n')],
    ['it is a web server', () => answering('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')],
    ['it speaks another protocol', () => answering('SSH-2.0-OpenSSH_9.9\r\n\r\n')],
    ['it answers nonsense without end', () => answering('x'.repeat(100_000))],
    ['it hangs up', () => badProxy((socket) => socket.destroy())],
    ['it hangs up on CONNECT', () => badProxy((socket) => socket.once('data', () => socket.destroy()))],
    ['it speaks no TLS', () => working().replace('http:', 'https:')],
    ['it is silent', () => badProxy(() => undefined)],
  ])(
    'is the proxy’s fault where %s, and nothing goes past it',
    async (_what, make) => {
      const before = await calls();
      const { failure, thrown } = await call(transports(), egress(await make()));
      expect(failure).toMatchObject({ symbol: 'PROXY_FAILED', scope: 'account', next: 'retry_later', effect: 'none' });
      expect(await calls()).toBe(before);
      expect(inspect(thrown, { depth: 10 })).not.toMatch(/4417|7781|sea/);
    },
    TUNNEL_TIMEOUT_MS + 6_000,
  );

  it('is not dialled at its other addresses once its time is over', async () => {
    let connections = 0;
    const url = new URL(await badProxy(() => (connections += 1)));
    const resolve: Resolve = async () => ['127.0.0.1', '127.0.0.1', '127.0.0.1'];
    const { failure } = await call(
      transports('simulator', { resolve }),
      egress(`https://slow.example.com:${url.port}`),
    );
    expect(failure).toMatchObject({ symbol: 'PROXY_FAILED' });
    // A call to another address takes long enough that further dialling would have been seen.
    await call(transports(), egress(working()));
    expect(connections).toBe(1);
  }, 12_000);

  it(
    'is the proxy’s fault also where its name is looked up without end',
    async () => {
      const resolve: Resolve = () => new Promise(() => undefined);
      const { failure } = await call(transports('simulator', { resolve }), egress('http://proxy.example.com:8080'));
      expect(failure).toMatchObject({ symbol: 'PROXY_FAILED', effect: 'none' });
    },
    TUNNEL_TIMEOUT_MS + 6_000,
  );

  it('is told from an Instagram that is silent behind it', async () => {
    await simulator.control('POST', '/faults', { kind: 'hang' });
    const { failure } = await call(transports(), egress(working()));
    // What was sent may have arrived.
    expect(failure).toMatchObject({ effect: 'possible', viaProxy: true });
  }, 12_000);
});
