import { thisHost } from '../server/host.ts';
import type { Host } from '../server/host.ts';

/** This machine, without some of its commands (`unshare`, `setpriv`), or with another package or temporary folder. */
export const hostWithout = (commands: readonly string[], other: Partial<Host> = {}): Host => {
  const host = thisHost();
  return { ...host, runs: (command, args) => !commands.includes(command) && host.runs(command, args), ...other };
};

export const isRoot = thisHost().uid === 0;
