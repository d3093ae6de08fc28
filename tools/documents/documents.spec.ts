import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS, errorEntry, symbolOfCode } from '@pacekeeper/contracts';

const ROOT = resolve(import.meta.dirname, '../..');

const markdownIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name));

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...markdownIn('docs'),
  ...markdownIn('apps'),
  ...markdownIn('libs'),
].toSorted();
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const proseOf = (path: string): string =>
  textOf(path)
    .replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, 'code');

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (path: string): string[] =>
  [
    ...textOf(path)
      .replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')
      .matchAll(/^#{1,6} (.+)$/gm),
  ].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const linksOf = (path: string): string[] =>
  [...proseOf(path).matchAll(/\]\(\s*([^)\s]+)\s*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

const leadsSomewhere = (path: string, link: string): boolean => {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? path : relative(ROOT, resolve(ROOT, dirname(path), file));
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || statSync(join(ROOT, target)).isDirectory() || anchorsOf(target).includes(anchor);
};

/** Phrases that have to be decoded; CONTRIBUTING says how to write instead. */
const DECODED = [
  /\bwhoever\b/i,
  /\bso many\b/i,
  /\b(?:some|every|any)body\b/i,
  /\bbe it\b/i,
  /\b(?:stands?|stood) (?:in|on|under|here|there|first|still|behind|before|below|above)\b/i,
];

describe('the documents', () => {
  it('have a README that is read in minutes', () => {
    expect(Buffer.byteLength(textOf('README.md'))).toBeLessThanOrEqual(8 * 1024);
  });

  it.each(DOCUMENTS)('%s links to what is there', (path) => {
    expect(linksOf(path).filter((link) => !leadsSomewhere(path, link))).toEqual([]);
  });

  it.each(DOCUMENTS)('%s names codes that the catalogue has', (path) => {
    const codes = new Set(textOf(path).match(/\bE-[A-Z]+-[IWEC]-[0-9A-F]{4}\b/g));
    // Zeros are the example of a code that does not exist.
    expect([...codes].filter((code) => !code.endsWith('-0000') && symbolOfCode(code) === null)).toEqual([]);
  });

  it.each(DOCUMENTS)('%s is in plain English', (path) => {
    const prose = proseOf(path);
    expect(DECODED.map((phrase) => phrase.exec(prose)?.[0]).filter(Boolean)).toEqual([]);
  });

  it('name in docs/api.md each symbol beside its own code', () => {
    for (const line of textOf('docs/api.md').split('\n')) {
      const cells = line.split('|').map((cell) => cell.trim());
      const symbols = (cells[1]?.match(/`([A-Z_]+)`/g) ?? []).map((symbol) => symbol.slice(1, -1));
      const codes = cells[2]?.match(/E-[A-Z]+-[IWEC]-[0-9A-F]{4}/g) ?? [];
      if (codes.length === 0) continue;
      expect(symbols.map((symbol) => ERROR_SYMBOLS.find((one) => one === symbol))).toEqual(symbols);
      expect(codes).toEqual(
        ERROR_SYMBOLS.filter((one) => symbols.includes(one)).length === symbols.length
          ? symbols.map((one) => errorEntry(ERROR_SYMBOLS.find((known) => known === one) ?? 'INTERNAL').code)
          : [],
      );
    }
  });

  it('have an index of every decision with its date and status', () => {
    const index = textOf('docs/decisions/README.md');
    const records = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => /^\d{4}-.*\.md$/.test(name));
    for (const record of records) {
      const [, date, status] =
        /^Date: (\d{4}-\d\d-\d\d).*\. Status: (accepted|replaced by \d{4})\.$/m.exec(
          textOf(`docs/decisions/${record}`),
        ) ?? [];
      expect([record, date, status]).toEqual([record, expect.any(String), expect.any(String)]);
      const row = index.split('\n').find((line) => line.includes(`](${record})`));
      expect(row?.split('|').map((cell) => cell.trim())).toEqual(expect.arrayContaining([date, status]));
    }
    expect(index.match(/\]\(\d{4}-/g)).toHaveLength(records.length);
  });
});
