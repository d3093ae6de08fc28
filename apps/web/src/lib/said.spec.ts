import { describe, expect, it } from '@jest/globals';
import { languageOf, wordsOf } from './said.ts';

describe('a stored message', () => {
  const paused = { account: 'mia', error: { symbol: 'RATE_LIMITED', params: {} }, until: '2026-11-23T12:00:00Z' };

  it('is said in the zone of the reader', () => {
    const said = (zone: string) => wordsOf('old', 'bot.paused', paused, 'en', zone);
    expect(said('UTC')).toContain('until 23 Nov, 12:00 UTC');
    expect(said('Europe/Berlin')).toContain('until 23 Nov, 13:00 CET');
    expect(said('Nowhere/At_All')).toBe(said('UTC'));
  });

  it.each([
    ['has no symbol', undefined, undefined],
    ['has a symbol that this page does not know', 'bot.exploded', {}],
    ['has a symbol that every object has', 'constructor', {}],
    ['lacks a parameter', 'bot.started', {}],
    ['has a parameter of another kind', 'bot.started', { account: 7 }],
  ])('is the text that came with it where it %s', (_, symbol, params) =>
    expect(wordsOf('as sent', symbol, params, 'en', 'UTC')).toBe('as sent'),
  );

  it('is English in a language without words', () =>
    expect(wordsOf('old', 'bot.started', { account: 'mia' }, 'de', 'UTC')).toBe(
      wordsOf('old', 'bot.started', { account: 'mia' }, 'en', 'UTC'),
    ));
});

describe('the language of a browser', () => {
  it.each([
    [['en-GB', 'en'], 'en'],
    [['fr-FR', 'de-AT', 'en'], 'de'],
    [['ES'], 'es'],
    [['english'], 'en'],
    [[], 'en'],
  ] as const)('%j: %s', (wanted, language) => expect(languageOf(wanted)).toBe(language));
});
