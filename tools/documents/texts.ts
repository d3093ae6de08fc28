import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { allRoutes, ERROR_SYMBOLS, errorEntry, symbolOfCode } from '@pacekeeper/contracts';
import { PATHS, ROOT } from '../lib/paths.ts';
import { leadsSomewhere, linksOf, proseOf } from './markdown.ts';

/** Phrases that have to be decoded; CONTRIBUTING says how to write instead. */
const DECODED = [
  /\bwhoever\b/i,
  /\bso many\b/i,
  /\b(?:some|every|any)body\b/i,
  /\bbe it\b/i,
  /\b(?:stands?|stood) (?:in|on|under|here|there|first|still|behind|before|below|above)\b/i,
];

const CODE = /\bE-[A-Z]+-[IWEC]-[0-9A-F]{4}\b/g;
const README_BYTES = 8 * 1024;

const deadLinks = (path: string, text: string): string[] =>
  linksOf(text)
    .filter((link) => !leadsSomewhere(path, link))
    .map((link) => `links to ${link}, which is not there`);

/** Zeros are the example of a code that does not exist. */
const unknownCodes = (text: string): string[] =>
  [...new Set(text.match(CODE))]
    .filter((code) => !code.endsWith('-0000') && symbolOfCode(code) === null)
    .map((code) => `names ${code}, which the catalogue lacks`);

const decodedPhrases = (text: string): string[] => {
  const prose = proseOf(text);
  return DECODED.flatMap((phrase) => phrase.exec(prose)?.[0] ?? []).map((phrase) => `says "${phrase}"`);
};

/** What documents may count, and how many of it there are. */
const COUNTED: Readonly<Record<string, () => number>> = {
  'error codes': () => ERROR_SYMBOLS.length,
  'codes of the catalogue': () => ERROR_SYMBOLS.length,
  routes: () => allRoutes.length,
  endpoints: () => allRoutes.length,
  migrations: () => readdirSync(PATHS.migrations).length,
  decisions: () => readdirSync(join(ROOT, 'docs/decisions')).filter((name) => /^\d{4}-/.test(name)).length,
};
const COUNT = new RegExp(String.raw`\b(\d[\d,]*) (${Object.keys(COUNTED).join('|')})\b`, 'g');
/** A number of tests is out of date with the next one. */
const TESTS = /\b\d[\d,]* (?:tests|specs|spec files)\b/;

/** Records say how things were on their day. */
const isRecord = (path: string): boolean => path === 'CHANGELOG.md' || path.startsWith('docs/decisions/');

const wrongCounts = (path: string, text: string): string[] => {
  if (isRecord(path)) return [];
  const wrong = [...proseOf(text).matchAll(COUNT)].flatMap(([, said = '', what = '']) => {
    const there = COUNTED[what]?.();
    return Number(said.replaceAll(',', '')) === there ? [] : [`says ${said} ${what}; there are ${there}`];
  });
  const tests = TESTS.exec(proseOf(text))?.[0];
  return tests === undefined ? wrong : [...wrong, `says ${tests}, a number that the next test makes wrong`];
};

const tooLong = (path: string, text: string): string[] =>
  path === 'README.md' && Buffer.byteLength(text) > README_BYTES ? [`is larger than ${README_BYTES} bytes`] : [];

/** What is wrong with the text of a document. */
export const problemsOfText = (path: string, text: string): string[] => [
  ...tooLong(path, text),
  ...deadLinks(path, text),
  ...unknownCodes(text),
  ...decodedPhrases(text),
  ...wrongCounts(path, text),
];

/** Rows of a table that name symbols in their first cell and codes in the second, and do not name the same. */
export const problemsOfSymbols = (text: string): string[] =>
  text.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const symbols = (cells[1]?.match(/`([A-Z_]+)`/g) ?? []).map((symbol) => symbol.slice(1, -1));
    const codes = cells[2]?.match(CODE) ?? [];
    if (codes.length === 0) return [];
    const right = symbols.map((symbol) => {
      const known = ERROR_SYMBOLS.find((one) => one === symbol);
      return known === undefined ? `no symbol ${symbol}` : errorEntry(known).code;
    });
    return codes.join() === right.join() ? [] : [`gives ${codes.join(', ')} for ${symbols.join(', ')}`];
  });
