import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Body } from '../foreign.ts';
import { toPlaces, toProfile, toThread } from './profile-mapping.ts';
import { mediaIdFor, pkFor, usernameFor } from './targets.ts';
import { NoSuchTarget, UnexpectedShape } from './unexpected-shape.ts';

const person = (more: object = {}) => ({ pk: 12, username: 'a', ...more });

describe('a person’s page', () => {
  const nothing = {
    followers: null,
    following: null,
    posts: null,
    biography: null,
    isBusiness: null,
    hasPicture: null,
  };

  it.each<[string, object, object]>([
    ['nothing but a name', {}, nothing],
    [
      'everything',
      {
        follower_count: 7,
        following_count: '8',
        media_count: 0,
        biography: 'Tea.',
        is_business: true,
        has_anonymous_profile_picture: false,
      },
      { followers: 7, following: 8, posts: 0, biography: 'Tea.', isBusiness: true, hasPicture: true },
    ],
    [
      'counts in objects',
      { edge_followed_by: { count: 7 }, edge_follow: { count: '8' }, edge_owner_to_timeline_media: {} },
      { followers: 7, following: 8, posts: null },
    ],
    ['counts that are none', { follower_count: -1, following_count: 'many', media_count: null }, nothing],
    ['the kind of account: business', { account_type: 2 }, { isBusiness: true }],
    ['the kind of account: personal', { account_type: '1' }, { isBusiness: false }],
    ['the kind of account: creator', { account_type: 3 }, { isBusiness: false }],
    ['a flag that says more than the kind', { is_business: true, account_type: 1 }, { isBusiness: true }],
    ['a flag that says nothing', { is_business: 'perhaps' }, { isBusiness: null }],
    ['no picture', { has_anonymous_profile_picture: 1 }, { hasPicture: false }],
    ['no biography', { biography: '' }, { biography: '' }],
    ['lines', { biography: 'Berlin\n\nTea first \u202e' }, { biography: 'Berlin Tea first' }],
    ['a biography in an object', { biography: { text: 'Tea.' } }, { biography: 'Tea.' }],
    ['a biography that is a list', { biography: ['Tea.'] }, { biography: null }],
  ])('with %s', (_, more, said) => expect(toProfile(person(more))).toMatchObject({ pk: '12', ...said }));

  it('has no biography that is cut within a character', () => {
    const { biography } = toProfile(person({ biography: '😀'.repeat(600) }));
    expect([...(biography ?? '')]).toHaveLength(500);
    expect(biography?.isWellFormed()).toBe(true);
  });

  it('is nobody where it is null, and no answer where it is something else', () => {
    expect(() => toProfile(null)).toThrow(NoSuchTarget);
    for (const raw of [undefined, {}, [], 'a', { pk: 12 }]) expect(() => toProfile(raw)).toThrow(UnexpectedShape);
  });
});

describe('places of a search', () => {
  const place = (pk: unknown, more: object = {}) => ({ pk, name: 'Harbour', ...more });
  const nowhere = { address: null, lat: null, lng: null };

  it.each<[string, object, object[]]>([
    ['locations', { items: [{ location: place(1) }] }, [{ pk: '1', name: 'Harbour', ...nowhere }]],
    ['places without a wrapper', { items: [place('1')] }, [{ pk: '1' }]],
    ['mixed results', { list: [{ place: { location: place(1) } }, { user: {} }] }, [{ pk: '1' }]],
    ['the same twice', { items: [place(1), place('1')] }, [{ pk: '1' }]],
    ['a name that only the entry has', { items: [{ location: { pk: 1 }, title: 'Pier' }] }, [{ name: 'Pier' }]],
    [
      'an address',
      { items: [place(1, { address: 'Quay 1', city: 'Elverdam', lat: 53.5, lng: '-9.9' })] },
      [{ address: 'Quay 1, Elverdam', lat: 53.5, lng: -9.9 }],
    ],
    [
      'coordinates that are none',
      { items: [{ location: place(1, { lat: 91, lng: 'east' }), subtitle: 'Elverdam' }] },
      [{ address: 'Elverdam', lat: null, lng: null }],
    ],
    ['one that cannot be read', { items: [place(null), place(1), null, { location: 7 }] }, [{ pk: '1' }]],
    ['nothing', { items: [] }, []],
  ])('with %s', (_, body, found) => expect(toPlaces(body as Body)).toMatchObject(found));

  it.each([{}, { items: null }, { items: 'none' }, { items: [{}, null] }])('are no answer: %j', (body) => {
    expect(() => toPlaces(body as Body)).toThrow(UnexpectedShape);
  });
});

describe('a conversation', () => {
  it.each<[object, boolean, boolean]>([
    [{ thread: null }, false, false],
    [{ thread: {} }, false, false],
    [{ thread: { thread_id: '340' } }, true, false],
    [{ thread: { thread_v2_id: 178 } }, true, false],
    [{ thread: { thread_id: '340', pending: 'true' } }, true, true],
    [{ thread: { thread_id: '340', pending: 'perhaps' } }, true, false],
    [{ thread: { thread_id: '340', pending_user_ids: [12] } }, true, true],
    [{ thread: { thread_id: '340', pending_user_ids: ['13'] } }, true, false],
    [{ thread: { pending: true } }, false, false],
    [{ thread: 'none' }, false, false],
  ])('of %j exists: %p, pending: %p', (body, exists, pending) => {
    expect(toThread(body as Body, '12')).toEqual({ exists, pending });
  });

  it('is not told where there is no place for it', () => expect(() => toThread({}, '12')).toThrow(UnexpectedShape));
});

describe('whatever is sent', () => {
  const KEYS = ['pk', 'username', 'biography', 'items', 'location', 'name', 'thread', 'thread_id', 'pending_user_ids'];
  const key = fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 5 }));
  const { value } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.double()),
    value: fc.oneof(
      { maxDepth: 4 },
      tie('leaf'),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      fc.array(tie('value'), { maxLength: 4 }),
    ),
  }));

  it('is read, or is no answer: nothing else is thrown', () => {
    const readers = [
      (raw: unknown) => toProfile(raw),
      (raw: unknown) => toPlaces({ items: raw }),
      (raw: unknown) => toThread({ thread: raw }, '1'),
    ];
    fc.assert(
      fc.property(value, (raw) => {
        for (const read of readers) {
          try {
            read(raw);
          } catch (error) {
            expect(error instanceof UnexpectedShape || error instanceof NoSuchTarget).toBe(true);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what a call is about', () => {
  it.each(['', '-1', '1/2', '../1', '1?a=b', '1'.repeat(26), 'me'])('is never sent as an id: %j', (text) => {
    expect(() => pkFor(text)).toThrow(NoSuchTarget);
    expect(() => mediaIdFor(text)).toThrow(NoSuchTarget);
  });

  it.each(['', 'a/b', 'a b', 'ä', 'a'.repeat(31), '..%2f', '..'])('is never sent as a name: %j', (text) => {
    expect(() => usernameFor(text)).toThrow(NoSuchTarget);
  });

  it('is sent as it is', () => {
    expect([pkFor('12'), mediaIdFor('12_34'), mediaIdFor('12'), usernameFor(' Mia.K_1 ')]).toEqual([
      '12',
      '12_34',
      '12',
      'mia.k_1',
    ]);
  });
});
