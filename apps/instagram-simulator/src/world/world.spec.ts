import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../support/random.ts';
import { createGraph } from '../social/graph.ts';
import { acquaint } from './acquaintances.ts';
import { avatarSvg } from './avatar.ts';
import { baseLikersOf } from './likers.ts';
import { tagsIn } from './posts.ts';
import { storiesOf, storyByPk } from './stories.ts';
import { createWorld } from './world.ts';

const spec = { seed: 1, users: 480, postsPerUser: 7, createdAt: Date.UTC(2030, 0, 15) };
const world = createWorld(spec);
const DAY = 86_400;

describe('the world', () => {
  it('is the same for the same seed on any day, and another for another', () => {
    const later = createWorld({ ...spec, createdAt: spec.createdAt + 400 * DAY * 1000 });
    expect(later.generated).toEqual(world.generated);
    expect(later.recentPosts(500).map(({ pk, caption }) => [pk, caption])).toEqual(
      world.recentPosts(500).map(({ pk, caption }) => [pk, caption]),
    );
    expect(createWorld({ ...spec, seed: 2 }).generated).not.toEqual(world.generated);
  });

  it('is of a believable size', () => {
    const size = world.size();
    expect(size).toMatchObject({ people: 480, tags: 56 });
    expect(size.posts).toBeGreaterThan(2500);
    const shareOf = (fits: number) => fits / world.generated.length;
    const closed = shareOf(world.generated.filter((person) => person.isPrivate).length);
    expect(closed).toBeGreaterThan(0.1);
    expect(closed).toBeLessThan(0.35);
    expect(world.generated.some((person) => person.isVerified)).toBe(true);
    expect(Math.min(...world.tags().map(({ count }) => count))).toBeGreaterThan(90);
  });

  it('has names and ids of its own for everyone, some of them long', () => {
    const { generated } = world;
    expect(new Set(generated.map((person) => person.username)).size).toBe(480);
    expect(new Set(generated.map((person) => person.pk)).size).toBe(480);
    expect(generated.every((person) => /^[a-z0-9._]{3,30}$/.test(person.username))).toBe(true);
    expect(generated.some((person) => person.pk.length > 15)).toBe(true);
  });

  it('has media in order: the younger, the larger their id', () => {
    const posts = world.recentPosts(1000);
    const times = posts.map((post) => post.takenAt);
    const pks = posts.map((post) => BigInt(post.pk));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(pks.every((pk, i) => i === 0 || pk < (pks[i - 1] ?? 0n))).toBe(true);
    expect(Math.max(...times)).toBeLessThanOrEqual(spec.createdAt / 1000);
  });

  it('has people whom most follow, and nobody who follows themselves', () => {
    const graph = createGraph();
    acquaint(createRandom('x'), world.generated, graph);
    const counts = world.generated.map((person) => graph.followerCount(person.pk)).sort((a, b) => b - a);
    expect(counts[0]).toBeGreaterThan(240);
    expect(counts[240]).toBeLessThan(100);
    expect(world.generated.some((person) => graph.follows(person.pk, person.pk))).toBe(false);
  });

  it('has likers for every like, always the same', () => {
    const [post] = world.recentPosts(1);
    if (!post) throw new Error('no post');
    const likers = baseLikersOf(post, world.generated);
    expect(new Set(likers).size).toBe(post.baseLikes);
    expect(baseLikersOf(post, world.generated)).toEqual(likers);
  });

  it('may be empty', () => {
    const empty = createWorld({ ...spec, users: 0 });
    expect(empty.size()).toEqual({ people: 0, posts: 0, tags: 0 });
    expect(empty.search('a', 10)).toEqual([]);
  });

  it('takes in new people and media', () => {
    const own = createWorld({ ...spec, users: 5 });
    const pk = own.freePk();
    own.putPerson({
      pk,
      username: 'lena',
      fullName: 'Lena',
      biography: '',
      isPrivate: false,
      isVerified: false,
      hasPicture: true,
      index: -1,
    });
    expect(own.freePk()).not.toBe(pk);
    const post = {
      ownerPk: pk,
      takenAt: 1,
      type: 1 as const,
      caption: '',
      placePk: null,
      baseLikes: 0,
      baseComments: 0,
    };
    const first = own.nextPostPk();
    own.addPost({ ...post, pk: first, tags: ['new'] });
    own.addPost({ ...post, pk: own.nextPostPk(), tags: ['new'] });
    expect(
      own
        .postsTagged('NEW')
        .map((one) => one.pk)
        .at(-1),
    ).toBe(first);
    expect(own.added()).toMatchObject({ people: [{ username: 'lena' }], posts: [{ pk: first }, {}] });
  });
});

describe('hashtags of a caption', () => {
  it.each([
    ['A #Day at #the_sea #day', ['day', 'the_sea']],
    ['#café_am_hafen #植物 #a-b', ['café_am_hafen', '植物', 'a']],
    ['none # here', []],
  ])('%s', (caption, tags) => {
    expect(tagsIn(caption)).toEqual(tags);
  });
});

describe('stories', () => {
  const now = spec.createdAt / 1000;
  const live = (time: number) => world.generated.flatMap((person) => storiesOf(person, time));

  it('are up for 24 hours, some at any time', () => {
    for (const hours of [0, 5, 13, 23, 1000]) {
      const items = live(now + hours * 3600);
      expect(items.length).toBeGreaterThan(100);
      expect(items.every((item) => item.takenAt <= now + hours * 3600 && item.expiresAt > now + hours * 3600)).toBe(
        true,
      );
    }
  });

  it('are found by their id while they are up', () => {
    for (const item of live(now)) expect(storyByPk(item.pk, world.generated, now)).toEqual(item);
    const [item] = live(now);
    expect(storyByPk(item?.pk ?? '', world.generated, now + 2 * DAY)).toBeNull();
    expect(['', '12', '9'.repeat(19), 'x'].map((pk) => storyByPk(pk, world.generated, now))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('have ids of their own', () => {
    const pks = [...live(now), ...live(now + DAY)].map((item) => item.pk);
    expect(new Set(pks).size).toBe(pks.length);
  });
});

describe('pictures', () => {
  it('hold nothing of a name but letters', () => {
    const [person] = world.generated;
    if (!person) throw new Error('nobody');
    const svg = avatarSvg({ ...person, fullName: '<script>"&' });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('>S</text>');
  });
});
