import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from '../errors.ts';
import { exists, isAlive, isServerOf, processesIn, send, until } from './processes.ts';

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** The server's own note of itself: process id in line 1, state in line 8 (`starting`, `ready`, `stopping`). */
export const readPidFile = (cluster: string): { pid: number; state: string } | undefined => {
  try {
    const lines = readFileSync(pidFile(cluster), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, state: (lines[7] ?? '').trim() } : undefined;
  } catch {
    return undefined;
  }
};

type Patience = readonly (readonly [NodeJS.Signals, number])[];

const end = async (pids: readonly number[], patience: Patience): Promise<void> => {
  const gone = (): boolean => !pids.some(isAlive);
  for (const [signal, ms] of patience) {
    for (const pid of pids.filter(isAlive)) send(pid, signal);
    if (await until(gone, ms)) return;
  }
  throw new EmbeddedPostgresError('START_FAILED', `The server of an earlier run does not end: ${pids.join(', ')}`);
};

// A fast shutdown, an immediate one, none.
const server: Patience = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 5_000],
];
const session: Patience = [
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/**
 * Ends what runs on `cluster` although its supervisor is gone (the caller holds the supervisor's lock, so there is no
 * other): a server, or the sessions of one that was killed, which may take long to notice. A server is stopped, not
 * adopted: it has no parent, its end would go unnoticed and its log is lost. Throws START_FAILED if it does not end.
 */
export const endOrphan = async (cluster: string, log: (line: string) => void): Promise<void> => {
  const found = readPidFile(cluster);
  if (found === undefined) return;
  if (isServerOf(found.pid, cluster)) {
    log(`Stopping the server ${found.pid}, which an earlier run has left behind.`);
    await end([found.pid], server);
  }
  await end(processesIn(cluster), session);
  // The server takes any process with its predecessor's number for a rival and refuses to start: another process by now,
  // or a zombie in a container that does not reap them. An unused number it handles correctly by itself.
  if (exists(found.pid)) rmSync(pidFile(cluster), { force: true });
};
