import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IgApiClient, IgExactUserNotFoundError, IgNotFoundError, IgPrivateUserError } from 'instagram-private-api';
import { type Harness, startHarness } from '../testing/harness.ts';
import { userLike, type WorldUser } from '../testing/world.ts';

let simulated: Harness;
let ig: IgApiClient;
let author: WorldUser;
let closed: WorldUser;
beforeAll(async () => {
  simulated = await startHarness({ users: 400, postsPerUser: 7 });
  ig = await simulated.signIn('demo_plain');
  author = await userLike(simulated.control, (user) => !user.is_private && user.media >= 4);
  closed = await userLike(simulated.control, (user) => user.is_private && user.media >= 1);
});
afterAll(() => simulated.close());

interface TagBody {
  readonly sections: {
    layout_type: string;
    layout_content: { medias?: { media: { pk: unknown; user: { pk: unknown } } }[] };
  }[];
}
const mediaOf = (body: TagBody) => body.sections.flatMap((section) => section.layout_content.medias ?? []);

describe('users', () => {
  it('are found by their exact name', async () => {
    const found = await ig.user.searchExact(author.username.toUpperCase());
    expect(found).toMatchObject({ username: author.username, is_private: false });
    await expect(ig.user.getIdByUsername(author.username)).resolves.toEqual(found.pk);
    await expect(ig.user.searchExact('nobody_at_all')).rejects.toBeInstanceOf(IgExactUserNotFoundError);
  });

  it('are found by part of a name, exact and leading matches first', async () => {
    const { users } = await ig.user.search('anouk');
    expect(users.length).toBeGreaterThan(0);
    const leading = users.map(({ username }) => username.startsWith('anouk'));
    expect(leading).toEqual([...leading].sort((a, b) => Number(b) - Number(a)));
  });

  it('have a page under their id and under their name', async () => {
    const byPk = await ig.user.info(author.pk);
    expect(byPk).toMatchObject({
      username: author.username,
      follower_count: author.followers,
      following_count: author.following,
      media_count: author.media,
    });
    await expect(ig.user.usernameinfo(author.username)).resolves.toEqual(byPk);
    await expect(ig.user.info('999')).rejects.toBeInstanceOf(IgNotFoundError);
    await expect(ig.user.usernameinfo('nobody_at_all')).rejects.toBeInstanceOf(IgNotFoundError);
  });

  it('have a picture that the simulator serves', async () => {
    const { profile_pic_url } = await ig.user.info(author.pk);
    expect(profile_pic_url.startsWith(simulated.simulator.instagramUrl)).toBe(true);
    const response = await fetch(profile_pic_url);
    expect(response.headers.get('content-type')).toContain('image/svg+xml');
    expect(await response.text()).toMatch(/^<svg .*<\/svg>$/s);
    await expect(fetch(`${simulated.simulator.instagramUrl}/pictures/999.svg`)).resolves.toHaveProperty('status', 404);
  });

  it('show their media in pages, unless they are private', async () => {
    await simulated.control.patch('/settings', { media_page: 3 });
    const feed = ig.feed.user(author.pk);
    const first = await feed.items();
    const more = feed.isMoreAvailable();
    const second = await feed.items();
    await simulated.control.patch('/settings', { media_page: 30 });
    expect([first.length, more]).toEqual([3, true]);
    const times = [...first, ...second].map((item) => item.taken_at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    await expect(ig.feed.user(closed.pk).items()).rejects.toBeInstanceOf(IgPrivateUserError);
  });
});

describe('hashtags', () => {
  it('come in pages without gap or repetition, over an odd section', async () => {
    const feed = ig.feed.tags('ceramics', 'recent');
    const pages: TagBody[] = [];
    do pages.push((await feed.request()) as unknown as TagBody);
    while (feed.isMoreAvailable() && pages.length < 20);
    expect(pages.length).toBeGreaterThanOrEqual(3);
    const pks = pages.flatMap(mediaOf).map(({ media }) => String(media.pk));
    expect(new Set(pks).size).toBe(pks.length);
    expect(pages[1]?.sections[0]?.layout_type).not.toBe('media_grid');
    expect(pages.at(-1)).not.toHaveProperty('next_max_id');
  });

  it('give an undefined item where a section is no grid', async () => {
    const feed = ig.feed.tags('ceramics', 'recent');
    const first = await feed.items();
    const second = (await feed.items()) as unknown[];
    expect(first).not.toContain(undefined);
    expect(second).toContain(undefined);
  });

  it('continue in another client from a saved cursor', async () => {
    const feed = ig.feed.tags('trailnotes', 'recent');
    await feed.request();
    const saved = feed.serialize();
    const other = (await simulated.signIn('demo_plain')).feed.tags('trailnotes', 'recent');
    other.deserialize(saved);
    const [here, there] = await Promise.all([feed.request(), other.request()]);
    expect(there).toEqual(here);
  });

  it('put the most liked first at the top, and the latest at recent', async () => {
    const of = async (tab: 'top' | 'recent') =>
      (await ig.feed.tags('ceramics', tab).items()).map(
        (item) => item as unknown as { like_count: number; taken_at: number },
      );
    const top = (await of('top')).map((item) => item.like_count);
    const recent = (await of('recent')).map((item) => item.taken_at);
    expect(top).toEqual([...top].sort((a, b) => b - a));
    expect(recent).toEqual([...recent].sort((a, b) => b - a));
  });

  it.each(['café_am_hafen', '植物'])('are of any script: %s', async (tag) => {
    expect((await ig.feed.tags(tag, 'recent').items()).length).toBeGreaterThan(0);
  });

  it('hold nothing of private accounts, and nothing at all where nobody used them', async () => {
    const { ig: stranger } = await simulated.newAccount();
    const items = await stranger.feed.tags('ryebread', 'recent').items();
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter((item) => (item as unknown as { user: { is_private: boolean } }).user.is_private)).toEqual([]);
    await expect(ig.feed.tags('neverused', 'recent').items()).resolves.toEqual([]);
  });

  it('that are not escaped lead nowhere', async () => {
    await expect(ig.feed.tags('x/y', 'recent').items()).rejects.toBeInstanceOf(IgNotFoundError);
    await expect(ig.feed.tags('a#b', 'recent').items()).rejects.toBeInstanceOf(IgNotFoundError);
  });

  it('are found by part of their name', async () => {
    const { results } = await ig.tag.search('ceramics');
    expect(results[0]).toMatchObject({ name: 'ceramics', media_count: expect.any(Number) });
    expect(results.map(({ name }) => name)).toContain('handmadeceramics');
    await expect(ig.tag.section('ceramics', 'recent')).resolves.toHaveProperty('sections');
  });

  it('have an old feed that is gone, unless it is switched on', async () => {
    await expect(ig.feed.tag('ceramics').items()).rejects.toBeInstanceOf(IgNotFoundError);
    await simulated.control.patch('/settings', { old_tag_feed: true });
    const items = await ig.feed.tag('ceramics').items();
    await simulated.control.patch('/settings', { old_tag_feed: false });
    expect(items).toHaveLength(30);
  });

  it('are part of a blended search', async () => {
    const list = await ig.search.blended('clay');
    expect(list.some((item) => item.user)).toBe(true);
    const tags = await ig.search.blended('ceramics');
    expect(tags.map((item) => item.hashtag?.name)).toContain('ceramics');
  });
});

