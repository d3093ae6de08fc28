import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf, EmbeddedPostgresError } from '../errors.ts';
import type { Host } from './host.ts';
import { reachable } from './launcher.ts';
import type { Launcher } from './launcher.ts';
import { mendSymlinks } from './symlinks.ts';

const version = (packageFolder: string): string => {
  const { version: found } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return found;
};

// Any user may write to the temporary folder, so a copy is trusted only if it is ours and only we may change it.
const isOurs = (host: Host, folder: string): boolean => {
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === host.uid && (found.mode & 0o022) === 0;
};

// A copy keeps the modes of what may be read-only or installed for one user alone.
const openToAll = (folder: string): void => {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
};

const copyPackage = (host: Host, packageFolder: string): string => {
  const target = join(host.temporaryFolder, `pacekeeper-postgres-${version(packageFolder)}-${host.uid}`);
  if (!existsSync(target)) {
    const work = mkdtempSync(`${target}-`);
    cpSync(join(packageFolder, 'native'), join(work, 'native'), { recursive: true, verbatimSymlinks: true });
    openToAll(work);
    mendSymlinks(work);
    try {
      renameSync(work, target);
    } catch (error) {
      // Another process was faster; its copy is as good.
      rmSync(work, { recursive: true, force: true });
      if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
    }
  }
  if (isOurs(host, target)) return target;
  throw new EmbeddedPostgresError('START_FAILED', `The folder ${target} belongs to somebody else; remove it.`);
};

// initdb runs postgres through a shell, with its path in double quotes and these not escaped.
const readByShell = /["$`\\\n]/;

/**
 * The folder that the server's programs (`initdb`, `postgres`) are started from: the npm package's own, with its
 * symlinks mended; or a copy under the temporary folder, when the package is incomplete in a read-only place, when the
 * user that the server runs as cannot enter it, or when a shell would misread its path.
 */
export const programsFolder = (host: Host, packageFolder: string, launcher: Launcher): string => {
  const bin = (folder: string): string => join(folder, 'native', 'bin');
  if (readByShell.test(packageFolder)) return bin(copyPackage(host, packageFolder));
  if (launcher.kind !== 'direct' && !reachable(join(bin(packageFolder), 'postgres'), launcher.uid)) {
    return bin(copyPackage(host, packageFolder));
  }
  try {
    mendSymlinks(packageFolder);
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) throw error;
    return bin(copyPackage(host, packageFolder));
  }
  return bin(packageFolder);
};
