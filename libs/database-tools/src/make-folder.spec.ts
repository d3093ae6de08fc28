import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { makeFolder } from './make-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'pacekeeper-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('a folder', () => {
  it('is made with what is missing above it, for its owner alone, and stays where it is there', () => {
    const folder = join(root, 'one', 'two');
    makeFolder(folder);
    makeFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is refused where there can be none', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(join(file, 'below'))).toThrow(/ENOTDIR/);
    expect(() => makeFolder('/proc/nothing/below')).toThrow(/ENOENT/);
  });
});
