import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fillTemplate, linksIn, TEMPLATE_VARIABLES, templateTextSchema, unknownVariables } from './templates.ts';

const read = (text: string) => templateTextSchema.safeParse(text);
const PERSON = { username: 'anna.berg', full_name: 'Anna Berg', follower_count: 1200, following_count: 0 };

describe('the text of a template', () => {
  it.each([
    ['plain words', 'Hello there', 'Hello there'],
    ['every variable', '{username} {full_name} {follower_count} {following_count}', undefined],
    ['lines', ' Hello\r\n\rthere\n', 'Hello\n\nthere'],
    ['decomposed letters', 'Cafe\u0301', 'Caf\u00e9'],
    ['1,000 pictures', '🦩'.repeat(1_000), undefined],
    ['Hebrew with its marks of direction', '\u200fשלום {username}\u200f', '\u200fשלום {username}\u200f'],
  ])('may be %s', (_, typed, stored) => expect(read(typed)).toEqual({ success: true, data: stored ?? typed }));

  it.each([
    ['nothing', ''],
    ['blanks', ' \n '],
    ['what nobody sees', '\u200b\u2800\u3164'],
    ['1,001 characters', 'a'.repeat(1_001)],
    ['1,001 pictures', '🦩'.repeat(1_001)],
    ['an unknown variable', 'Hello {name}'],
    ['a variable in capitals', 'Hello {Username}'],
    ['a variable with blanks', 'Hello { username }'],
    ['an empty variable', 'Hello {}'],
    ['a variable that never ends', 'Hello {username'],
    ['a variable that never began', 'Hello username}'],
    ['a variable in a variable', '{{username}}'],
    ['a control character', 'Hello\u0007'],
    ['NUL', 'Hello\0'],
    ['half a character', 'Hello \ud83e'],
    ['a tab', 'a\tb'],
  ])('may not be %s', (_, typed) => expect(read(typed).success).toBe(false));

  it('is refused with the names that are unknown, each once', () => {
    const { error } = read('{name} {name} {city} {username} }');
    expect(error?.issues[0]?.message).toContain('{name} {city} }');
    expect(unknownVariables('{name} {name} {city} {username} }')).toEqual(['{name}', '{city}', '}']);
  });
});

describe('links in a text', () => {
  it.each([
    ['Look at https://example.org/a?b=1', 1],
    ['http://a.example and HTTPS://B.example', 2],
    ['www.example.org', 1],
    ['my-shop.com', 1],
    ['shop.example.co/offer, please', 1],
    ['bit.ly/3xY', 1],
    ['Two: a.com b.de', 2],
    ['write to anna@example.com', 0],
    ['I am @anna.com on Instagram', 0],
    ['Hello.Nice to meet you', 0],
    ['e.g. this', 0],
    ['v1.2.3', 0],
    ['company.community', 0],
    ['', 0],
  ])('of "%s": %i', (text, links) => expect(linksIn(text)).toHaveLength(links));

  it('are found in no time in hostile texts', () => {
    const started = process.hrtime.bigint();
    for (const part of ['a.', 'www.', 'http://', '-', 'a-', '@a.com']) linksIn(part.repeat(2_000));
    expect(Number(process.hrtime.bigint() - started)).toBeLessThan(5e9);
  });
});

describe('a message', () => {
  it.each([
    ['Hello {full_name} (@{username})', PERSON, 'Hello Anna Berg (@anna.berg)'],
    ['{follower_count} and {following_count}', PERSON, '1200 and 0'],
    ['Hello {full_name}', { ...PERSON, full_name: null }, 'Hello anna.berg'],
    ['Hello {full_name}', { ...PERSON, full_name: '  ' }, 'Hello anna.berg'],
    ['{follower_count}', { ...PERSON, follower_count: null }, null],
    ['No number', { ...PERSON, follower_count: null }, 'No number'],
    ['{full_name}', { ...PERSON, full_name: '{username}' }, '{username}'],
    ['{full_name}', { ...PERSON, full_name: '$& $1' }, '$& $1'],
  ])('%s', (text, person, message) => expect(fillTemplate(text, person)).toBe(message));

  it('has no variable left of a text that was accepted', () => {
    const parts = fc.oneof(
      fc.constantFrom(...TEMPLATE_VARIABLES.map((name) => `{${name}}`)),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (some) => {
        const text = read(some.join(' '));
        if (text.success) expect(fillTemplate(text.data, PERSON)).not.toMatch(/[{}]/);
      }),
    );
  });
});
