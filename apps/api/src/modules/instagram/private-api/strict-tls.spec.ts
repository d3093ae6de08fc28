import { createServer, get, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Simulator } from '@pacekeeper/testing';
import { IgApiClient } from 'instagram-private-api';
import { Secret } from '../../../platform/crypto/secret.ts';
import { classify } from '../classifier.ts';
import { ProxyGuard } from '../egress/proxy-guard.ts';
import { HardenedRequest } from './hardened-request.ts';
import { Transports } from './transport.ts';

/** Tests see a copy of the environment; this is the one that Node.js itself reads when it connects. */
const environment = runInThisContext('process.env') as NodeJS.ProcessEnv;

let simulator: Simulator;
let server: Server;
let baseUrl: string;
let calls = 0;

beforeAll(async () => {
  simulator = await Simulator.start();
  const { pem, key } = await simulator.control<{ pem: string; key: string }>('GET', '/certificate');
  server = createServer({ cert: pem, key }, (_, response) => {
    calls += 1;
    response.end(JSON.stringify({ status: 'ok' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  environment['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
});
afterAll(async () => {
  Reflect.deleteProperty(environment, 'NODE_TLS_REJECT_UNAUTHORIZED');
  server.close();
  await simulator.stop();
});

/** One call of the real library in mode live. */
const call = async (target: string, proxy: string | null) => {
  const guard = new ProxyGuard({ ownHosts: [], allowLoopback: true });
  const transports = new Transports({ mode: 'live', baseUrl: target }, guard);
  const client = new IgApiClient();
  client.state.generateDevice('a device');
  const via = proxy === null ? null : { key: 'an account', url: new Secret(proxy) };
  const request = new HardenedRequest(client, transports.through(via));
  client.request = request;
  await client.qe.syncLoginExperiments().catch(() => undefined);
  transports.destroy();
  return classify(request.last);
};

describe('a server whose certificate nobody vouches for', () => {
  it('is believed by Node.js itself where NODE_TLS_REJECT_UNAUTHORIZED is 0', async () => {
    const status = await new Promise((resolve, reject) => {
      get(baseUrl, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(200);
  });

  it('is asked nothing, without a proxy', async () => {
    const before = calls;
    expect(await call(baseUrl, null)).toMatchObject({ symbol: 'INSTAGRAM_UNAVAILABLE', effect: 'none' });
    expect(calls).toBe(before);
  });

  it('is asked nothing through a tunnel', async () => {
    const total = async () => (await simulator.control<{ total: number }>('GET', '/requests')).total;
    const before = await total();
    // The simulator opens the tunnel, and is what answers at its end.
    const proxy = simulator.instagramUrl;
    expect(await call('https://i.instagram.com', proxy)).toMatchObject({ symbol: 'PROXY_FAILED', effect: 'none' });
    expect(await total()).toBe(before);
  });

  it('is no proxy either', async () => {
    const before = calls;
    expect(await call('https://i.instagram.com', baseUrl)).toMatchObject({ symbol: 'PROXY_FAILED', effect: 'none' });
    expect(calls).toBe(before);
  });
});
