import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS } from '@pacekeeper/contracts';
import { opened, type ProviderSetup, secretsIn, type Subjects, TROUBLES, valueOf } from './gateway.contract.ts';
import type { Answer, InstagramSession, Page } from './instagram.provider.ts';

type Read = (session: InstagramSession, subjects: Subjects) => Promise<Answer<unknown>>;

/** Every read of a session. */
const READS: Readonly<Record<string, Read>> = {
  currentUser: (session) => session.currentUser(),
  hashtagPage: (session, { hashtag }) => session.hashtagPage(hashtag, null),
  locationPage: (session) => session.locationPage('1', null),
  places: (session, { place }) => session.places(place),
  followersPage: (session, { person }) => session.followersPage(person.pk, null),
  followingPage: (session, { person }) => session.followingPage(person.pk, null),
  likers: (session, { liked }) => session.likers(liked),
  commentersPage: (session, { commented }) => session.commentersPage(commented, null),
  userByName: (session, { person }) => session.userByName(person.username),
  profile: (session, { person }) => session.profile(person.pk),
  mediaPage: (session, { person }) => session.mediaPage(person.pk, null),
  media: (session, { medium }) => session.media(medium),
  stories: (session, { person }) => session.stories([person.pk]),
  threadWith: (session, { person }) => session.threadWith(person.pk),
  friendship: (session, { person }) => session.friendship(person.pk),
  friendships: (session, { person }) => session.friendships([person.pk]),
};

/** The most pages that a test reads; the worlds of the suite end before. */
const MOST_PAGES = 60;

/** All items of a list, page by page. */
const all = async <T>(page: (cursor: string | null) => Promise<Answer<Page<T>>>) => {
  const items: T[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const read: Page<T> = valueOf(await page(cursor));
    expect(read.unreadable).toBe(0);
    items.push(...read.items);
    cursor = read.cursor;
    pages += 1;
  } while (cursor !== null && pages < MOST_PAGES);
  expect(cursor).toBeNull();
  return { items, pages };
};

const unique = (ids: readonly string[]): number => new Set(ids).size;

