import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '@pacekeeper/contracts';
import { Simulator } from '@pacekeeper/testing';
import { SystemClock } from '../../../platform/clock/clock.ts';
import { Secret } from '../../../platform/crypto/secret.ts';
import { testConfig } from '../../../testing/test-config.ts';
import { describeProvider, type ProviderSetup, type Trouble } from '../gateway.contract.ts';
import { InstagramGateway } from '../instagram.gateway.ts';
import { type InstagramSession, MOST_STORY_OWNERS } from '../instagram.provider.ts';
import { PrivateApiProvider } from './index.ts';

const PASSWORD = 'thistle-anchor-over-6611-dunes';

const FAULTS: Readonly<Record<Trouble, object>> = {
  'no answer': { kind: 'reset' },
  'server error': { kind: 'server_error' },
  'no JSON': { kind: 'html' },
  'rate limit': { kind: 'rate_limit' },
  refusal: { kind: 'feedback_required' },
  nonsense: { kind: 'custom', status: 418, body: { status: 'fail', message: { a: [1, { b: null }] } } },
};
const PATHS: Readonly<Record<Action, string>> = {
  follow: '**/friendships/create/**',
  unfollow: '**/friendships/destroy/**',
  like: '**/media/*/like/',
  story_view: '**/media/seen/',
  story_reaction: '**/broadcast/reel_share/',
  dm: '**/broadcast/text/',
};

let simulator: Simulator;
let provider: PrivateApiProvider;
let made = 0;
let username = '';

beforeAll(async () => {
  simulator = await Simulator.start();
  provider = new PrivateApiProvider(
    testConfig({ DATABASE_URL: 'postgres://unused', INSTAGRAM_BASE_URL: simulator.instagramUrl }),
    new SystemClock(),
  );
});
afterAll(async () => {
  provider.onModuleDestroy();
  await simulator.stop();
});

/** Read with an account of its own, so that nothing is recorded for the one under test. */
const reader = async (): Promise<InstagramSession> => {
  const name = `reader_${++made}`;
  await simulator.control('POST', '/accounts', { username: name, password: PASSWORD });
  const result = await provider.login(name, new Secret(PASSWORD), null);
  if (result.outcome !== 'connected') throw new Error(`not connected: ${result.outcome}`);
  return provider.open(result.state);
};

const posts = async () => {
  const page = await (await reader()).hashtagPage('ceramics', null);
  return page.ok ? page.value.items : [];
};

const stories = async () => {
  const session = await reader();
  const owners = [...new Set((await posts()).map(({ owner }) => owner.pk))];
  const found = await session.stories(owners.slice(0, MOST_STORY_OWNERS));
  return found.ok ? [...found.value.values()].flat().map((one) => ({ ...one, ownerPk: one.owner.pk })) : [];
};

const setup = (): ProviderSetup => ({
  provider,
  connected: async () => {
    username = `contract_${++made}`;
    await simulator.control('POST', '/accounts', { username, password: PASSWORD });
    const result = await provider.login(username, new Secret(PASSWORD), null);
    if (result.outcome !== 'connected') throw new Error(`not connected: ${result.outcome}`);
    return result.state;
  },
  target: async () => {
    const { items } = await simulator.control<{ items: { pk: string; is_private: boolean }[] }>(
      'GET',
      '/users?limit=20',
    );
    return items.find((user) => !user.is_private)?.pk ?? '';
  },
  medium: async () => (await posts())[0]?.id ?? '',
  story: async () => {
    const [story] = await stories();
    if (!story) throw new Error('nobody has a story');
    return story;
  },
  end: async () => {
    await simulator.control('POST', `/accounts/${username}/sessions/revoke`, { reason: 8 });
  },
  trouble: async (kind) => {
    await simulator.control('POST', '/faults', { ...FAULTS[kind], account: username });
  },
  heal: async () => {
    await simulator.control('DELETE', '/faults');
  },
  calls: async (action) => {
    const query = `path=${encodeURIComponent(PATHS[action])}&limit=500`;
    return (await simulator.control<{ items: object[] }>('GET', `/requests?${query}`)).items.length;
  },
});

describeProvider('private', setup);

it('is found by the name that an account’s row has; one that is not here is refused', async () => {
  const gateway = new InstagramGateway([provider]);
  expect(gateway.byPassword).toBe(provider);
  const session = await gateway.open({ provider: 'private', state: await setup().connected() });
  expect((await session.currentUser()).ok).toBe(true);
  expect(() => gateway.provider('official')).toThrow(expect.objectContaining({ symbol: 'NOT_SUPPORTED_BY_PROVIDER' }));
  expect(() => new InstagramGateway([]).byPassword).toThrow(
    expect.objectContaining({ symbol: 'NOT_SUPPORTED_BY_PROVIDER' }),
  );
});

it('is reached by its door alone: nothing outside imports what is inside', () => {
  const module = join(import.meta.dirname, '..');
  const outside = readdirSync(module, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('private-api/'))
    .filter((file) => /private-api\/(?!index\.ts)/.test(imports(readFileSync(join(module, file), 'utf8'))));
  expect(outside).toEqual([]);
});

const imports = (source: string): string => [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from).join('\n');
