import { describe, expect, it } from '@jest/globals';
import type { ErrorSymbol } from '@pacekeeper/contracts';
import type {
  Answer,
  Friendship,
  InstagramMedia,
  InstagramProfile,
  InstagramSession,
  InstagramStory,
  InstagramUser,
} from '../../instagram/index.ts';
import { messageFor, dm } from './dm.action.ts';
import { likeable, like, unlike } from './like.action.ts';
import type { Prepared } from './preparation.ts';
import { drawn } from './story-reaction.action.ts';
import { storyView, unseen } from './story-view.action.ts';
import { unfollow, withoutFollowBack } from './unfollow.action.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const ana: InstagramUser = {
  pk: '7',
  username: 'ana',
  fullName: 'Ana B',
  isPrivate: false,
  isVerified: false,
  pictureUrl: null,
};
const post = (id: string, hasLiked: boolean | null, owner = ana): InstagramMedia => ({
  id,
  code: null,
  owner,
  hasLiked,
  takenAt: null,
});
const story = (id: string, seen: boolean | null, hours = 1): InstagramStory => ({
  id,
  owner: ana,
  takenAt: hoursAgo(hours),
  seen,
});
const idsOf = (prepared: Prepared) =>
  'leaveOut' in prepared ? prepared.leaveOut : prepared.objects.map(({ id }) => id);
const ok = <T>(value: T): Answer<T> => ({ ok: true, value, durationMs: 1 });
/** A session that answers these calls alone. */
const session = (calls: Partial<InstagramSession>) => calls as InstagramSession;

describe('likes of a person', () => {
  it.each<[string, InstagramMedia[], string[] | ErrorSymbol]>([
    [
      'are their newest posts that are not liked yet',
      [post('3', true), post('2', false), post('1', false)],
      ['2', '1'],
    ],
    ['are no more than wanted', [post('3', false), post('2', false), post('1', false)], ['3', '2']],
    ['are none where all are liked', [post('1', true)], 'NOTHING_TO_LIKE'],
    ['are none without posts', [], 'NOTHING_TO_LIKE'],
    ['are none where Instagram does not tell', [post('2', null), post('1', true)], 'FILTERED_UNKNOWN'],
    ['are none of posts that others own', [post('1', false, { ...ana, pk: '8' })], 'NOTHING_TO_LIKE'],
  ])('%s', (_, media, expected) => expect(idsOf(likeable(media, '7', 2))).toEqual(expected));
});

describe('stories of a person', () => {
  it.each<[string, InstagramStory[] | undefined, string[] | ErrorSymbol]>([
    ['are what is not seen yet', [story('1', true), story('2', false), story('3', false)], ['2', '3']],
    ['are none without a story', undefined, 'NO_STORY'],
    ['are none where all is seen', [story('1', true)], 'NO_STORY'],
    ['are none where they have run out', [story('1', false, 24)], 'NO_STORY'],
    ['are none where Instagram does not tell', [story('1', null)], 'FILTERED_UNKNOWN'],
  ])('%s', (_, stories, expected) => expect(idsOf(unseen(stories, NOW))).toEqual(expected));

  it('wait for their turn as long as they are shown', () => {
    const taken = (hours: number) => ({ taken_at: hoursAgo(hours).toISOString() });
    expect(storyView.outdated?.(taken(23), NOW)).toBeNull();
    expect(storyView.outdated?.(taken(24), NOW)).toBe('NO_STORY');
  });
});

describe('reactions to a story', () => {
  const at = (chance: number, share?: number) => ({
    now: NOW,
    chance,
    options: share === undefined ? {} : { reaction_chance: share },
  });
  it.each<[string, InstagramStory[], ReturnType<typeof at>, string[] | ErrorSymbol]>([
    ['go to the newest item of whom the draw falls on', [story('1', true, 3), story('2', null, 1)], at(0.04), ['2']],
    ['go to a twentieth unless said otherwise', [story('1', false)], at(0.05), 'NOT_CHOSEN'],
    ['go to all where the share is 1', [story('1', false)], at(0.999, 1), ['1']],
    ['need a story', [], at(0), 'NO_STORY'],
    ['need one that has not run out', [story('1', false, 25)], at(0), 'NO_STORY'],
  ])('%s', (_, stories, circumstances, expected) => expect(idsOf(drawn(stories, circumstances))).toEqual(expected));
});

