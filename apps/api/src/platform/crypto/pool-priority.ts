import { readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';

const THREADS = '/proc/self/task';
/** Between the usual 0 and the least urgent 19. */
const BEHIND = 10;

/**
 * Gives the threads that hash passwords a lower priority than the one that answers requests. Linux sets this for each
 * thread; on other systems nothing is done, and hashes compete with everything else as equals.
 */
export const putPoolBehind = (): void => {
  if (process.platform !== 'linux') return;
  for (const id of readdirSync(THREADS)) {
    if (nameOf(id) === 'libuv-worker') setPriority(Number(id), BEHIND);
  }
};

/** Null for a thread that has ended meanwhile. */
const nameOf = (id: string): string | null => {
  try {
    return readFileSync(`${THREADS}/${id}/comm`, 'utf8').trim();
  } catch {
    return null;
  }
};
