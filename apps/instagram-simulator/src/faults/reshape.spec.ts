import { describe, expect, it } from '@jest/globals';
import { bodyText, type Reply } from '../transport/reply.ts';
import { idWriter } from '../wire/ids.ts';
import { type Reshape, reshape } from './reshape.ts';

const LONG = '12345678901234567890';
const medias = [
  { media: { pk: '1', user: { pk: '11', username: 'a', is_private: false } } },
  { media: { pk: '2', user: { pk: idWriter('number')(LONG), username: 'b', is_private: true } } },
];
const PAGE = { sections: [{ layout_type: 'media_grid', layout_content: { medias } }], status: 'ok' };
const over = (kind: Reshape, json: object, status = 200): Reply => reshape(kind, { status, json });
type Medias = { layout_content: { medias: object[]; two_by_two_item: { clips: { items: object[] } } } };
/** A page, as far as these tests look into it. */
type Body = { sections: [Medias] };
const body = (kind: Reshape, json: object) => JSON.parse(bodyText(over(kind, json))) as Body;

describe('another shape of an answer', () => {
  it('leaves out the first of those that were asked for, or what is said of it', () => {
    const statuses = { friendship_statuses: { 5: { following: true }, 6: { following: false } } };
    expect(body('missing_items', statuses)).toEqual({ friendship_statuses: { 6: { following: false } } });
    expect(body('broken_items', statuses)).toEqual({ friendship_statuses: { 5: {}, 6: { following: false } } });
    expect(body('missing_items', PAGE).sections[0].layout_content.medias).toHaveLength(3);
    expect(body('broken_items', PAGE).sections[0].layout_content.medias[0]).toEqual({
      media: { pk: '1', user: { username: 'a', is_private: false } },
    });
  });

  it('moves media into a layout of another name, or leaves nothing of them', () => {
    const moved = body('unknown_layout', PAGE).sections[0];
    expect(moved.layout_content.two_by_two_item.clips.items).toHaveLength(2);
    expect(bodyText(over('unreadable_layout', PAGE))).not.toContain('username');
  });

  it('keeps all digits of an id', () => {
    expect(bodyText(over('flags_as_text', PAGE))).toContain(`"pk":${LONG}`);
  });

  it.each<[Reshape, object, object]>([
    ['flags_as_text', { a: { b: true, c: [false] } }, { a: { b: 'true', c: ['false'] } }],
    ['flags_as_numbers', { a: { b: true, c: [false] } }, { a: { b: 1, c: [0] } }],
    ['nested_text', { message: 'no' }, { message: { text: 'no' } }],
    ['two_factor_without_flags', { i: { sms_two_factor_on: true, x: 1 } }, { i: { x: 1 } }],
    ['two_factor_without_hints', { i: { sms_two_factor_on: true, obfuscated_phone_number: '1' } }, { i: {} }],
    ['challenge_without_step_name', { step_name: 'verify_email', step_data: {} }, { step_data: {} }],
  ])('%s: %j becomes %j', (kind, before, after) => {
    expect(body(kind, before)).toEqual(after);
  });

  it('leaves a page as it is, and a status', () => {
    const page: Reply = { status: 502, text: '<html>' };
    expect(reshape('flags_as_text', page)).toBe(page);
    expect(over('flags_as_text', { a: true }, 400).status).toBe(400);
  });
});
