import { chmodSync, chownSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedPostgresError, messageOf } from '../errors.ts';
import { userId } from './layout.ts';
import type { Layout } from './layout.ts';

export interface SupervisorLock {
  /** Releases the lock. May be called twice. */
  release(): void;
}

const sqliteBusy = 5;
const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'errcode') === sqliteBusy;

// A lock whose owner forgot it would be released by the garbage collector: held ones stay reachable from here.
const held = new Set<DatabaseSync>();

const holder = (layout: Layout): string => {
  const pid = existsSync(layout.holderFile) ? readFileSync(layout.holderFile, 'utf8').trim() : '';
  return /^\d+$/.test(pid) ? ` (process ${pid})` : '';
};

// When root starts a user's data folder, that user must be able to open these files again.
const giveToOwner = (layout: Layout, file: string): void => {
  if (userId() !== 0) return;
  const { uid, gid } = statSync(layout.root);
  chownSync(file, uid, gid);
};

/**
 * Makes this process the only supervisor of a data folder. The lock is the kernel's (SQLite's lock on an empty file):
 * it cannot outlive its process, not even after kill -9, so there is nothing stale to judge by process ids, which
 * containers reuse. Throws ALREADY_RUNNING while another process, or another caller in this one, holds it.
 */
export const lockSupervisor = (layout: Layout): SupervisorLock => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(layout.lockFile, { timeout: 0 });
    // Nothing is ever written, so no journal file is needed either.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    chmodSync(layout.lockFile, 0o600);
    giveToOwner(layout, layout.lockFile);
    writeFileSync(layout.holderFile, `${process.pid}\n`, { mode: 0o600 });
    giveToOwner(layout, layout.holderFile);
  } catch (error) {
    database?.close();
    throw isBusy(error)
      ? new EmbeddedPostgresError(
          'ALREADY_RUNNING',
          `Another Pacekeeper is running on this folder${holder(layout)}: ${layout.root}`,
          { cause: error },
        )
      : new EmbeddedPostgresError(
          'DATA_DIR_UNWRITABLE',
          `The folder ${layout.root} cannot be locked (${messageOf(error)}).`,
          { cause: error },
        );
  }
  const opened = database;
  held.add(opened);
  return {
    release: () => {
      if (held.delete(opened)) opened.close();
    },
  };
};
