import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '@pacekeeper/contracts';
import { Simulator } from '@pacekeeper/testing';
import { SystemClock } from '../../../platform/clock/clock.ts';
import { Secret } from '../../../platform/crypto/secret.ts';
import { testConfig } from '../../../testing/test-config.ts';
import { describeActions } from '../actions.contract.ts';
import { describeProvider, type ProviderSetup, type Subjects, type Trouble, valueOf } from '../gateway.contract.ts';
import { InstagramGateway } from '../instagram.gateway.ts';
import type { InstagramSession, Page } from '../instagram.provider.ts';
import { describeReads } from '../reads.contract.ts';
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
let subjects: Subjects;

beforeAll(async () => {
  simulator = await Simulator.start();
  provider = new PrivateApiProvider(
    testConfig({ DATABASE_URL: 'postgres://unused', INSTAGRAM_BASE_URL: simulator.instagramUrl }),
    new SystemClock(),
  );
  subjects = await findSubjects();
});
afterAll(async () => {
  provider.onModuleDestroy();
  await simulator.stop();
});

/** Read with an account of its own: the one under test has done nothing yet. */
const reader = async (): Promise<InstagramSession> => {
  const name = `reader_${++made}`;
  await simulator.control('POST', '/accounts', { username: name, password: PASSWORD });
  const result = await provider.login(name, new Secret(PASSWORD), null);
  if (result.outcome !== 'connected') throw new Error(`not connected: ${result.outcome}`);
  return provider.open(result.state);
};

interface WorldUser {
  readonly pk: string;
  readonly username: string;
  readonly is_private: boolean;
  readonly followers: number;
  readonly media: number;
  readonly stories: number;
}

/** More followers than the simulator has on a page. */
const MANY_FOLLOWERS = 60;

const found = <T>(one: T | undefined): T => {
  if (one === undefined) throw new Error('nothing in the world fits');
  return one;
};

const findSubjects = async (): Promise<Subjects> => {
  const session = await reader();
  const { items: users } = await simulator.control<{ items: WorldUser[] }>('GET', '/users?limit=1000');
  const known = users.filter((one) => !one.is_private && one.media > 0 && one.stories > 0);
  const person = found(known.find((one) => one.followers > MANY_FOLLOWERS));
  const own = valueOf(await session.mediaPage(person.pk, null)).items;
  const posts = valueOf(await session.hashtagPage('ceramics', null)).items;
  const commented = await firstOf(posts, async ({ id }) => {
    return valueOf(await session.commentersPage(id, null)).items.length > 0;
  });
  const stories = valueOf(await session.stories([person.pk])).get(person.pk) ?? [];
  const story = found(stories.at(-1));
  return {
    person,
    medium: found(own[0]).id,
    story: { ...story, ownerPk: person.pk },
    closed: found(users.find((one) => one.is_private)),
    liked: found(posts[0]).id,
    commented: commented.id,
    hashtag: 'ceramics',
    place: 'harbour',
    nobody: { pk: '1', username: 'nobody_has_this_name' },
  };
};

const firstOf = async <T>(items: readonly T[], fits: (item: T) => Promise<boolean>): Promise<T> => {
  for (const item of items) if (await fits(item)) return item;
  throw new Error('nothing in the world fits');
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
  subjects: async () => subjects,
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
describeReads('private', setup);
describeActions('private', setup);

/** Pages of every kind, and how many of their items could not be read. */
const pagesOf = async (session: InstagramSession) => {
  const { person, liked, commented, hashtag } = subjects;
  const pages = {
    hashtag: await session.hashtagPage(hashtag, null),
    followers: await session.followersPage(person.pk, null),
    following: await session.followingPage(person.pk, null),
    likers: await session.likers(liked),
    commenters: await session.commentersPage(commented, null),
    media: await session.mediaPage(person.pk, null),
  };
  return Object.entries(pages).map(([kind, answer]) => ({ kind, ...valueOf<Page<unknown>>(answer) }));
};

it.each(['missing_items', 'broken_items'])('leaves out of every page what has %s, and counts it', async (kind) => {
  const session = await provider.open(await setup().connected());
  const before = await pagesOf(session);
  await simulator.control('POST', '/faults', { kind, account: username });
  for (const [at, page] of (await pagesOf(session)).entries()) {
    expect([page.kind, page.unreadable > 0]).toEqual([page.kind, true]);
    expect(page.items.length).toBeLessThan(before[at]?.items.length ?? 0);
  }
  await simulator.control('DELETE', '/faults');
});

it.each(['flags_as_text', 'flags_as_numbers', 'big_ids'])('reads the same of every page with %s', async (kind) => {
  const session = await provider.open(await setup().connected());
  const before = await pagesOf(session);
  const seen = valueOf(await session.stories([subjects.person.pk]));
  await simulator.control('POST', '/faults', { kind, account: username });
  expect(await pagesOf(session)).toEqual(before);
  expect(valueOf(await session.stories([subjects.person.pk]))).toEqual(seen);
  expect(valueOf(await session.like(subjects.medium))).toEqual({ liked: true });
  expect(valueOf(await session.media(subjects.medium)).hasLiked).toBe(true);
  await simulator.control('DELETE', '/faults');
});

it('tells an empty page from an end: its cursor leads on', async () => {
  const session = await provider.open(await setup().connected());
  await simulator.control('POST', '/faults', { kind: 'empty_page', account: username });
  for (const page of await pagesOf(session))
    expect([page.kind, page.items, page.unreadable]).toEqual([page.kind, [], 0]);
  const followers = valueOf(await session.followersPage(subjects.person.pk, null));
  await simulator.control('DELETE', '/faults');
  const next = valueOf(await session.followersPage(subjects.person.pk, followers.cursor));
  expect(next.items.length).toBeGreaterThan(0);
});

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
