import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toFriendship, toFriendships, toUser } from './mapping.ts';
import { mediaOf } from './media-search.ts';
import { UnexpectedShape } from './unexpected-shape.ts';

const user = (pk: unknown, more: object = {}) => ({ pk, username: `name_${String(pk)}`, ...more });
const media = (pk: unknown) => ({ pk: '1', user: user(pk) });
const grid = (...medias: unknown[]) => ({ layout_type: 'media_grid', layout_content: { medias } });
const read = (...sections: unknown[]) => {
  const { items, unreadable } = mediaOf({ sections });
  return [items.map(({ owner }) => owner.pk), unreadable];
};

describe('a user of an answer', () => {
  it.each<[string, object, string | null]>([
    ['an id as text', { pk: '12', username: 'a' }, '12'],
    ['an id as a number', { pk: 12, username: 'a' }, '12'],
    [
      'an id beyond what a number holds, as text',
      { pk: '12345678901234567890', username: 'a' },
      '12345678901234567890',
    ],
    ['an id with blanks', { pk: ' 12 ', username: 'a' }, '12'],
    ['an id under another name', { pk_id: '12', username: 'a' }, '12'],
    ['an id under a third name', { id: 12, username: 'a' }, '12'],
    ['a strong id', { strong_id__: '12', username: 'a' }, '12'],
    ['no id', { username: 'a' }, null],
    ['an id of null', { pk: null, username: 'a' }, null],
    ['an id that was rounded', { pk: 2 ** 60, username: 'a' }, null],
    ['an id that was rounded, and another', { pk: 2 ** 60, pk_id: '12', username: 'a' }, '12'],
    ['an id with a fraction', { pk: 1.5, username: 'a' }, null],
    ['a negative id', { pk: -1, username: 'a' }, null],
    ['a word for an id', { pk: 'me', username: 'a' }, null],
    ['an object that cannot be text for an id', { pk: { toString: 1 }, pk_id: '12', username: 'a' }, '12'],
    ['no name', { pk: '12' }, null],
    ['a name of invisible characters', { pk: '12', username: '\u0007\u200f' }, null],
    ['a name in an object', { pk: '12', username: { text: 'a' } }, '12'],
  ])('with %s', (_, raw, pk) => expect(toUser(raw)?.pk ?? null).toBe(pk));

  it.each([undefined, null, 1, 'user', [], [user('1')], true])('is none: %j', (raw) => expect(toUser(raw)).toBeNull());

  it.each([
    [true, true],
    ['true', true],
    [1, true],
    ['1', true],
    [false, false],
    ['false', false],
    [0, false],
    ['no', false],
    ['perhaps', false],
    [null, false],
    [{}, false],
  ])('is private: %j means %p', (flag, isPrivate) => {
    expect(toUser(user('1', { is_private: flag, is_verified: flag }))).toMatchObject({
      isPrivate,
      isVerified: isPrivate,
    });
  });

  it('has no name that is cut within a character', () => {
    const long = toUser(user('1', { full_name: `${'a'.repeat(149)}😀b` }))?.fullName ?? '';
    expect([...long]).toHaveLength(150);
    expect(long.endsWith('😀')).toBe(true);
    expect(toUser(user('1', { full_name: `a${'😀'[0]}` }))?.fullName).toBe('a');
    expect(long.isWellFormed()).toBe(true);
  });
});

describe('the relationship of an account to many', () => {
  const yes = { following: true };

  it.each<[string, unknown, string[], number]>([
    ['all that were asked for', { 1: yes, 2: { following: false } }, ['1', '2'], 0],
    ['one that is missing', { 2: yes }, ['2'], 1],
    ['one that says nothing', { 1: {}, 2: yes }, ['2'], 1],
    ['one that is null', { 1: null, 2: yes }, ['2'], 1],
    ['one that is a word', { 1: 'following', 2: yes }, ['2'], 1],
    ['flags as words and numbers', { 1: { following: 'true' }, 2: { following: 0 } }, ['1', '2'], 0],
    ['somebody who was not asked for', { 1: yes, 2: yes, 3: yes }, ['1', '2'], 0],
    ['keys that are no ids', { one: yes, 2: yes }, ['2'], 1],
    [
      'a list',
      [
        { pk: 1, following: true },
        { user_id: '2', following: false },
      ],
      ['1', '2'],
      0,
    ],
    ['a list with a gap', [null, { id: 2, following: true }], ['2'], 1],
    ['nobody', {}, [], 2],
  ])('with %s', (_, raw, pks, unreadable) => {
    const { known, unreadable: missed } = toFriendships(raw, ['1', '2']);
    expect([[...known.keys()], missed]).toEqual([pks, unreadable]);
  });

  it.each([undefined, null, 'none', 5])('is no answer without a list: %j', (raw) => {
    expect(() => toFriendships(raw, ['1'])).toThrow(UnexpectedShape);
  });

  it.each([{}, null, { following: null }, { following: 'perhaps' }])('is no no for one: %j', (raw) => {
    expect(() => toFriendship(raw)).toThrow(UnexpectedShape);
  });
});

