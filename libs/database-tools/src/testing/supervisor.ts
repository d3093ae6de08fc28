// Run by node in a process of its own: starts a server as told by the first argument, says on one line of standard
// output how that went, and stops it when standard input ends.
import type { ConnectionConfig } from '../connection.ts';
import { codeOf, messageOf } from '../errors.ts';
import { startOn } from '../server/start.ts';
import { hostWithout } from './hosts.ts';

export interface SupervisorTask {
  dataDir: string;
  /** The user to become before anything is started. */
  uid?: number;
  packageFolder?: string;
  temporaryFolder?: string;
  without?: readonly string[];
}

export type SupervisorAnswer =
  | { started: true; pid: number; launchedAs: string; superuser: ConnectionConfig }
  | { started: false; code: string; message: string };

const become = (uid: number): void => {
  process.setgroups?.([]);
  process.setgid?.(uid);
  process.setuid?.(uid);
};

const answer = (line: SupervisorAnswer): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const task = JSON.parse(process.argv[2] ?? '') as SupervisorTask;
const { packageFolder, temporaryFolder } = task;
if (task.uid !== undefined) become(task.uid);
const host = hostWithout(task.without ?? [], {
  ...(packageFolder === undefined ? {} : { packageFolder: () => packageFolder }),
  ...(temporaryFolder === undefined ? {} : { temporaryFolder }),
});
try {
  const server = await startOn(host, { dataDir: task.dataDir });
  const { pid, launchedAs, superuser } = server;
  answer({ started: true, pid, launchedAs, superuser });
  process.stdin.on('end', () => void server.stop()).resume();
} catch (error) {
  answer({ started: false, code: codeOf(error) ?? 'none', message: messageOf(error) });
}
