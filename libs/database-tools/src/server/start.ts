import { readdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { ConnectionConfig } from '../connection.ts';
import { EmbeddedPostgresError, messageOf } from '../errors.ts';
import { ensureCluster, readPassword, superuserName } from './cluster.ts';
import { thisHost } from './host.ts';
import type { Host } from './host.ts';
import { chooseLauncher } from './launcher.ts';
import type { Launcher } from './launcher.ts';
import { layoutOf, prepareFolder } from './layout.ts';
import type { Layout } from './layout.ts';
import { endOrphan } from './pid-file.ts';
import { startPostmaster, stopPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';
import type { Exit } from './program.ts';
import { programsFolder } from './runtime.ts';
import { serverArguments } from './settings.ts';
import type { Settings } from './settings.ts';
import { lockSupervisor } from './supervisor-lock.ts';
import type { SupervisorLock } from './supervisor-lock.ts';

export interface EmbeddedPostgresOptions {
  /** Where everything lies: the cluster, the superuser's password, the supervisor's lock. Made when missing, 0700. */
  dataDir: string;
  /** TCP port on 127.0.0.1; 0, the default, takes any that is free. */
  port?: number;
  /** Gets each line that initdb and the server write. */
  log?: (line: string) => void;
  /** Settings of postgresql.conf; listen_addresses, port, sockets and the log's place stay the launcher's. */
  settings?: Settings;
  /** For tests: nothing is forced to disk, and stop() removes the folder. */
  ephemeral?: boolean;
}

export interface EmbeddedPostgres {
  /** TCP port on 127.0.0.1. */
  port: number;
  /** Process id of the postmaster. */
  pid: number;
  /** The superuser's connection, to the database `postgres`. */
  superuser: ConnectionConfig;
  /** How the server was started: `direct`, in a `user-namespace` (as root), or as `other-user` (as root, without). */
  launchedAs: Launcher['kind'];
  /** Resolves when the server has ended, for any reason. Never rejects. */
  exited: Promise<Exit>;
  /** Stops the server and waits for its end: a fast shutdown, after 10 s an immediate one. May be called twice. */
  stop(): Promise<void>;
}

interface Started {
  launcher: Launcher;
  password: string;
  postmaster: Postmaster;
}

const run = async (host: Host, layout: Layout, options: EmbeddedPostgresOptions): Promise<Started> => {
  const packageFolder = host.packageFolder();
  const log = options.log ?? (() => undefined);
  const launcher = chooseLauncher(host, layout);
  const programs = programsFolder(host, packageFolder, launcher);
  await endOrphan(layout.cluster, log);
  await ensureCluster(layout, programs, launcher, { sync: options.ephemeral !== true, log });
  const password = readPassword(layout);
  const postmaster = await startPostmaster(
    { cluster: layout.cluster, programs, launcher, port: options.port ?? 0, log },
    (port) => serverArguments(layout.cluster, port, options),
  );
  return { launcher, password, postmaster };
};

// An ephemeral server's stop() removes the folder, so it must not be one that holds anything already.
const requireEmpty = (layout: Layout): void => {
  const ours = [layout.lockFile, layout.holderFile].map((file) => basename(file));
  if (readdirSync(layout.root).every((name) => ours.includes(name))) return;
  throw new EmbeddedPostgresError('START_FAILED', `An ephemeral server needs an empty folder: ${layout.root}`);
};

const asOurs = (error: unknown): EmbeddedPostgresError =>
  error instanceof EmbeddedPostgresError
    ? error
    : new EmbeddedPostgresError('START_FAILED', `PostgreSQL did not start: ${messageOf(error)}`, { cause: error });

const supervise = (
  { launcher, password, postmaster }: Started,
  lock: SupervisorLock,
  leave: () => void,
): EmbeddedPostgres => {
  const { port, pid } = postmaster;
  // Where the kernel cannot end the server with its parent, a regular exit still does.
  const endWithUs = (): boolean => postmaster.child.kill('SIGINT');
  process.once('exit', endWithUs);
  // A server that ended by itself is released: the same process may start it again.
  const exited = postmaster.exited.then((result) => {
    process.off('exit', endWithUs);
    lock.release();
    return result;
  });
  const stop = async (): Promise<void> => {
    await stopPostmaster(postmaster);
    await exited;
    leave();
  };
  let stopping: Promise<void> | undefined;
  return {
    port,
    pid,
    superuser: { host: '127.0.0.1', port, user: superuserName, password, database: 'postgres' },
    launchedAs: launcher.kind,
    exited,
    stop: () => (stopping ??= stop()),
  };
};

/** startEmbeddedPostgres with another answer to what the machine can do. */
export const startOn = async (host: Host, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const layout = prepareFolder(layoutOf(options.dataDir));
  const lock = lockSupervisor(layout);
  let leave = (): void => lock.release();
  try {
    if (options.ephemeral === true) {
      requireEmpty(layout);
      leave = () => {
        rmSync(layout.root, { recursive: true, force: true });
        lock.release();
      };
    }
    return supervise(await run(host, layout, options), lock, leave);
  } catch (error) {
    leave();
    throw asOurs(error);
  }
};

/**
 * Starts the PostgreSQL server that npm installed, on a data folder that is made on first use, and supervises it.
 *
 * One process supervises a folder at a time. A server that a killed supervisor left running is stopped and started
 * again; a supervisor that lives is never disturbed.
 *
 * Throws EmbeddedPostgresError: DATA_DIR_UNWRITABLE, PLATFORM_UNSUPPORTED, PORT_TAKEN, ALREADY_RUNNING, START_FAILED.
 */
export const startEmbeddedPostgres = (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> =>
  startOn(thisHost(), options);
