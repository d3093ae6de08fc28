import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Body } from '../foreign.ts';
import { toFriendship, toFriendships, toUsers } from './mapping.ts';
import { dateOf, likedIn, toMedia, toStories } from './media-mapping.ts';
import { mediaOf, newestFirst } from './media-search.ts';
import { resume, toPage } from './paging.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

const AT = 1_700_000_000;
const user = (pk: unknown) => ({ pk, username: `name_${String(pk)}` });

describe('a medium of an answer', () => {
  it.each<[string, object, string | null]>([
    ['its id with its owner', { id: '12_34', user: user(34) }, '12_34'],
    ['a pk alone', { pk: 12, user: user(34) }, '12_34'],
    ['an id of another owner', { id: '12_99', user: user(34) }, '12_34'],
    [
      'a pk beyond what a number holds, as text',
      { pk: '3700000000000000001', user: user(34) },
      '3700000000000000001_34',
    ],
    ['a pk that was rounded, and its id', { pk: 2 ** 61, id: '12_34', user: user(34) }, '12_34'],
    ['its owner under another name', { pk: '12', owner: user('34') }, '12_34'],
    ['no id', { user: user(34), code: 'abc' }, null],
    ['no owner', { pk: '12' }, null],
    ['an owner without a name', { pk: '12', user: { pk: '34' } }, null],
    ['an owner who is null', { pk: '12', user: null }, null],
  ])('with %s', (_, raw, id) => expect(toMedia(raw)?.id ?? null).toBe(id));

  it.each<[object, object]>([
    [
      { has_liked: true, taken_at: AT, code: 'Ab-_9' },
      { hasLiked: true, takenAt: new Date(AT * 1000), code: 'Ab-_9' },
    ],
    [
      { has_liked: 0, taken_at: String(AT) },
      { hasLiked: false, takenAt: new Date(AT * 1000), code: null },
    ],
    [
      { has_liked: 'perhaps', taken_at: 'soon', code: 'a/b' },
      { hasLiked: null, takenAt: null, code: null },
    ],
    [{ shortcode: 'abc' }, { hasLiked: null, takenAt: null, code: 'abc' }],
  ])('tells %j', (more, said) => expect(toMedia({ pk: '1', user: user(2), ...more })).toMatchObject(said));

  it.each([undefined, null, 1, 'media', [], true])('is none: %j', (raw) => expect(toMedia(raw)).toBeNull());

  it.each<[unknown, number | null]>([
    [AT, AT],
    [`${AT}`, AT],
    [AT + 0.9, AT],
    [AT * 1_000, AT],
    [AT * 1_000_000, AT],
    [AT * 1e9, null],
    [0, null],
    [-5, null],
    [Number.POSITIVE_INFINITY, null],
    ['', null],
    [null, null],
    [{}, null],
  ])('was taken at %j: %j', (value, seconds) =>
    expect(dateOf(value)?.getTime() ?? null).toBe(seconds && seconds * 1000),
  );
});

describe('the media of a person', () => {
  it('are counted where they cannot be read', () => {
    const items = [null, {}, 'x', { pk: '1', user: user(1), code: 'a' }, { pk: '2', code: 'b' }];
    expect(mediaOf({ items })).toMatchObject({ items: [{ id: '1_1' }], unreadable: 4 });
  });

  it('come newest first, whatever is pinned, and large ids in order', () => {
    const items = ['9', '3700000000000000003', '3700000000000000002', '12'].map((pk) => ({
      pk,
      user: user(1),
      code: pk,
    }));
    const read = newestFirst(mediaOf({ items }));
    expect(read.items.map(({ id }) => id.split('_')[0])).toEqual([
      '3700000000000000003',
      '3700000000000000002',
      '12',
      '9',
    ]);
    expect(newestFirst(mediaOf({ items: [] })).items).toEqual([]);
  });
});

describe('stories of many people', () => {
  const item = (pk: unknown, takenAt: unknown, more: object = {}) => ({ pk, taken_at: takenAt, ...more });
  const reel = (pk: unknown, items: unknown[], more: object = {}) => ({ id: pk, user: user(pk), items, ...more });
  const read = (reels: unknown, ...asked: string[]) =>
    [...toStories({ reels } as Body, asked)].map(([pk, found]) => [pk, found.map(({ id, seen }) => [id, seen])]);

  it.each<[string, unknown, unknown[]]>([
    ['one person', { 1: reel(1, [item(5, AT)], { seen: 0 }) }, [['1', [['5_1', false]]]]],
    ['nobody', {}, []],
    ['a list', [reel('1', [item('5_1', AT)], { seen: AT })], [['1', [['5_1', true]]]]],
    ['a person who was not asked for', { 9: reel(9, [item(5, AT)]) }, []],
    ['a person without items', { 1: reel(1, []) }, []],
    ['a reel that is null', { 1: null, 2: reel(2, [item(6, AT)]) }, [['2', [['6_2', null]]]]],
    [
      'an item that cannot be read',
      { 1: reel(1, [item(null, AT), item(5, null), item(6, AT)]) },
      [['1', [['6_1', null]]]],
    ],
    ['items of which none can be read', { 1: reel(1, [{}, null]) }, [['1', []]]],
    [
      'the oldest last',
      { 1: reel(1, [item(6, AT + 9), item(5, AT)]) },
      [
        [
          '1',
          [
            ['5_1', null],
            ['6_1', null],
          ],
        ],
      ],
    ],
    [
      'some seen',
      { 1: reel(1, [item(5, AT), item(6, AT + 9)], { seen: AT }) },
      [
        [
          '1',
          [
            ['5_1', true],
            ['6_1', false],
          ],
        ],
      ],
    ],
    ['a flag of its own', { 1: reel(1, [item(5, AT, { seen: true })], { seen: 0 }) }, [['1', [['5_1', true]]]]],
    [
      'an owner who is told by the items alone',
      { 1: { id: 1, items: [item(5, AT, { user: user(1) })] } },
      [['1', [['5_1', null]]]],
    ],
  ])('with %s', (_, reels, found) => expect(read(reels, '1', '2')).toEqual(found));

  it.each([{}, { reels: null }, { reels: 'none' }, { tray: [] }])(
    'are no answer without a place for them: %j',
    (body) => {
      expect(() => toStories(body, ['1'])).toThrow(UnexpectedShape);
    },
  );

  it('end for whatever is sent, and name nobody who was not asked for', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const found = toStories({ reels: { 1: value } } as Body, ['1']);
        for (const [pk, stories] of found) {
          expect(pk).toBe('1');
          for (const { id } of stories) expect(id).toMatch(/^\d{1,25}_\d{1,25}$/);
        }
      }),
    );
  });
});