describe('locations', () => {
  it('are found by name and by distance', async () => {
    const venues = await ig.search.location(57.41, 10.12, 'harbour');
    expect(venues[0]).toMatchObject({ name: 'Old Harbour', external_id_source: 'facebook_places' });
    const near = await ig.search.location(61.22, 24.46);
    expect(near[0]?.name).toBe('Vellamo Sauna');
    const places = await ig.search.places('library');
    expect(places[0]).toMatchObject({ title: 'North Library', location: { city: 'Vellamo' } });
  });

  it('show their media in pages', async () => {
    const [venue] = await ig.search.location(0, 0, 'Old Harbour');
    const pk = Number(venue?.external_id);
    await expect(ig.location.info(pk)).resolves.toMatchObject({ location: { name: 'Old Harbour' } });
    const feed = ig.feed.location(pk, 'recent');
    const first = await feed.items();
    const second = feed.isMoreAvailable() ? await feed.items() : [];
    const pks = [...first, ...second].map((item) => String(item.pk));
    expect(pks.length).toBeGreaterThan(20);
    expect(new Set(pks).size).toBe(pks.length);
    await expect(ig.feed.location(1).items()).rejects.toBeInstanceOf(IgNotFoundError);
  });
});

describe('the timeline', () => {
  it('shows the latest of those one follows', async () => {
    const items = await ig.feed.timeline().items();
    expect(items.length).toBeGreaterThan(0);
    const times = items.map((item) => item.taken_at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });
});

describe('ids', () => {
  const idsAs = async (ids: string) => {
    await simulated.control.patch('/settings', { ids });
    const { users } = await ig.user.search('a');
    const [media] = await ig.feed.user(author.pk).items();
    await simulated.control.patch('/settings', { ids: 'number' });
    return { users: users.map(({ pk }) => typeof pk), media: media?.pk as unknown };
  };

  it('are numbers, but for the long ones, which the client keeps as strings', async () => {
    const { users, media } = await idsAs('number');
    expect(users).toContain('number');
    expect(media).toMatch(/^\d{19}$/);
  });

  it('are strings, or mixed, on demand', async () => {
    expect(new Set((await idsAs('string')).users)).toEqual(new Set(['string']));
    expect(new Set((await idsAs('mixed')).users)).toEqual(new Set(['string', 'number']));
  });
});

describe('gzip', () => {
  it('is what clients can read', async () => {
    await simulated.control.patch('/settings', { gzip: true });
    const user = await ig.user.info(author.pk);
    await simulated.control.patch('/settings', { gzip: false });
    expect(user.username).toBe(author.username);
  });
});
