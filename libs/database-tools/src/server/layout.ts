import { accessSync, chmodSync, constants, existsSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, EmbeddedPostgresError, messageOf } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { until } from './processes.ts';

/** What lies where in a data folder. */
export interface Layout {
  /** The folder itself, absolute. */
  root: string;
  /** The database cluster, PostgreSQL's own data directory. It exists once initdb has finished. */
  cluster: string;
  /** The superuser's password, 0600. */
  passwordFile: string;
  /** Locked, by the kernel, for as long as the process lives that supervises this folder. */
  lockFile: string;
  /** The supervisor's process id, for messages only. */
  holderFile: string;
}

/** The names inside a data folder. A copy of all of it, taken while the server is stopped, is a whole backup. */
export const layoutOf = (dataDir: string): Layout => {
  const root = resolve(dataDir);
  return {
    root,
    cluster: join(root, 'cluster'),
    passwordFile: join(root, 'superuser-password'),
    lockFile: join(root, 'supervisor.lock'),
    holderFile: join(root, 'supervisor.pid'),
  };
};

/** The effective user id; -1 where the platform knows none. */
export const userId = (): number => process.geteuid?.() ?? -1;

export const unfinishedPrefix = 'initdb-';

/** Makes the data folder, 0700; answers where it really is, without symlinks. Throws DATA_DIR_UNWRITABLE when that cannot be, or when it cannot be written to. */
export const prepareFolder = (layout: Layout): Layout => {
  try {
    makeFolder(layout.root);
    accessSync(layout.root, constants.R_OK | constants.W_OK | constants.X_OK);
    const { uid, mode } = statSync(layout.root);
    if ((mode & 0o077) !== 0 && [0, uid].includes(userId())) chmodSync(layout.root, 0o700);
    return layoutOf(realpathSync(layout.root));
  } catch (error) {
    throw new EmbeddedPostgresError(
      'DATA_DIR_UNWRITABLE',
      `The folder ${layout.root} cannot be written to (${messageOf(error)}); set DATA_DIR to one that can.`,
      { cause: error },
    );
  }
};

const remove = (path: string): boolean => {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    if (!['ENOTEMPTY', 'EBUSY'].includes(codeOf(error) ?? '')) throw error;
  }
  return !existsSync(path);
};

/**
 * Removes what an interrupted first start has left. Call it with the supervisor's lock held. Its initdb may be cleaning
 * up in there at this moment, so that a folder is removed only at a second try; one that stays does no harm.
 */
export const removeUnfinished = async (layout: Layout): Promise<void> => {
  for (const name of readdirSync(layout.root).filter((entry) => entry.startsWith(unfinishedPrefix))) {
    await until(() => remove(join(layout.root, name)), 5000);
  }
};

/** Whether initdb has finished in this folder: the cluster gets its name by a rename, so it is whole or absent. */
export const hasCluster = (layout: Layout): boolean => existsSync(join(layout.cluster, 'PG_VERSION'));