/** What is read of Instagram, through any provider. */
export const describeReads = (name: string, setup: () => ProviderSetup): void => {
  const open = () => opened(setup());

  describe(`what ${name} reads`, () => {
    afterEach(() => setup().heal());

    it.each(TROUBLES)('is refused with what it means, and nothing secret, where there is %s', async (kind) => {
      const { session, state, subjects, trouble } = await open();
      await trouble(kind);
      for (const [call, read] of Object.entries(READS)) {
        const answer = await read(session, subjects);
        expect([call, answer.ok]).toEqual([call, false]);
        if (answer.ok) continue;
        expect(ERROR_SYMBOLS).toContain(answer.failure.symbol);
        const shown = inspect(answer, { depth: 10 });
        for (const secret of secretsIn(state)) expect(shown).not.toContain(secret);
      }
    });

    it('are people who follow, page by page, each once', async () => {
      const { session, subjects } = await open();
      const { items, pages } = await all((cursor) => session.followersPage(subjects.person.pk, cursor));
      expect(pages).toBeGreaterThan(1);
      expect(unique(items.map(({ pk }) => pk))).toBe(items.length);
      expect(valueOf(await session.profile(subjects.person.pk)).followers).toBe(items.length);
    });

    it('are people who are followed', async () => {
      const { session, subjects } = await open();
      const { items } = await all((cursor) => session.followingPage(subjects.person.pk, cursor));
      expect(unique(items.map(({ pk }) => pk))).toBe(items.length);
      expect(items.length).toBeGreaterThan(0);
    });

    it('are people who like, and people who comment', async () => {
      const { session, subjects } = await open();
      const likers = valueOf(await session.likers(subjects.liked));
      expect(likers.items.length).toBeGreaterThan(0);
      expect(likers.cursor).toBeNull();
      const { items } = await all((cursor) => session.commentersPage(subjects.commented, cursor));
      expect(items.length).toBeGreaterThan(0);
    });

    it('are media of a hashtag, of a place and of a person', async () => {
      const { session, subjects } = await open();
      const [place] = valueOf(await session.places(subjects.place));
      if (!place) throw new Error('no place was found');
      for (const { items } of [
        await all((cursor) => session.hashtagPage(subjects.hashtag, cursor)),
        await all((cursor) => session.locationPage(place.pk, cursor)),
      ]) {
        expect(items.length).toBeGreaterThan(0);
        expect(unique(items.map(({ id }) => id))).toBe(items.length);
      }
      const { items: own } = await all((cursor) => session.mediaPage(subjects.person.pk, cursor));
      expect(own.map(({ id }) => id)).toContain(subjects.medium);
      const times = own.map(({ takenAt }) => takenAt?.getTime() ?? 0);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(own.every(({ owner, hasLiked }) => owner.pk === subjects.person.pk && hasLiked === false)).toBe(true);
    });

    it('is one medium, by its id', async () => {
      const { session, subjects } = await open();
      const media = valueOf(await session.media(subjects.medium));
      expect(media).toMatchObject({ id: subjects.medium, owner: { pk: subjects.person.pk } });
      expect(media.code).toMatch(/^[\w-]+$/);
    });

    it('is a person’s page, by id and by name, also of a private person', async () => {
      const { session, subjects } = await open();
      for (const { pk, username } of [subjects.person, subjects.closed]) {
        const profile = valueOf(await session.profile(pk));
        expect(valueOf(await session.userByName(username.toUpperCase()))).toEqual(profile);
        expect(profile).toMatchObject({ pk, username, isPrivate: pk === subjects.closed.pk });
        for (const count of [profile.followers, profile.following, profile.posts]) expect(count).not.toBeNull();
        expect(typeof profile.biography).toBe('string');
        expect([typeof profile.isBusiness, typeof profile.hasPicture]).toEqual(['boolean', 'boolean']);
      }
    });

    it('are stories of many people in one call, without those who have none', async () => {
      const { session, subjects } = await open();
      const found = valueOf(await session.stories([subjects.person.pk, subjects.closed.pk, subjects.nobody.pk]));
      expect([...found.keys()]).toEqual([subjects.person.pk]);
      const stories = found.get(subjects.person.pk) ?? [];
      expect(stories.map(({ id }) => id)).toContain(subjects.story.id);
      expect(stories.every(({ seen, owner }) => seen === false && owner.pk === subjects.person.pk)).toBe(true);
      expect(valueOf(await session.stories([])).size).toBe(0);
    });

    it('is no conversation where nothing was written', async () => {
      const { session, subjects } = await open();
      const none = { exists: false, pending: false };
      expect(valueOf(await session.threadWith(subjects.person.pk))).toEqual(none);
    });

    it('says that a private person is private, and that an unknown one does not exist', async () => {
      const { session, subjects } = await open();
      const { closed, nobody } = subjects;
      for (const answer of [
        await session.mediaPage(closed.pk, null),
        await session.followersPage(closed.pk, null),
        await session.followingPage(closed.pk, null),
      ]) {
        expect(answer).toMatchObject({ ok: false, failure: { symbol: 'TARGET_PRIVATE', next: 'skip_target' } });
      }
      for (const answer of [
        await session.userByName(nobody.username),
        await session.userByName('not a name/../x'),
        await session.profile(nobody.pk),
        await session.profile('../1'),
        await session.mediaPage(nobody.pk, null),
        await session.followersPage(nobody.pk, null),
        await session.friendship(nobody.pk),
        await session.media(`${nobody.pk}_1`),
        await session.media('1?a=b'),
        await session.likers(nobody.pk),
        await session.commentersPage(nobody.pk, null),
      ]) {
        expect(answer).toMatchObject({ ok: false, failure: { symbol: 'TARGET_NOT_FOUND', effect: 'none' } });
      }
    });

    it('takes no more people for their stories than one call asks for', async () => {
      const { session } = await open();
      await expect(session.stories(Array.from({ length: 51 }, (_, pk) => String(pk + 1)))).rejects.toThrow(RangeError);
    });
  });
};
