import { afterAll } from '@jest/globals';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisHost } from '../server/host.ts';

const made: string[] = [];

afterAll(() => {
  for (const folder of made) {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
});

/** A folder that is removed when the spec file is done; 0700, or with `mode`. */
export const temporaryFolder = (mode = 0o700): string => {
  const folder = mkdtempSync(join(tmpdir(), 'database-tools-'));
  chmodSync(folder, mode);
  made.push(folder);
  return folder;
};

/** A data folder that does not exist yet. */
export const newDataDir = (mode?: number): string => join(temporaryFolder(mode), 'database');

/** A copy of the installed binaries' package, in a folder that others may enter or not, with or without its symlinks. */
export const copiedPackage = ({ mode, links }: { mode: number; links: boolean }): string => {
  const folder = join(temporaryFolder(mode), 'package');
  cpSync(thisHost().packageFolder(), folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => links || !lstatSync(source).isSymbolicLink(),
  });
  return folder;
};

/** A package whose initdb makes half a cluster and waits until its parent is gone. */
export const packageWhoseInitdbHangs = (): string => {
  const folder = join(temporaryFolder(0o755), 'package');
  mkdirSync(join(folder, 'native', 'bin'), { recursive: true });
  const script = [
    '#!/bin/sh',
    'for word in "$@"; do case "$word" in --pgdata=*) echo 18 > "${word#--pgdata=}/PG_VERSION" ;; esac; done',
    'while kill -0 $PPID; do sleep 0.1; done',
  ];
  writeFileSync(join(folder, 'native', 'bin', 'initdb'), script.join('\n'), { mode: 0o755 });
  return folder;
};
