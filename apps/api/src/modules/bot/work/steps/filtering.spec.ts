import { describe, expect, it } from '@jest/globals';
import type { Filters } from '@pacekeeper/contracts';
import type { Answer, InstagramProfile, InstagramSession } from '../../../instagram/index.ts';
import type { Preparation } from '../../actions/preparation.ts';
import type { KnownPeople } from '../known-people.ts';
import { preparationOf, readPeople } from './filtering.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const NONE: Filters = { skip_private: false, skip_verified: false };
const ok = <T>(value: T): Answer<T> => ({ ok: true, value, durationMs: 1 });
const stories: Preparation = {
  wanted: () => true,
  atOnce: 30,
  calls: () => 1,
  read: async () => ok(() => ({ objects: [{ id: 'story', details: null }] })),
};
const profile: InstagramProfile = {
  pk: '7',
  username: 'ana',
  fullName: '',
  isPrivate: false,
  isVerified: false,
  pictureUrl: null,
  followers: 10,
  following: 5,
  posts: 3,
  biography: 'clay and glaze',
  isBusiness: false,
  hasPicture: true,
};
const stranger = { optedOut: false, onBlockList: false, onAllowList: false, touchedAt: null, profile: null };
const known = (more: object = {}): KnownPeople => ({
  of: () => ({ ...stranger, ...more }),
  followers: null,
  languageOf: null,
});
const person = { interactionId: '1', pk: '7', object: '7', username: 'ana', name: null, alreadyDone: false };
const post = { ...person, object: '9_7' };

describe('how people are prepared', () => {
  it.each<[string, Preparation | null, Partial<Filters>, object | null]>([
    ['not at all where nothing asks for it', null, {}, null],
    ['as the action wants it', stories, {}, { atOnce: 30, calls: 1 }],
    ['one by one for a filter of profiles', null, { followers_min: 5 }, { atOnce: 1, calls: 1 }],
    ['with what all of them need', stories, { followers_min: 5, last_post_within_days: 3 }, { atOnce: 1, calls: 3 }],
  ])('%s', (_, preparation, filters, expected) =>
    expect(preparationOf(preparation, { ...NONE, ...filters }, {})).toEqual(expected),
  );
});

describe('what is read of a person', () => {
  const read = async (
    filters: Partial<Filters>,
    {
      of = person,
      preparation = null,
      stored = known(),
    }: { of?: typeof person; preparation?: Preparation | null; stored?: KnownPeople } = {},
  ) => {
    const asked: string[] = [];
    const session = {
      profile: async () => (asked.push('profile'), ok(profile)),
      mediaPage: async () => (
        asked.push('posts'),
        ok({ items: [{ takenAt: new Date('2026-06-01T00:00:00Z') }], unreadable: 0, cursor: null })
      ),
    } as unknown as InstagramSession;
    const answer = await readPeople(preparation, session, [of], {
      filters: { ...NONE, ...filters },
      options: {},
      known: stored,
      now: NOW,
    });
    if (!answer.ok) throw new Error(answer.failure.symbol);
    const { become, profiles } = answer.value;
    return [become(of, { options: {}, now: NOW, chance: 0 }), asked, profiles.length];
  };

  it('is their page where a filter asks for it, and is remembered', async () => {
    expect(await read({ followers_min: 5 })).toEqual([{ objects: [{ id: '7', details: null }] }, ['profile'], 1]);
    expect(await read({ followers_min: 11 })).toEqual([{ leaveOut: 'FILTERED_FOLLOWERS' }, ['profile'], 1]);
  });

  it('is nothing more than what leaves them out', async () =>
    expect(await read({ followers_min: 11, last_post_within_days: 3 }, { preparation: stories })).toEqual([
      { leaveOut: 'FILTERED_FOLLOWERS' },
      ['profile'],
      1,
    ]));

  it('is not asked again of a profile of today', async () =>
    expect(await read({ posts_min: 3 }, { stored: known({ profile: { ...profile, language: null } }) })).toEqual([
      { objects: [{ id: '7', details: null }] },
      [],
      0,
    ]));

  it('is the newest post where a filter asks for it', async () =>
    expect(await read({ last_post_within_days: 3 })).toEqual([{ leaveOut: 'FILTERED_LAST_POST' }, ['posts'], 0]));

  it('goes on to what the action reads of people, and keeps a post that the source named', async () => {
    const filters = { last_post_within_days: 30 };
    expect(await read(filters, { preparation: stories })).toEqual([
      { objects: [{ id: 'story', details: null }] },
      ['posts'],
      0,
    ]);
    expect(await read(filters, { preparation: stories, of: post })).toEqual([
      { objects: [{ id: '9_7', details: null }] },
      ['posts'],
      0,
    ]);
  });

  it('leaves out people who have asked to be left alone since', async () =>
    expect(await read({ posts_min: 1 }, { stored: known({ optedOut: true }) })).toEqual([
      { leaveOut: 'OPTED_OUT' },
      [],
      0,
    ]));
});