describe('a list of people', () => {
  it.each<[string, unknown, string[], number]>([
    ['people', [user(1), user('2')], ['1', '2'], 0],
    ['somebody twice', [user(1), user('1')], ['1'], 0],
    ['wrapped people', [{ user: user(1) }, { node: user(2) }], ['1', '2'], 0],
    ['gaps', [null, undefined, 7, {}, user(1)], ['1'], 4],
    ['an object for a list', { 0: user(1) }, ['1'], 0],
    ['nobody', [], [], 0],
  ])('of %s', (_, raw, pks, unreadable) => {
    const read = toUsers(raw);
    expect([read.items.map(({ pk }) => pk), read.unreadable]).toEqual([pks, unreadable]);
  });

  it.each([undefined, null, 'none', 5])('is no answer without a list: %j', (raw) => {
    expect(() => toUsers(raw)).toThrow(UnexpectedShape);
  });
});

describe('whatever is sent', () => {
  const KEYS = ['pk', 'id', 'username', 'user', 'media', 'items', 'seen', 'taken_at', 'following', 'toString', 'code'];
  const key = fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 5 }));
  const { value } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.double()),
    value: fc.oneof(
      { maxDepth: 5 },
      tie('leaf'),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      fc.array(tie('value'), { maxLength: 4 }),
    ),
  }));

  it('is read, or is no answer: nothing else is thrown', () => {
    const readers = [
      (raw: unknown) => toUsers(raw),
      (raw: unknown) => toMedia(raw),
      (raw: unknown) => mediaOf({ items: raw }),
      (raw: unknown) => mediaOf({ sections: raw }),
      (raw: unknown) => toStories({ reels: raw }, ['1']),
      (raw: unknown) => toFriendships(raw, ['1']),
      (raw: unknown) => toFriendship(raw),
      (raw: unknown) => likedIn({ media: raw }, true),
      (raw: unknown) => page({ next_max_id: raw }),
    ];
    fc.assert(
      fc.property(value, (raw) => {
        for (const read of readers) {
          try {
            read(raw);
          } catch (error) {
            expect(error).toBeInstanceOf(UnexpectedShape);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

const page = (body: Body, cursor: string | null = null) =>
  toPage({ items: [], unreadable: 0 }, body, cursor, { nextMaxId: body['next_max_id'] }).cursor;

describe('where a page goes on', () => {
  it.each<[string, Body, string | null]>([
    ['an id as text', { next_max_id: 'a|b' }, '{"nextMaxId":"a|b"}'],
    ['an id as a number', { next_max_id: 0 }, '{"nextMaxId":0}'],
    ['no id', {}, null],
    ['an empty id', { next_max_id: '' }, null],
    ['an id that is null', { next_max_id: null }, null],
    ['an id, and that there is no more', { next_max_id: '1', more_available: false }, null],
    ['that there is more, but not where', { more_available: true }, null],
    ['an id of a megabyte', { next_max_id: 'x'.repeat(1_000_000) }, null],
  ])('with %s', (_, body, cursor) => expect(page(body)).toBe(cursor));

  it('ends where it came from', () => {
    const first = page({ next_max_id: '1' });
    expect(page({ next_max_id: '1', more_available: true }, first)).toBeNull();
    expect(resume({ nextMaxId: undefined }, first)).toEqual({ nextMaxId: '1' });
    expect(resume({ nextMaxId: undefined }, null)).toEqual({ nextMaxId: undefined });
  });
});

describe('what an answer to a like tells', () => {
  it.each<[Body, boolean, boolean]>([
    [{}, true, true],
    [{}, false, false],
    [{ has_liked: false }, true, false],
    [{ media: { has_liked: 'true' } }, false, true],
    [{ has_liked: 'perhaps' }, true, true],
  ])('%j, else %p: %p', (body, otherwise, liked) => expect(likedIn(body, otherwise)).toBe(liked));
});
