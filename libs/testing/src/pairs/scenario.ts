import type { Action, JobRequest, Job, Source } from '@pacekeeper/contracts';
import type { Client } from '../client.ts';
import type { Simulator } from '../simulator.ts';

/** Reads the product's own tables as their owner. */
export type Sql = <Row extends Record<string, unknown>>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** A person with a connected account, and the other side of it. */
export interface World {
  readonly client: Client;
  readonly simulator: Simulator;
  readonly sql: Sql;
  /** The name of the connected account. */
  readonly account: string;
}

/** Runs another job to its end. */
export type Run = (body: JobRequest) => Promise<Job>;

/** One pair: what has to be there first, and the job. */
export interface Scenario {
  readonly action: Action;
  readonly source: Source;
  /** Makes the body; may change the other side first, and run other jobs with `run`. */
  body(world: World, run: Run): Promise<JobRequest>;
}

interface Named {
  readonly username: string;
}
interface Effects {
  readonly items: ReadonlyArray<{ readonly target: string }>;
}

const AMOUNT = 3;
const TAG = 'travel';
const TEMPLATE = 'Hello {full_name}, @{username} has {follower_count} followers.';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const codeOf = (pk: string): string => {
  let code = '';
  for (let left = BigInt(pk); left > 0n; left /= 64n) code = (ALPHABET[Number(left % 64n)] ?? '') + code;
  return code;
};

/** Somebody of the world with many followers who are not private. */
const popular = async ({ simulator }: World): Promise<string> => {
  const { items } = await simulator.control<{
    items: ReadonlyArray<Named & { is_private: boolean; followers: number; following: number }>;
  }>('GET', '/users?limit=400');
  const [first] = items
    .filter(({ is_private: isPrivate }) => !isPrivate)
    .toSorted((a, b) => b.followers * b.following - a.followers * a.following);
  if (!first) throw new Error('the world has nobody');
  return first.username;
};

/** Posts that the account has liked, as their addresses have them. */
const likedPosts = async ({ simulator, account }: World): Promise<string[]> => {
  const { items } = await simulator.control<Effects>('GET', `/effects?account=${account}&action=like`);
  return items.map(({ target }) => codeOf(target));
};

const likedPost = async (world: World): Promise<string> => {
  const [first] = await likedPosts(world);
  if (!first) throw new Error('nothing was liked before');
  return first;
};

/** Not every post has comments: the first on which a small job finds a person. */
const commentedPost = async (world: World, run: Run): Promise<string> => {
  for (const media of await likedPosts(world)) {
    const { done } = await run({ action: 'like', source: 'commenters_of', media, amount: 1 });
    if (done > 0) return media;
  }
  throw new Error('no post that was liked before has comments');
};

const followed = async ({ simulator, account }: World): Promise<string[]> =>
  (await simulator.control<{ items: readonly Named[] }>('GET', `/follows?from=${account}`)).items.map(
    ({ username }) => username,
  );

/** People of the world with a story, a picture and posts, whom the account does not follow. */
const strangers = async (world: World): Promise<string[]> => {
  const known = new Set(await followed(world));
  const { items } = await world.simulator.control<{
    items: ReadonlyArray<Named & { is_private: boolean; stories: number; media: number }>;
  }>('GET', '/users?limit=400');
  return items
    .filter((one) => !one.is_private && one.stories > 0 && one.media > 0 && !known.has(one.username))
    .map(({ username }) => username);
};

const place = async ({ simulator }: World): Promise<string> => {
  const { items } = await simulator.control<{ items: ReadonlyArray<{ pk: string; media: number }> }>('GET', '/places');
  return items.toSorted((a, b) => b.media - a.media)[0]?.pk ?? '';
};

type Fields = (world: World, run: Run) => Promise<Record<string, unknown>>;

const SOURCES: Readonly<Record<Exclude<Source, 'followed_by_bot'>, Fields>> = {
  hashtag: async () => ({ hashtag: TAG }),
  location: async (world) => ({ location_pk: await place(world) }),
  followers_of: async (world) => ({ username: await popular(world) }),
  following_of: async (world) => ({ username: `@${await popular(world)}` }),
  own_followers: async () => ({}),
  own_following: async () => ({}),
  likers_of: async (world) => ({ media: await likedPost(world) }),
  commenters_of: async (world, run) => ({
    media: `https://www.instagram.com/p/${await commentedPost(world, run)}/?igsh=x`,
  }),
  list: async (world) => ({ usernames: ['nobody.has.this.name', ...(await strangers(world)).slice(0, 6)] }),
};

const OPTIONS: Readonly<Partial<Record<Action, Record<string, unknown>>>> = {
  story_reaction: { reaction_chance: 1 },
  unfollow: { older_than_days: 0 },
  dm: { template: TEMPLATE },
};

const plain = (
  action: Action,
  source: Exclude<Source, 'followed_by_bot'>,
  more: Fields = async () => ({}),
): Scenario => ({
  action,
  source,
  body: async (world, run) =>
    ({
      action,
      source,
      amount: AMOUNT,
      ...(await SOURCES[source](world, run)),
      ...OPTIONS[action],
      ...(await more(world, run)),
    }) as JobRequest,
});

const OF_PEOPLE = ['followers_of', 'following_of', 'own_followers', 'own_following', 'list'] as const;

/** Unfollowing from all needs their number, which the refusal tells. */
const confirmed: Fields = async ({ client }) => {
  const refused = await client.ask('POST', '/api/bot/jobs', { action: 'unfollow', source: 'own_following', amount: 1 });
  const count = Number(refused.details?.[0]?.message.replace(/\D/g, ''));
  if (refused.status !== 409 || Number.isNaN(count)) throw new Error(`not asked twice: ${refused.status}`);
  return { confirm_count: count };
};

/** Messages go to people who follow after the first job has read who did before. */
const toNewFollowers: Scenario = {
  action: 'dm',
  source: 'own_followers',
  body: async ({ simulator, account }, run) => {
    const job = { action: 'dm', source: 'own_followers', amount: AMOUNT, template: TEMPLATE } as const;
    await run(job);
    await simulator.control('POST', `/accounts/${account}/followers`, { gain: AMOUNT + 1 });
    return job;
  },
};

/** Every pair, in an order in which each finds what it needs. */
export const SCENARIOS: readonly Scenario[] = [
  plain('like', 'hashtag'),
  plain('like', 'location'),
  ...OF_PEOPLE.map((source) => plain('like', source)),
  plain('like', 'likers_of'),
  plain('like', 'commenters_of'),
  plain('follow', 'hashtag'),
  plain('follow', 'location'),
  plain('follow', 'followers_of'),
  plain('follow', 'following_of'),
  plain('follow', 'likers_of'),
  plain('follow', 'commenters_of'),
  plain('follow', 'list'),
  ...OF_PEOPLE.map((source) => plain('story_view', source)),
  ...OF_PEOPLE.map((source) => plain('story_reaction', source)),
  {
    action: 'unfollow',
    source: 'followed_by_bot',
    body: async () => ({
      action: 'unfollow',
      source: 'followed_by_bot',
      amount: AMOUNT,
      older_than_days: 0,
      only_non_followers: true,
    }),
  },
  plain('unfollow', 'own_following', confirmed),
  plain('unfollow', 'list', async (world) => ({ usernames: (await followed(world)).slice(0, 5) })),
  toNewFollowers,
];
