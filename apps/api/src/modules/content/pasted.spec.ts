import { describe, expect, it } from '@jest/globals';
import { hashtagSchema, instagramUsernameSchema } from '@pacekeeper/contracts';
import fc from 'fast-check';
import { readPasted } from './pasted.ts';
import { duplicatesOf, peopleOf } from './people.ts';

describe('pasted names', () => {
  it('are taken in their stored form, once, and bad ones are told', () => {
    const typed = [
      '@Anna',
      'anna ',
      'https://instagram.com/ben_42?igsh=1',
      'no name',
      '',
      'Ben_42',
      'www.instagram.com',
    ];
    expect(readPasted(typed, instagramUsernameSchema)).toEqual({
      taken: ['anna', 'ben_42'],
      repeated: ['anna', 'ben_42'],
      refused: ['no name', '', 'www.instagram.com'],
    });
  });

  it('are hashtags too', () => {
    expect(readPasted(['#Travel', '＃travel', 'a b'], hashtagSchema)).toEqual({
      taken: ['travel'],
      repeated: ['travel'],
      refused: ['a b'],
    });
  });

  it('add up, whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 50 }), (typed) => {
        const { taken, repeated, refused } = readPasted(typed, instagramUsernameSchema);
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken.length + repeated.length + refused.length).toBeLessThanOrEqual(typed.length);
        expect(refused.every((text) => text.isWellFormed() && [...text].length <= 100)).toBe(true);
        expect(readPasted([...taken], instagramUsernameSchema)).toEqual({ taken, repeated: [], refused: [] });
      }),
    );
  });
});

describe('people of a request', () => {
  it('are one, by name and pk', () => {
    expect(peopleOf({ username: 'anna', pk: '7' }).people).toEqual([{ username: 'anna', pk: '7' }]);
    expect(peopleOf({ pk: '7' }).people).toEqual([{ username: null, pk: '7' }]);
  });

  it('are duplicates where no row was added for them, and where they came twice', () => {
    const people = [
      { username: 'anna', pk: null },
      { username: 'ben', pk: null },
      { username: null, pk: '7' },
    ];
    expect(duplicatesOf(people, [{ username: 'ben', pk: null }], ['ben', 'anna'])).toEqual(['anna', '7', 'ben']);
  });
});
