import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from '../errors.ts';
import type { Launcher } from './launcher.ts';
import { hasCluster, removeUnfinished, unfinishedPrefix } from './layout.ts';
import type { Layout } from './layout.ts';
import { closeToOthers, giveToServer, handOver } from './ownership.ts';
import { startProgram } from './program.ts';

export const superuserName = 'postgres';

const syncPath = (path: string): void => {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
};

const makePassword = (layout: Layout): void => {
  const work = join(layout.root, `${unfinishedPrefix}password`);
  writeFileSync(work, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
  renameSync(work, layout.passwordFile);
};

/** Throws START_FAILED when the file is missing, as after a restore of the cluster alone. */
export const readPassword = (layout: Layout): string => {
  if (!existsSync(layout.passwordFile)) {
    throw new EmbeddedPostgresError(
      'START_FAILED',
      `The file ${layout.passwordFile} is missing: without it nobody can sign in to the database beside it.`,
    );
  }
  return readFileSync(layout.passwordFile, 'utf8').trim();
};

// C.UTF-8 of the server itself: characters of all languages, an order that no update of a library can change.
const initdbArguments = (folder: string, passwordFile: string, sync: boolean): string[] => [
  `--pgdata=${folder}`,
  `--username=${superuserName}`,
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--data-checksums',
  '--no-instructions',
  ...(sync ? [] : ['--no-sync']),
];

/**
 * Makes the cluster if there is none. initdb works in a folder with another name, which is renamed when it is complete
 * and on disk: an interrupted first start leaves nothing that the next one could mistake for a database.
 * `sync: false` skips syncing to disk, for data that is not kept. Throws START_FAILED.
 */
export const ensureCluster = async (
  layout: Layout,
  programs: string,
  launcher: Launcher,
  options: { sync: boolean; log: (line: string) => void },
): Promise<void> => {
  await removeUnfinished(layout);
  if (hasCluster(layout)) {
    closeToOthers(layout);
    handOver(layout, launcher);
    return;
  }
  if (!existsSync(layout.passwordFile)) makePassword(layout);
  handOver(layout, launcher);
  const work = mkdtempSync(join(layout.root, unfinishedPrefix));
  giveToServer(work, launcher);
  const args = initdbArguments(work, layout.passwordFile, options.sync);
  const { ended, tail } = startProgram(launcher, join(programs, 'initdb'), args, options.log);
  const { code } = await ended;
  if (code !== 0) {
    await removeUnfinished(layout);
    throw new EmbeddedPostgresError('START_FAILED', `initdb has failed: ${tail.reason ?? 'it was ended'}`, {
      serverLog: tail.lines,
    });
  }
  renameSync(work, layout.cluster);
  if (options.sync) syncPath(layout.root);
};
