import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TestApi } from '../../testing/test-api.ts';

// The default installation: proxies on this machine are not allowed.
let api: TestApi;
let token: string;
let id: string;
beforeAll(async () => {
  api = await TestApi.start();
  const user = await api.given.user();
  ({ id } = await api.given.account(user.id));
  token = await api.signIn(user.username);
});
afterAll(() => api.stop());

const own = Object.values(networkInterfaces()).flatMap((some) =>
  (some ?? []).filter(({ scopeid }) => !scopeid).map(({ address }) => address),
);

it.each([
  'http://127.0.0.1:8080',
  'http://user:pass@localhost:8080',
  'http://LOCALHOST:8080',
  'http://localhost.:8080',
  'http://127.1:8080',
  'http://2130706433:8080',
  'http://0x7f.0.0.1:8080',
  'http://0177.0.0.1:8080',
  'http://0.0.0.0:8080',
  'http://[::1]:8080',
  'http://user:pass@[::ffff:127.0.0.1]:8080',
  'http://[64:ff9b::7f00:1]:8080',
  'http://[::]:8080',
  ...own.map((address) => (address.includes(':') ? `http://[${address}]:3000` : `http://${address}:3000`)),
])('a proxy at %s is refused', async (url) => {
  const answer = await api.ask('PATCH', `/api/bot/accounts/${id}`, { token, body: { proxy_url: url } });
  expect(answer).toMatchObject({ status: 422, body: { error: 'PROXY_REFUSED' } });
});
