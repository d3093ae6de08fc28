import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Launcher } from './launcher.ts';
import { LogTail } from './log-tail.ts';

/** How a process has ended: by itself with a code, or by a signal; both null when it could not be started. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Program {
  child: ChildProcess;
  tail: LogTail;
  /** Resolves once the process has ended. Never rejects. */
  exited: Promise<Exit>;
  /** Resolves once its own processes have ended too and all that they wrote was read. Never rejects. */
  ended: Promise<Exit>;
}

// Of the caller's environment only the search path: no secret of the app, and no PG* variable, reaches the server.
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' });

/**
 * Starts one of PostgreSQL's programs as the launcher says, in a session of its own: Ctrl-C on the terminal goes to
 * the caller, who stops the server when its own connections are closed.
 */
export const startProgram = (
  launcher: Launcher,
  program: string,
  args: readonly string[],
  log?: (line: string) => void,
): Program => {
  const [command = program, ...rest] = [...launcher.prefix, program, ...args];
  const child = spawn(command, rest, {
    cwd: '/',
    env: environment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(launcher.switchUser ? { uid: launcher.uid, gid: launcher.gid } : {}),
  });
  const tail = new LogTail(log);
  const read = tail.follow(child.stderr);
  const exited = new Promise<Exit>((resolve) => {
    child.on('error', (error) => {
      tail.add(`error: ${error.message}`);
      resolve({ code: null, signal: null });
    });
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  return { child, tail, exited, ended: exited.then(async (result) => read.then(() => result)) };
};
