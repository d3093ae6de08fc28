import { describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/folders.ts';
import { mendSymlinks, missingLinks } from './symlinks.ts';

const entries = [
  { source: 'native/lib/liba.so.1.2', target: 'native/lib/liba.so.1' },
  { source: 'native/lib/liba.so.1.2', target: 'native/lib/liba.so' },
];

const packageWith = (list?: unknown): string => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'native', 'lib'), { recursive: true });
  writeFileSync(join(folder, 'native', 'lib', 'liba.so.1.2'), 'the library');
  if (list !== undefined) writeFileSync(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(list));
  return folder;
};

describe('missingLinks', () => {
  it.each([
    { name: 'none, when all open', opens: () => true, missing: [] },
    { name: 'those that do not', opens: (path: string) => path.endsWith('.1'), missing: ['native/lib/liba.so'] },
    { name: 'all of a fresh package', opens: () => false, missing: ['native/lib/liba.so.1', 'native/lib/liba.so'] },
  ])('$name', ({ opens, missing }) => {
    const links = missingLinks(entries, opens);
    expect(links.map(({ path }) => path)).toEqual(missing);
    expect(links.every(({ to }) => to === 'liba.so.1.2')).toBe(true);
  });

  it('makes no link that leaves the folder', () => {
    expect(missingLinks([{ source: '/etc/passwd', target: 'native/lib/liba.so' }], () => false)).toEqual([]);
  });
});

describe('mendSymlinks', () => {
  it('makes the missing links, relative, once', () => {
    const folder = packageWith(entries);
    expect(mendSymlinks(folder)).toBe(2);
    expect(readlinkSync(join(folder, 'native', 'lib', 'liba.so'))).toBe('liba.so.1.2');
    expect(readFileSync(join(folder, 'native', 'lib', 'liba.so.1'), 'utf8')).toBe('the library');
    expect(mendSymlinks(folder)).toBe(0);
  });

  it('replaces a link that leads nowhere', () => {
    const folder = packageWith(entries);
    symlinkSync('gone', join(folder, 'native', 'lib', 'liba.so'));
    expect(mendSymlinks(folder)).toBe(2);
    expect(readFileSync(join(folder, 'native', 'lib', 'liba.so'), 'utf8')).toBe('the library');
  });

  it('has nothing to do for a package without a list', () => {
    expect(mendSymlinks(packageWith())).toBe(0);
  });
});
