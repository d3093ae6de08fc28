import { accessSync, chmodSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config-error.ts';

/** What others may do with a file or folder. */
const OTHERS = 0o077;
const OTHERS_ENTER = 0o011;

/** Removes other users' access; skips what another user owns, or what is on a file system where modes mean nothing. */
const close = (path: string, kept = 0): void => {
  const { mode } = statSync(path);
  if ((mode & OTHERS & ~kept) === 0) return;
  try {
    chmodSync(path, mode & 0o777 & ~(OTHERS & ~kept));
  } catch (error) {
    if (!['EPERM', 'EROFS', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
};

/** Whether the embedded database runs as another user, who comes through this folder. */
const anotherPassesThrough = (folder: string): boolean => {
  const cluster = statSync(join(folder, 'postgres', 'cluster'), { throwIfNoEntry: false });
  return cluster !== undefined && cluster.uid !== process.geteuid?.();
};

/** The folder holds keys, passwords and mails: it is its owner's alone, and so is each file in it. */
const closeAll = (folder: string): void => {
  close(folder, anotherPassesThrough(folder) ? OTHERS_ENTER : 0);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    // The database's own folder is protected by its launcher.
    if (entry.isFile() || (entry.isDirectory() && entry.name !== 'postgres')) close(join(folder, entry.name));
  }
};

/**
 * Makes the data folder where it is not there; what lies above it must be. One that others may read or write is closed
 * to them. Node's own `recursive` never ends where a parent is there and refuses children with ENOENT, as /proc does.
 * @throws ConfigError where it cannot be made or written
 */
export const ensureDataDir = (folder: string): void => {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw refusal(folder, error);
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    closeAll(folder);
  } catch (error) {
    throw refusal(folder, error);
  }
};

const refusal = (folder: string, error: unknown): ConfigError =>
  new ConfigError([`DATA_DIR: ${folder} cannot be written (${(error as NodeJS.ErrnoException).code})`]);
