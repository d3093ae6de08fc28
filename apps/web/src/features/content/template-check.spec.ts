import { describe, expect, it } from '@jest/globals';
import { checkTemplate, lengthOf, withVariable } from './template-check.ts';

describe('the text of a template', () => {
  it.each([
    ['hi', 2],
    ['👋🏽', 2],
    ['e\u0301', 1],
    ['  hi \n', 2],
  ])('%j counts %d', (text, length) => expect(lengthOf(text)).toBe(length));

  it.each([
    ['', /Write a text/],
    ['a'.repeat(1_003), /Shorten the text by 3/],
    ['Hi {name}', /\{name\} is not filled in/],
    ['Hi \u0007', /cannot be sent/],
  ])('%j is told what is wrong', (text, words) => {
    const checked = checkTemplate({ name: 'Welcome', text });
    expect('errors' in checked && checked.errors['text']).toMatch(words);
  });

  it('is taken with its variables, and without blanks around', () =>
    expect(checkTemplate({ name: ' Welcome ', text: 'Hi {username} ' })).toEqual({
      body: { name: 'Welcome', text: 'Hi {username}' },
    }));

  it('takes a variable at the selection', () =>
    expect(withVariable('Hi you!', 'full_name', 3, 6)).toEqual({ text: 'Hi {full_name}!', cursor: 14 }));
});
