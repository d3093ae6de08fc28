import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { IgApiClient, IgNetworkError } from 'instagram-private-api';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';
import { userLike } from '../testing/world.ts';

let simulated: Harness;
let username: string;
beforeAll(async () => {
  simulated = await startHarness();
  ({ username } = await simulated.newAccount());
});
afterEach(async () => {
  await simulated.control.patch('/settings', { proxy_credentials: null });
  await simulated.control.delete('/faults');
});
afterAll(() => simulated.close());

/** A client with nothing but a proxy set: CONNECT, and TLS with the server that answers. */
const behindProxy = (credentials = ''): IgApiClient => {
  const ig = new IgApiClient();
  ig.state.generateDevice('behind a proxy');
  ig.state.proxyUrl = simulated.simulator.instagramUrl.replace('//', `//${credentials}`);
  ig.request.defaults = { timeout: 5000 };
  return ig;
};

const calls = async (path: string) =>
  (
    await simulated.control.get<{ items: { path: string; proxy_user: string | null }[] }>(
      `/requests?account=${username}&path=${path}`,
    )
  ).items;

describe('a proxy that opens tunnels', () => {
  it('carries the unmodified library over TLS, and knows whose calls they are', async () => {
    await simulated.control.patch('/settings', { proxy_credentials: 'north:sea+salt' });
    const ig = behindProxy('north:sea%2Bsalt@');
    await ig.account.login(username, PASSWORD);
    const { pk } = await userLike(simulated.control, (user) => !user.is_private);
    expect((await ig.friendship.create(pk)).following).toBe(true);
    expect((await calls('friendships/create')).at(-1)).toMatchObject({ proxy_user: 'north' });
  });

  it.each([
    ['no credentials', ''],
    ['wrong ones', 'north:wrong@'],
  ])('answers 407 to %s, before anything of the call is sent', async (_what, credentials) => {
    await simulated.control.patch('/settings', { proxy_credentials: 'north:sea+salt' });
    const before = await simulated.control.get<{ requests: number }>('/stats');
    const error = await failureOf(behindProxy(credentials).qe.syncLoginExperiments());
    expect(error).toBeInstanceOf(IgNetworkError);
    expect((error as Error).message).toContain('407');
    expect(await simulated.control.get<{ requests: number }>('/stats')).toMatchObject({ requests: before.requests });
  });

  it.each([
    ['bad_gateway', /statusCode=502/],
    ['unavailable', /statusCode=503/],
    ['reset', /socket|hang up|ECONNRESET/],
  ])('fails at the opening with %s where it is told to, and calls do not', async (kind, message) => {
    await simulated.control.post('/faults', { kind, method: 'CONNECT' });
    const error = await failureOf(behindProxy().qe.syncLoginExperiments());
    expect((error as Error).message).toMatch(message);
    await expect(simulated.client().qe.syncLoginExperiments()).resolves.toBeDefined();
  });

  it('leaves the opening alone where a fault is for calls', async () => {
    await simulated.control.post('/faults', { kind: 'server_error', nth: 1 });
    await expect(behindProxy().qe.syncLoginExperiments()).rejects.toHaveProperty('response.statusCode', 500);
  });

  const opened = async (): Promise<Socket> => {
    const { hostname, port } = new URL(simulated.simulator.instagramUrl);
    const socket = connect(Number(port), hostname);
    socket.write('CONNECT i.instagram.com:443 HTTP/1.1\r\nHost: i.instagram.com:443\r\n\r\n');
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    expect(answer).toBe('HTTP/1.1 200 Connection established\r\n\r\n');
    return socket;
  };

  it('shows the certificate that its control port gives', async () => {
    const { pem } = await simulated.control.get<{ pem: string }>('/certificate');
    const socket = connectTls({ socket: await opened(), servername: 'i.instagram.com', ca: pem });
    await new Promise((resolve, reject) => socket.once('secureConnect', () => resolve(null)).once('error', reject));
    expect(socket.authorized).toBe(true);
    socket.destroy();
  });

  it('understands plain HTTP in the tunnel too', async () => {
    const socket = await opened();
    socket.write('GET /api/v1/nowhere/ HTTP/1.1\r\nHost: i.instagram.com\r\nConnection: close\r\n\r\n');
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    socket.destroy();
  });
});

describe('a network that loses calls', () => {
  afterEach(() => simulated.control.patch('/settings', { loss_share: 0 }));

  it('loses some on their way there and some answers, by seed', async () => {
    const lost = async () => {
      await simulated.control.post('/reset', { seed: 7, settings: { loss_share: 0.5 } });
      const { pk } = await userLike(simulated.control, (user) => !user.is_private);
      await simulated.control.post('/accounts', { username: 'lossy', password: PASSWORD });
      const { authorization } = await simulated.control.post<{ authorization: string }>('/accounts/lossy/sessions');
      const ig = simulated.client();
      ig.state.authorization = authorization;
      const agent = new Agent();
      ig.request.defaults = { ...ig.request.defaults, agent };
      const seen: string[] = [];
      for (let i = 0; i < 24; i++) {
        const answered = await ig.friendship.create(pk).then(
          () => true,
          () => false,
        );
        seen.push(answered ? 'answered' : 'lost');
      }
      agent.destroy();
      const { items } = await simulated.control.get<{ items: { requests: number; accepted: number }[] }>(
        '/effects?account=lossy',
      );
      return { seen, counts: items[0] };
    };
    const once = await lost();
    expect(await lost()).toEqual(once);
    const answers = once.seen.filter((one) => one === 'answered').length;
    expect(answers).toBeGreaterThan(4);
    expect(answers).toBeLessThan(20);
    // Some that went unanswered were carried out all the same, and some were not.
    expect(once.counts?.requests).toBe(24);
    expect(once.counts?.accepted).toBeGreaterThan(answers);
    expect(once.counts?.accepted).toBeLessThan(24);
  });
});
