import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from '../errors.ts';
import type { Host } from './host.ts';
import { hasCluster } from './layout.ts';
import type { Layout } from './layout.ts';

/** How the server's programs are started, because PostgreSQL refuses to run as root. */
export interface Launcher {
  kind: 'direct' | 'user-namespace' | 'other-user';
  /** Comes in front of the program. Each part replaces itself by the next, so the process id stays. */
  prefix: readonly string[];
  /** The user that the cluster's files belong to and, for other-user, that the server runs as. */
  uid: number;
  gid: number;
  /** Let node change the user, because `prefix` does not. */
  switchUser: boolean;
}

const nobody = 65534;
// The kernel sends it to the server when its parent dies, however it dies: SIGINT is PostgreSQL's fast shutdown.
const diesWithParent = ['setpriv', '--pdeathsig', 'INT'];
// Lets another user enter folders that only root may enter. Reading the cluster needs no more than that; the server
// has then no more rights over files than the root process that starts it.
const entersAll = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];

/** Whether user `uid`, without any privilege, may go through every folder above `path`. Groups are not looked at. */
export const reachable = (path: string, uid: number): boolean => {
  const above = dirname(path);
  const { mode, uid: owner } = statSync(above);
  const enters = (mode & (owner === uid ? 0o100 : 0o001)) !== 0;
  return enters && (above === dirname(above) || reachable(above, uid));
};

const asOtherUser = (host: Host, layout: Layout, uid: number, gid: number): Launcher => {
  const user = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
  const base = { kind: 'other-user' as const, uid, gid };
  const open = reachable(layout.root, uid);
  if (open && host.runs('setpriv', [...user, 'true'])) {
    return { ...base, prefix: [...diesWithParent, ...user, '--'], switchUser: false };
  }
  if (open) return { ...base, prefix: [], switchUser: true };
  if (host.runs('setpriv', [...user, ...entersAll, 'true'])) {
    return { ...base, prefix: [...diesWithParent, ...user, ...entersAll, '--'], switchUser: false };
  }
  throw new EmbeddedPostgresError(
    'START_FAILED',
    `PostgreSQL does not run as root, and user ${uid} cannot enter the folders above ${layout.root}; ` +
      'set DATA_DIR to a folder that others may enter, or start as an ordinary user.',
  );
};

/**
 * Chooses how to start the server.
 *
 * An ordinary user starts it directly. Root starts it in a user namespace of its own: no user is made, files stay
 * root's. Where that is refused, or root's own rights do not reach the folder, the server runs as user `nobody`.
 * A cluster that belongs to another user already keeps its owner: the server runs as that one. A user without a name
 * (a bare number, as containers have them) needs the namespace too, since initdb asks for one.
 */
export const chooseLauncher = (host: Host, layout: Layout): Launcher => {
  const own = { uid: host.uid, gid: process.getegid?.() ?? -1, switchUser: false };
  const follow = host.runs('setpriv', ['--pdeathsig', 'INT', 'true']) ? [...diesWithParent, '--'] : [];
  const direct: Launcher = { kind: 'direct', prefix: follow, ...own };
  const apart: Launcher = { kind: 'user-namespace', prefix: ['unshare', '-U', '--', ...follow], ...own };
  const mayBeApart = (): boolean => host.runs('unshare', ['-U', 'true']);
  if (host.uid !== 0) return host.userHasName || !mayBeApart() ? direct : apart;
  if (hasCluster(layout)) {
    const { uid, gid } = statSync(layout.cluster);
    if (uid !== 0) return asOtherUser(host, layout, uid, gid);
  }
  // In its namespace the server is root without root's privileges, so another user's folder may be closed to it.
  return reachable(layout.cluster, 0) && mayBeApart() ? apart : asOtherUser(host, layout, nobody, nobody);
};
