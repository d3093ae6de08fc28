import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS } from '@pacekeeper/contracts';
import { fileOf, symbolOfFile } from './page-text.ts';
import { withoutTitle, wordsOf } from './page-text.ts';

const FOLDER = new URL('../../../../../docs/knowledge-base/', import.meta.url);
const files = readdirSync(FOLDER)
  .filter((file) => file !== 'README.md')
  .sort();
const textOf = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');

/** What each page must answer, in this order; `Never` where there is something to warn of. */
const SECTIONS = ['What you see', 'What happened', 'Step by step', 'When it clears', 'See also'];
/** Less than this says no more than the entry does. */
const LEAST_WORDS = 120;

describe('the knowledge base', () => {
  it('has a page for each entry of the catalogue, and no other', () => {
    expect(files).toEqual(ERROR_SYMBOLS.map(fileOf).sort());
  });

  it.each(files)('%s says more than its entry: each section is there and has something in it', (file) => {
    const page = textOf(file);
    expect(page.split('\n')[0]).toBe(`# ${symbolOfFile(file)}`);
    const sections = withoutTitle(page)
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [title = '', ...lines] = section.split('\n');
        return { title, text: lines.join('\n').trim() };
      });
    expect(sections.map(({ title }) => title).filter((title) => title !== 'Never')).toEqual(SECTIONS);
    for (const { text } of sections) expect(text).not.toBe('');
    expect(sections.find(({ title }) => title === 'Step by step')?.text).toMatch(/^1\. /);
    expect(wordsOf(page).split(' ').length).toBeGreaterThanOrEqual(LEAST_WORDS);
  });

  it.each(files)('%s leads to pages that exist, at least one, and not to itself', (file) => {
    const links = [...textOf(file).matchAll(/\]\(([^)]*)\)/g)].map(([, target = '']) => target);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect([link, symbolOfFile(link)]).toEqual([link, expect.any(String)]);
    expect(links).not.toContain(file);
  });

  it.each(files)('%s holds no markup but Markdown, and speaks as the product does', (file) => {
    const page = textOf(file);
    expect(page).not.toMatch(/<[a-z/!]/i);
    expect(page).not.toMatch(/!(?=\s|$)|\boops\b/im);
    expect(page.endsWith('\n')).toBe(true);
  });

  it('has no two pages that say the same', () => {
    const paragraphs = files.flatMap((file) =>
      withoutTitle(textOf(file))
        .split(/\n{2,}/)
        .filter((text) => text.length > 80),
    );
    expect(new Set(paragraphs).size).toBe(paragraphs.length);
  });
});

describe('a page', () => {
  it.each([
    ['session-invalid.md', 'SESSION_INVALID'],
    ['./session-invalid.md', 'SESSION_INVALID'],
    ['session_invalid.md', null],
    ['../session-invalid.md', null],
    ['nothing-of-the-kind.md', null],
    ['https://example.com/session-invalid.md', null],
    ['javascript:alert(1)', null],
    ['', null],
  ])('is found by a link to its file: %s', (link, symbol) => {
    expect(symbolOfFile(link)).toBe(symbol);
  });

  it('is searched by its words, without marks and addresses', () => {
    expect(wordsOf('# A_B\n\n## What you see\n\n**Bold** and [a link](session-invalid.md), `code`.\n')).toBe(
      'a_b what you see bold and a link , code .',
    );
  });
});
