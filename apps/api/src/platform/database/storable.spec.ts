import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { storable, storableJson } from './storable.ts';

describe('text for the database', () => {
  it.each([
    ['plain', 'plain'],
    ['x'.repeat(149) + '\ud83d', 'x'.repeat(149)],
    ['\ude00tail', 'tail'],
    ['whole \u{1f600}', 'whole \u{1f600}'],
    ['a\u0000b', 'ab'],
    ['\ud83d\ud83d\ude00', '\u{1f600}'],
  ])('%j is kept as %j', (given, kept) => expect(storable(given)).toBe(kept));

  it('has nothing that PostgreSQL refuses, however deep it is', () => {
    const unit = fc.constantFrom('\u0000', '\ud83d', '\ude00', 'a', '\u{1f600}');
    const text = fc.array(unit, { maxLength: 8 }).map((units) => units.join(''));
    fc.assert(
      fc.property(fc.array(fc.dictionary(text, fc.oneof(text, fc.array(text)))), (value) => {
        const json = storableJson(value);
        expect(json).not.toMatch(/\\u0000|\\ud[89a-f][0-9a-f]{2}/i);
      }),
    );
  });

  it('leaves all else as it is', () => {
    const value = { n: 1, yes: true, none: null, list: ['a', { b: 'c' }] };
    expect(JSON.parse(storableJson(value))).toEqual(value);
  });
});
