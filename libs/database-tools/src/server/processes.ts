import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '../errors.ts';

const hasProc = existsSync('/proc/self/stat');

/** Whether a process has this number, including a zombie: one that has ended and was not reaped. */
export const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
};

/** Whether a process runs, as a zombie does not. */
export const isAlive = (pid: number): boolean => {
  if (!exists(pid) || !hasProc) return exists(pid);
  try {
    // "pid (name) state ...", and the name may contain anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0] !== 'Z';
  } catch {
    return false;
  }
};

/** Sends a signal to a process that may have ended a moment ago. */
export const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
};

const commandLine = (pid: number): string[] => {
  if (!hasProc) return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.split(/\s+/);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
};

const workingFolder = (pid: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
};

// The server itself, or one of its processes, which call themselves "postgres: writer" and the like.
const isPostgres = (pid: number): boolean => /(^|\/)postgres(:|$)/.test(commandLine(pid)[0] ?? '');

/**
 * Whether process `pid` is the PostgreSQL server of `cluster`, and not another one that has got the same number since:
 * its working folder is the cluster, or its command names it.
 */
export const isServerOf = (pid: number, cluster: string): boolean =>
  isAlive(pid) &&
  isPostgres(pid) &&
  (commandLine(pid).includes(cluster) || workingFolder(pid) === realpathSync(cluster));

/** All processes of PostgreSQL that work in `cluster`. Where there is no /proc, none is found. */
export const processesIn = (cluster: string): number[] => {
  if (!hasProc) return [];
  const folder = realpathSync(cluster);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid) === folder && isPostgres(pid));
};

/** Waits until `done`, asking every `everyMs`; false when that has not come about within `withinMs`. */
export const until = async (done: () => boolean, withinMs: number, everyMs = 20): Promise<boolean> => {
  for (const end = performance.now() + withinMs; !done(); await delay(everyMs)) {
    if (performance.now() > end) return false;
  }
  return true;
};
