import { chmodSync, existsSync, lchownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Launcher } from './launcher.ts';
import { userId } from './layout.ts';
import type { Layout } from './layout.ts';

const giveTree = (path: string, { uid, gid }: Launcher): void => {
  lchownSync(path, uid, gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTree(join(path, name), { uid, gid } as Launcher);
};

/** Gives a file or a whole folder to the user that the server runs as, when that is another one. */
export const giveToServer = (path: string, launcher: Launcher): void => {
  if (launcher.kind === 'other-user' && existsSync(path) && statSync(path).uid !== launcher.uid) {
    giveTree(path, launcher);
  }
};

/** PostgreSQL refuses a cluster that others may read, and the password file beside it must be private too. */
export const closeToOthers = (layout: Layout): void => {
  for (const path of [layout.cluster, layout.passwordFile]) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && (found.mode & 0o077) !== 0 && [0, found.uid].includes(userId())) chmodSync(path, found.mode & 0o700);
  }
};

/** Before another user runs the server: it owns the cluster and may pass through the data folder, not list it. */
export const handOver = (layout: Layout, launcher: Launcher): void => {
  giveToServer(layout.cluster, launcher);
  giveToServer(layout.passwordFile, launcher);
  if (launcher.kind === 'other-user' && statSync(layout.root).uid !== launcher.uid) chmodSync(layout.root, 0o711);
};
