import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ROOT } from '../lib/paths.ts';

const markdownIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name));

/** The documents of the repository, by their path in it. */
export const documents = (): string[] =>
  [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...markdownIn('docs'),
    ...markdownIn('apps'),
    ...markdownIn('libs'),
  ].toSorted();

export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const FENCED = /^ *```[\s\S]*?^ *```$/gm;

/** A text without what is code. */
export const proseOf = (text: string): string => text.replaceAll(FENCED, '').replaceAll(/`[^`\n]*`/g, 'code');

/** The anchors of a document's headings, as GitHub makes them. */
export const anchorsOf = (text: string): string[] =>
  [...text.replaceAll(FENCED, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Where a document's links lead, but for those to other sites. */
export const linksOf = (text: string): string[] =>
  [...proseOf(text).matchAll(/\]\(\s*([^)\s]+)\s*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** Whether a link of a document leads to a file or folder, and to a heading where it names one. */
export const leadsSomewhere = (path: string, link: string): boolean => {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? path : relative(ROOT, resolve(ROOT, dirname(path), file));
  if (!existsSync(join(ROOT, target))) return false;
  if (anchor === undefined || statSync(join(ROOT, target)).isDirectory()) return true;
  return anchorsOf(textOf(target)).includes(anchor);
};
