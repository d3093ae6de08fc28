import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../errors.ts';

/** One entry of `native/pg-symlinks.json`: `target` is the link's path, `source` the file beside it that it names. */
export interface SymlinkEntry {
  source: string;
  target: string;
}

/** A link to be made: `path` inside the package, `to` relative to the link's own folder. */
export interface Link {
  path: string;
  to: string;
}

/** Which links are missing or lead nowhere, given what can be opened. Pure. */
export const missingLinks = (entries: readonly SymlinkEntry[], opens: (path: string) => boolean): Link[] =>
  entries
    .filter(({ source, target }) => dirname(source) === dirname(target) && !opens(target))
    .map(({ source, target }) => ({ path: target, to: basename(source) }));

/**
 * Makes the links between the libraries' versions. npm packs no symlinks, and the package's install script that would
 * make them does not run under `ignore-scripts`. Returns how many were made. Throws the file system's error
 * (`EROFS`, `EACCES`) where links are missing and the folder is read-only.
 */
export const mendSymlinks = (packageFolder: string): number => {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  // macOS packages that link by path carry no list.
  if (!existsSync(list)) return 0;
  const entries = JSON.parse(readFileSync(list, 'utf8')) as SymlinkEntry[];
  const missing = missingLinks(entries, (path) => existsSync(join(packageFolder, path)));
  for (const { path, to } of missing) {
    const link = join(packageFolder, path);
    // A link that is there and does not open leads nowhere; another process may also be mending at this moment.
    if (!existsSync(link)) rmSync(link, { force: true });
    try {
      symlinkSync(to, link);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  return missing.length;
};
