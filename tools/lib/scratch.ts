import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in memory on Linux: what is thrown away costs no work for a disk. */
const IN_MEMORY = '/dev/shm';
/** Room that a run may need, and memory that must be left beside it, bytes. */
const ROOM = 3 * 1024 ** 3;
const MEMORY = 6 * 1024 ** 3;

const hasRoom = (folder: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM && process.availableMemory() >= MEMORY;
  } catch {
    // There is no such folder.
    return false;
  }
};

/** Whether programs may be started from a folder; containers often forbid it for the one in memory. */
const runsPrograms = (folder: string): boolean => {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
};

const make = (parent: string): string => mkdtempSync(join(parent, 'pacekeeper-run-'));

const inMemory = (): string | null => {
  if (!hasRoom(IN_MEMORY)) return null;
  let folder: string | undefined;
  try {
    folder = make(IN_MEMORY);
    if (runsPrograms(folder)) return folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
  return null;
};

/** Where a run puts what it throws away. */
export interface Scratch {
  readonly folder: string;
  /** As /tmp is: servers that run as another user work in it too. */
  readonly temporary: string;
  /** What Node.js compiled, for the next process that needs the same. */
  readonly compiled: string;
}

/** Folders of a run, in memory where that goes; they are removed when this process ends. */
export const makeScratch = (): Scratch => {
  const folder = inMemory() ?? make(tmpdir());
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
  const [temporary, compiled] = [join(folder, 'tmp'), join(folder, 'compiled')];
  chmodSync(folder, 0o755);
  mkdirSync(temporary);
  chmodSync(temporary, 0o1777);
  return { folder, temporary, compiled };
};