describe('the media of a page', () => {
  it.each<[string, unknown[], string[], number]>([
    ['a grid', [grid({ media: media('1') }, { media: media(2) })], ['1', '2'], 0],
    ['one medium twice', [grid({ media: media('1') }, { media: media(1) })], ['1'], 0],
    ['an entry without a medium', [grid({ media: media('1') }, {}, null, 'x')], ['1'], 3],
    ['a medium that is missing', [grid({ media: undefined }, { media: null }, { media: media('1') })], ['1'], 2],
    [
      'an owner without an id',
      [grid({ media: { pk: '9', user: { username: 'a' } } }, { media: media('1') })],
      ['1'],
      1,
    ],
    ['an owner under another name', [grid({ media: { pk: '9', owner: user('3') } })], ['3'], 0],
    ['a section that is empty', [grid(), { layout_type: 'one_by_two_left', layout_content: {} }], [], 0],
    [
      'a layout for clips',
      [{ layout_type: 'x', layout_content: { one_by_two_item: { clips: { items: [{ media: media('1') }] } } } }],
      ['1'],
      0,
    ],
    [
      'a layout with its rest beside',
      [
        {
          layout_content: { two_by_two_item: { channel: { media: media('1') } }, fill_items: [{ media: media('2') }] },
        },
      ],
      ['1', '2'],
      0,
    ],
    ['media without a wrapper', [{ layout_content: { tray: [{ ...media('1'), media_type: 1 }] } }], ['1'], 0],
    ['media outside of the content', [{ layout_type: 'y', explore: { items: [{ media: media('1') }] } }], ['1'], 0],
    ['content in which nothing is found', [{ layout_content: { mosaic: [{ cell: 1 }] } }], [], 1],
    [
      'a readable and an unreadable section',
      [grid({ media: media('1') }), { layout_content: { a: { b: 1 } } }],
      ['1'],
      1,
    ],
    ['sections that are none', [null, 'x', 5, []], [], 0],
    [
      'people who are only tagged or comment',
      [
        grid({
          media: {
            ...media('1'),
            media_type: 1,
            usertags: { in: [{ user: user('66') }] },
            preview_comments: [{ pk: '5', user: user('77'), media_type: 1 }],
          },
        }),
      ],
      ['1'],
      0,
    ],
  ])('in %s', (_, sections, pks, unreadable) => expect(read(...sections)).toEqual([pks, unreadable]));

  it.each<[string, object, string[]]>([
    ['sections as an object', { sections: { 0: grid({ media: media('1') }) } }, ['1']],
    ['a list of media', { items: [{ ...media('1'), media_type: 1 }] }, ['1']],
    ['ranked media', { ranked_items: [{ ...media('1'), code: 'x' }] }, ['1']],
    ['tabs', { data: { recent: { sections: [grid({ media: media('1') })] } } }, ['1']],
  ])('are found where there are %s', (_, body, pks) => {
    expect(mediaOf(body as Record<string, unknown>).items.map(({ owner }) => owner.pk)).toEqual(pks);
  });

  it.each([{}, { sections: null }, { sections: 'none' }, { media: [] }])('is no page: %j', (body) => {
    expect(() => mediaOf(body)).toThrow(UnexpectedShape);
  });

  it('ends for whatever is sent, and names nothing without an id', () => {
    const value = fc.jsonValue({ maxDepth: 8 });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (sections) => {
        const { items, unreadable } = mediaOf({ sections });
        for (const { id } of items) expect(id).toMatch(/^\d{1,25}_\d{1,25}$/);
        expect(unreadable).toBeGreaterThanOrEqual(0);
      }),
    );
    const deep = JSON.parse(`${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`) as unknown;
    expect(read(deep)).toEqual([[], 1]);
    const wide = Array.from({ length: 100_000 }, (_, pk) => ({ media: media(pk) }));
    expect(mediaOf({ sections: [grid(...wide)] }).items.length).toBeLessThanOrEqual(100_000);
  });
});
