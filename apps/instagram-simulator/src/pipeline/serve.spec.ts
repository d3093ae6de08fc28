import { Agent, request } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IgApiClient, IgResponseError } from 'instagram-private-api';
import { type Harness, PASSWORD, startHarness } from '../testing/harness.ts';
import { failureOf } from '../testing/poll.ts';
import { userLike } from '../testing/world.ts';

let simulated: Harness;
let ig: IgApiClient;
let username: string;
let target: string;
beforeAll(async () => {
  simulated = await startHarness();
  target = (await userLike(simulated.control, (user) => !user.is_private)).pk;
});
beforeEach(async () => {
  ({ ig, username } = await simulated.newAccount());
});
afterEach(() => simulated.control.patch('/settings', { proxy_credentials: null, verify_signatures: true }));
afterAll(() => simulated.close());

describe('as the proxy of an account', () => {
  it('records who asked, and asks for credentials where told to', async () => {
    await simulated.control.patch('/settings', { proxy_credentials: 'north:sea+salt' });
    const error = (await failureOf(simulated.client().qe.syncLoginExperiments())) as IgResponseError;
    expect(error.response.statusCode).toBe(407);
    const client = await simulated.signIn(username, PASSWORD, { proxyUser: 'north:sea+salt' });
    await client.account.currentUser();
    const { items } = await simulated.control.get<{ items: { proxy_user: string }[] }>(
      `/requests?account=${username}&path=current_user`,
    );
    expect(items.map((item) => item.proxy_user)).toEqual(['north']);
  });
});

describe('recorded calls', () => {
  it('hold what was sent, and no secret', async () => {
    await ig.friendship.create(target);
    const { items } = await simulated.control.get<{ items: Record<string, unknown>[] }>(
      `/requests?account=${username}`,
    );
    const text = JSON.stringify(items);
    expect(items.map(({ path }) => path)).toEqual(['/api/v1/accounts/login/', `/api/v1/friendships/create/${target}/`]);
    expect(items[0]).toMatchObject({ form: { enc_password: '[masked]', username }, status: 200 });
    expect(items[1]).toMatchObject({
      form: { user_id: target, radio_type: 'wifi-none' },
      method: 'POST',
      status: 200,
      signature: 'valid',
      authorized_by: 'header',
      device: ig.state.deviceId,
      app_version: '222.0.0.13.114',
      headers: { 'x-ig-app-id': '567067343352427' },
    });
    expect(text).not.toContain('PWD_INSTAGRAM');
    expect(text).not.toContain('Bearer');
    expect(text).not.toContain(PASSWORD);
  });

  it('can be asked for by what came after', async () => {
    const { total } = await simulated.control.get<{ total: number }>('/requests?limit=0');
    await ig.friendship.show(target);
    const { items } = await simulated.control.get<{ items: { path: string }[] }>(`/requests?after=${total}`);
    expect(items.map(({ path }) => path)).toEqual([`/api/v1/friendships/show/${target}/`]);
  });
});

describe('a client of another make', () => {
  it('may keep its connection, and name paths without a host', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { authorization } = await simulated.control.post<{ authorization: string }>(`/accounts/${username}/sessions`);
    const { hostname, port } = new URL(simulated.simulator.instagramUrl);
    const ask = () =>
      new Promise<{ status: number; reused: boolean }>((resolve, reject) => {
        const call = request({
          hostname,
          port,
          agent,
          path: `/api/v1/friendships/show/${target}/`,
          headers: { authorization },
        });
        call.on('error', reject).on('response', (response) => {
          response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, reused: call.reusedSocket }));
        });
        call.end();
      });
    expect([await ask(), await ask()]).toEqual([
      { status: 200, reused: false },
      { status: 200, reused: true },
    ]);
    agent.destroy();
  });

  it('may sign with another key, where signatures are not looked at', async () => {
    const send = (signature: string) =>
      ig.request.send({
        url: `/api/v1/friendships/create/${target}/`,
        method: 'POST',
        form: { signed_body: `${signature}.{"user_id":"${target}"}`, ig_sig_key_version: '4' },
      });
    await expect(send('SIGNATURE')).rejects.toHaveProperty('response.body.message', 'Invalid signature');
    await simulated.control.patch('/settings', { verify_signatures: false });
    await expect(send('SIGNATURE')).resolves.toHaveProperty('body.friendship_status.following', true);
    await simulated.control.patch('/settings', { verify_signatures: true });
  });
});
