import { describe, expect, it } from '@jest/globals';
import { placeNumber, readNames, readTags, splitNames, splitTags } from './pasted.ts';

describe('a pasted text', () => {
  it.each([
    ['#one #two', ['#one', '#two']],
    ['#one#two', ['#one', '#two']],
    ['one, two;three\nfour\tfive', ['one', 'two', 'three', 'four', 'five']],
    ['ひとつ、ふたつ', ['ひとつ', 'ふたつ']],
    [' \n ', []],
  ])('of hashtags %j is cut into %j', (text, entries) => expect(splitTags(text)).toEqual(entries));

  it.each([
    ['@mia, tin\nada', ['@mia', 'tin', 'ada']],
    ['Mia (@mia) • Instagram photos\ntin', ['Mia (@mia) • Instagram photos', 'tin']],
    ['https://www.instagram.com/mia/ tin', ['https://www.instagram.com/mia/', 'tin']],
  ])('of names %j is cut into %j', (text, entries) => expect(splitNames(text)).toEqual(entries));

  it('is read as the API reads it: each entry once, and what is none is told', () => {
    expect(readTags(['#Travel', 'travel', 'no!'])).toEqual({ readable: 1, unreadable: ['no!'] });
    expect(readNames(['@Mia', 'instagram.com/mia', 'two%'])).toEqual({ readable: 1, unreadable: ['two%'] });
  });
});

describe('the number of a place', () => {
  it.each([
    [' 212988663 ', '212988663'],
    ['https://www.instagram.com/explore/locations/212988663/berlin-germany/', '212988663'],
    ['Berlin', 'Berlin'],
  ])('of %j is %j', (typed, number) => expect(placeNumber(typed)).toBe(number));
});
