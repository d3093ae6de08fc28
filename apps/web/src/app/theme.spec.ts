import { describe, expect, it } from '@jest/globals';
import { ACCENTS, STATE_COLOURS, SURFACES } from './theme.ts';

const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16))) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

describe.each(['light', 'dark'] as const)('the %s theme', (scheme) => {
  const { page, card, field, text, quiet } = SURFACES[scheme];
  const { press, danger, link, here } = ACCENTS[scheme];
  const states = Object.entries(STATE_COLOURS[scheme]);

  const words: [string, string, string][] = [
    ['text on the page', text, page],
    ['text on a card', text, card],
    ['quiet text on the page', quiet, page],
    ['quiet text on a card', quiet, card],
    ['a link on the page', link, page],
    ['a link on a card', link, card],
    ['where one is', link, here],
    ['a button', press.word, press.ground],
    ['a button under the pointer', press.word, press.hover],
    ['a dangerous button', danger.word, danger.ground],
    ...states.map(([state, { word, ground }]): [string, string, string] => [`the word ${state}`, word, ground]),
    ...states.map(([state, { word }]): [string, string, string] => [`the word ${state} on a card`, word, card]),
  ];
  it.each(words)('has 4.5:1 for %s', (_, word, ground) => expect(contrast(word, ground)).toBeGreaterThanOrEqual(4.5));

  const marks: [string, string, string][] = [
    ['the edge of a field on the page', field, page],
    ['the edge of a field on a card', field, card],
    ...states.flatMap(([state, { mark, ground }]): [string, string, string][] => [
      [`the mark ${state} on its ground`, mark, ground],
      [`the mark ${state} on a card`, mark, card],
      [`the mark ${state} on the page`, mark, page],
    ]),
  ];
  it.each(marks)('has 3:1 for %s', (_, mark, ground) => expect(contrast(mark, ground)).toBeGreaterThanOrEqual(3));
});
