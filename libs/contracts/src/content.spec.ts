import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import {
  addHashtagsSchema,
  addLocationSchema,
  addOptOutsSchema,
  addToListSchema,
  listEntryChangesSchema,
} from './content.ts';

const fits = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe('what is added to a list of people', () => {
  it.each([
    ['a name', { username: '@Anna.Berg' }, true],
    ['the address of a profile', { username: 'https://www.instagram.com/anna.berg/' }, true],
    ['a pk', { pk: '4711' }, true],
    ['both, with a note', { username: 'anna', pk: '4711', note: 'a friend' }, true],
    ['pasted names, also bad ones', { usernames: ['anna', '???'] }, true],
    ['1,000 names', { usernames: Array.from({ length: 1_000 }, () => 'x') }, true],
    ['1,001 names', { usernames: Array.from({ length: 1_001 }, () => 'x') }, false],
    ['no names', { usernames: [] }, false],
    ['nobody', {}, false],
    ['nobody with a note', { note: 'x' }, false],
    ['one and many', { username: 'anna', usernames: ['ben'] }, false],
    ['a pk and many', { pk: '1', usernames: ['ben'] }, false],
    ['a pk that is no number', { pk: '12a' }, false],
    ['a name with blanks inside', { username: 'anna berg' }, false],
    ['a note of 301 characters', { username: 'anna', note: 'x'.repeat(301) }, false],
    ['an unknown field', { username: 'anna', reason: 'x' }, false],
  ])('%s', (_, body, may) => {
    expect(fits(addOptOutsSchema, body)).toBe(may);
    expect(fits(addToListSchema, body)).toBe(may);
  });

  it('says in the stored form whom it means', () => {
    expect(addToListSchema.parse({ username: ' @Anna.Berg ' })).toEqual({ username: 'anna.berg' });
  });

  it.each([
    [{ note: 'x' }, true],
    [{ note: null }, true],
    [{}, false],
    [{ note: 'x', username: 'anna' }, false],
  ])('is changed by %j', (body, may) => expect(fits(listEntryChangesSchema, body)).toBe(may));
});

describe('what is added to hashtags and locations', () => {
  it.each([
    ['a hashtag', { hashtag: '#Travel' }, true],
    ['pasted ones', { hashtags: ['#a', 'b'] }, true],
    ['both', { hashtag: 'a', hashtags: ['b'] }, false],
    ['neither', {}, false],
    ['what is no hashtag', { hashtag: 'a b' }, false],
  ])('%s', (_, body, may) => expect(fits(addHashtagsSchema, body)).toBe(may));

  it.each([
    ['a place', { pk: '213385402', name: 'Kew Gardens' }, true],
    ['a place without a name', { pk: '213385402', name: ' ' }, false],
    ['a place without a number', { pk: 'kew', name: 'Kew' }, false],
  ])('%s', (_, body, may) => expect(fits(addLocationSchema, body)).toBe(may));
});
