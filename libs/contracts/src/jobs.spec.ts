import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTIONS, createJobSchema, mediaIdOfCode, mediaSchema, namedJobs, PAIRS, SOURCES } from './index.ts';

const ID = '018f2f6e-7d3c-7c11-9a55-0123456789ab';

/** What each source needs, as a person might paste it. */
const GIVEN: Readonly<Record<string, object>> = {
  hashtag: { hashtag: '#Ceramics' },
  location: { location_pk: '213385402' },
  followers_of: { username: '@Clay.Works' },
  following_of: { username: 'https://www.instagram.com/clay.works/?igsh=x' },
  own_followers: {},
  own_following: {},
  likers_of: { media: 'https://www.instagram.com/p/CxYz12_-aBc/' },
  commenters_of: { media: 'CxYz12_-aBc' },
  followed_by_bot: {},
  list: { usernames: ['@ana', 'bo', 'Ana'] },
};
const OPTIONS: Readonly<Record<string, object>> = { dm: { template: 'Hello {full_name}' } };

describe('the body of a job', () => {
  const every = ACTIONS.flatMap((action) => SOURCES.map((source) => [action, source] as const));
  const bodyOf = (action: string, source: string, more: object = {}) => ({
    action,
    source,
    amount: 3,
    ...GIVEN[source],
    ...OPTIONS[action],
    ...more,
  });

  it.each(every)('%s x %s is taken where it is a pair, and no other', (action, source) =>
    expect(createJobSchema.safeParse(bodyOf(action, source)).success).toBe(PAIRS[action].includes(source)),
  );

  it.each<[string, object, object]>([
    ['a name as it is pasted', bodyOf('follow', 'followers_of'), { username: 'clay.works' }],
    ['a name from an address', bodyOf('follow', 'following_of'), { username: 'clay.works' }],
    ['a post from its address', bodyOf('like', 'likers_of'), { media: 'CxYz12_-aBc' }],
    ['each name of a list once', bodyOf('follow', 'list'), { usernames: ['ana', 'bo'] }],
    ['two likes of a person', bodyOf('like', 'own_followers'), { likes_per_user: 2 }],
    ['a twentieth of the people', bodyOf('story_reaction', 'own_followers'), { reaction_chance: 0.05 }],
    [
      'a week before an unfollow',
      bodyOf('unfollow', 'followed_by_bot'),
      { older_than_days: 7, only_non_followers: false },
    ],
  ])('has %s', (_, body, has) => expect(createJobSchema.parse(body)).toMatchObject(has));

  it.each<[string, object]>([
    ['an option of another action', bodyOf('follow', 'hashtag', { likes_per_user: 2 })],
    ['a parameter of another source', bodyOf('follow', 'hashtag', { username: 'ana' })],
    ['a confirmation that nobody asks for', bodyOf('unfollow', 'followed_by_bot', { confirm_count: 3 })],
    ['six likes of a person', bodyOf('like', 'hashtag', { likes_per_user: 6 })],
    ['a share of nobody', bodyOf('story_reaction', 'list', { reaction_chance: 0 })],
    ['a list of nobody', bodyOf('follow', 'list', { usernames: [] })],
    [
      'a list that is too long',
      bodyOf('follow', 'list', { usernames: Array.from({ length: 1001 }, (_, n) => `u${n}`) }),
    ],
    ['a name that is none', bodyOf('follow', 'list', { usernames: ['ana', 'a b'] })],
    ['a message without a text', { ...bodyOf('dm', 'own_followers'), template: undefined }],
    ['a message with two texts', bodyOf('dm', 'own_followers', { template_id: ID })],
    ['a message with a variable that is unknown', bodyOf('dm', 'own_followers', { template: 'Hello {name}' })],
    ['a message of 1,001 characters', bodyOf('dm', 'own_followers', { template: '🙂'.repeat(1001) })],
    ['more than a thousand', bodyOf('follow', 'hashtag', { amount: 1001 })],
  ])('is refused with %s', (_, body) => expect(createJobSchema.safeParse(body).success).toBe(false));

  it('has a message of 1,000 characters, however they are written', () =>
    expect(createJobSchema.safeParse(bodyOf('dm', 'own_followers', { template: '🙂'.repeat(1000) })).success).toBe(
      true,
    ));
});

describe('a job by the name of its route', () => {
  it.each([
    [namedJobs.followFollowers, { username: 'ana' }, 'follow', 'followers_of'],
    [namedJobs.likeFollowers, {}, 'like', 'own_followers'],
    [namedJobs.likeFollowers, { username: 'ana' }, 'like', 'followers_of'],
    [namedJobs.likeFollowing, { username: 'ana' }, 'like', 'following_of'],
    [namedJobs.viewFollowersStories, {}, 'story_view', 'own_followers'],
    [namedJobs.viewFollowingStories, {}, 'story_view', 'own_following'],
    [namedJobs.unfollow, {}, 'unfollow', 'followed_by_bot'],
    [namedJobs.sendDms, { template: 'Hello' }, 'dm', 'own_followers'],
  ] as const)('is one of the pairs: %#', (named, body, action, source) => {
    const taken = named.schema.parse({ amount: 3, ...body });
    const job = (named.jobOf as (body: unknown) => object)(taken);
    expect(job).toMatchObject({ action, source });
    expect(createJobSchema.safeParse(job).success).toBe(true);
  });

  it('names the account whose followers are followed', () =>
    expect(namedJobs.followFollowers.schema.safeParse({ amount: 3 }).success).toBe(false));

  it.each(Object.entries(namedJobs))('%s takes no action and no source', (_, { schema }) => {
    expect(schema.safeParse({ amount: 3, action: 'follow' }).success).toBe(false);
    expect(schema.safeParse({ amount: 3, source: 'list' }).success).toBe(false);
  });
});

describe('a post', () => {
  it.each([
    ['https://www.instagram.com/p/CxYz12_-aBc/', 'CxYz12_-aBc'],
    ['instagram.com/reel/CxYz12_-aBc?igsh=1', 'CxYz12_-aBc'],
    ['https://www.instagram.com/ana.b/p/CxYz12_-aBc/', 'CxYz12_-aBc'],
    ['https://instagram.com/tv/CxYz12_-aBc', 'CxYz12_-aBc'],
    ['  CxYz12_-aBc ', 'CxYz12_-aBc'],
  ])('%s is taken as %s', (given, taken) => expect(mediaSchema.parse(given)).toBe(taken));

  it.each([
    '',
    'abc',
    'a b c d e',
    'https://example.com/p/CxYz12_-aBc/',
    'https://www.instagram.com/ana/',
    '_'.repeat(40),
  ])('%j is refused', (given) => expect(mediaSchema.safeParse(given).success).toBe(false));

  it.each([
    ['B1LbfVPlwIA', '2110901750722920960'],
    ['BjNLpA1AhXM', '1787135824035452364'],
    // The address of a private account's post is longer.
    ['CCQQsCXjOaBfS3I2PpqsNkxElV9DXj61vzo5xs0', '2346448800803776129'],
  ])('with the code %s has the id %s', (code, id) => expect(mediaIdOfCode(code)).toBe(id));

  it('never has an id that is no number of 64 bits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (code) => {
        const id = mediaIdOfCode(code);
        if (id !== null) expect(BigInt(id) > 0n && BigInt(id) < 2n ** 63n).toBe(true);
      }),
    );
  });
});
