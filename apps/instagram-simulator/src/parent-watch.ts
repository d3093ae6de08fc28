import { fstatSync } from 'node:fs';

const POLL_MS = 500;

/**
 * Calls `onGone` once when the parent process has ended: when its end of our standard input closes, where that is a
 * pipe, and in any case when we have another parent.
 */
export const watchParent = (onGone: () => void): void => {
  const parent = process.ppid;
  let gone = false;
  const tell = () => {
    if (gone) return;
    gone = true;
    clearInterval(timer);
    onGone();
  };
  const timer = setInterval(() => {
    if (process.ppid !== parent) tell();
  }, POLL_MS).unref();
  if (isPipe()) process.stdin.on('end', tell).on('error', tell).resume();
};

const isPipe = (): boolean => {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false;
  }
};