describe('messages', () => {
  const person = { pk: '7', username: 'ana', name: 'Ana B' };
  const profile = { ...ana, followers: 10, following: null } as InstagramProfile;
  const none = { exists: false, pending: false };
  const textOf = (template: string, thread = none, of: InstagramProfile | null = profile) => {
    const prepared = messageFor(person, thread, of, { template });
    return 'leaveOut' in prepared ? prepared.leaveOut : prepared.objects[0]?.details?.['text'];
  };

  it.each<[string, string, string]>([
    ['name the person', 'Hello {full_name}, @{username}!', 'Hello Ana B, @ana!'],
    ['name numbers that are known', '{follower_count} people', '10 people'],
    ['are none where a number is not known', '{following_count} people', 'FILTERED_UNKNOWN'],
  ])('%s', (_, template, text) => expect(textOf(template)).toBe(text));

  it('do not follow one that waits for consent', () => {
    expect(textOf('Hello', { exists: true, pending: true })).toBe('CONVERSATION_PENDING');
    expect(textOf('Hello', { exists: true, pending: false })).toBe('Hello');
  });

  it('read the page of the person where the text needs it, and not else', async () => {
    expect(dm.preparation?.calls({ template: 'Hello {username}' })).toBe(1);
    expect(dm.preparation?.calls({ template: '{follower_count}' })).toBe(2);
    const asked: string[] = [];
    const thread = async (pk: string) => (asked.push(`thread ${pk}`), ok(none));
    const own = async (pk: string) => (asked.push(`profile ${pk}`), ok(profile));
    await dm.preparation?.read(session({ threadWith: thread, profile: own }), [person], { template: 'Hello' });
    await dm.preparation?.read(session({ threadWith: thread, profile: own }), [person], {
      template: '{follower_count}',
    });
    expect(asked).toEqual(['thread 7', 'thread 7', 'profile 7']);
  });
});

describe('unfollowing', () => {
  const friendship = (followedBy: boolean | null): Friendship => ({ following: true, requested: false, followedBy });
  it.each<[boolean | null, string[] | ErrorSymbol]>([
    [false, ['7']],
    [true, 'FOLLOWS_BACK'],
    [null, 'FILTERED_UNKNOWN'],
  ])('of people only who do not follow back: %p', (followedBy, expected) =>
    expect(idsOf(withoutFollowBack('7', friendship(followedBy)))).toEqual(expected),
  );
  it('asks for it only where the job does', () => {
    expect(unfollow.preparation?.wanted({ only_non_followers: true })).toBe(true);
    expect(unfollow.preparation?.wanted({ only_non_followers: false })).toBe(false);
  });
});

describe('reading back', () => {
  const object = { id: '9_7', pk: '7', details: { taken_at: hoursAgo(1).toISOString() } };
  const media = (hasLiked: boolean | null) => session({ media: async () => ok(post('9_7', hasLiked)) });
  const stories = (...items: InstagramStory[]) => session({ stories: async () => ok(new Map([['7', items]])) });

  it.each<[string, () => Promise<Answer<unknown>> | undefined, unknown]>([
    ['a like that is there', () => like.readBack?.(media(true), object), { applied: true, pending: false }],
    ['a like that is not there', () => like.readBack?.(media(false), object), { applied: false, pending: false }],
    ['a like of which Instagram does not tell', () => like.readBack?.(media(null), object), null],
    ['a like that was taken back', () => unlike.readBack?.(media(false), object), { applied: true, pending: false }],
    [
      'a story that was seen',
      () => storyView.readBack?.(stories(story('9_7', true)), object),
      { applied: true, pending: false },
    ],
    [
      'a story that was not seen',
      () => storyView.readBack?.(stories(story('9_7', false)), object),
      { applied: false, pending: false },
    ],
    ['a story that is gone', () => storyView.readBack?.(stories(), object), null],
  ])('%s', async (_, ask, expected) => expect(await ask()).toMatchObject({ ok: true, value: expected }));

  it('is not possible for messages', () => expect(dm.readBack).toBeNull());
});
