import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from '../errors.ts';
import type { Launcher } from './launcher.ts';
import { readPidFile } from './pid-file.ts';
import { freePort, portTaken } from './port.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';

export interface Postmaster extends Program {
  port: number;
  pid: number;
}

// How long the processes of a server that was killed may take to notice it and end.
const lingerMs = 20_000;
const everyMs = 15;

const portIsTaken = /could not bind IPv4 address|could not create any TCP\/IP sockets/;
const oldServerLingers = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;

/** Resolves true once the server accepts connections (after whatever recovery it needs), false if it ended before. */
const becomesReady = async (cluster: string, { child, exited }: Program): Promise<boolean> => {
  let running = child.pid !== undefined;
  const over = exited.then(() => (running = false));
  while (running) {
    const found = readPidFile(cluster);
    if (found?.pid === child.pid && found?.state === 'ready') return true;
    await Promise.race([over, delay(everyMs)]);
  }
  return false;
};

/**
 * Starts the server and waits until it accepts connections. Any port (0) is looked for again when another program
 * takes it in between; a server that was killed gets time to leave.
 * Throws PORT_TAKEN, START_FAILED.
 */
export const startPostmaster = async (
  start: { cluster: string; programs: string; launcher: Launcher; port: number; log: (line: string) => void },
  argumentsFor: (port: number) => readonly string[],
): Promise<Postmaster> => {
  const end = performance.now() + lingerMs;
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(start.port);
    const program = startProgram(start.launcher, join(start.programs, 'postgres'), argumentsFor(port), start.log);
    if (await becomesReady(start.cluster, program)) return { ...program, port, pid: program.child.pid ?? -1 };
    await program.ended;
    const serverLog = program.tail.lines;
    const said = serverLog.join('\n');
    if (portIsTaken.test(said)) {
      if (start.port !== 0 || attempt > 5) throw portTaken(port, serverLog);
    } else if (oldServerLingers.test(said) && performance.now() < end) {
      await delay(200);
    } else {
      throw new EmbeddedPostgresError(
        'START_FAILED',
        `PostgreSQL did not start: ${program.tail.reason ?? 'it ended without a word'}`,
        { serverLog },
      );
    }
  }
};

/**
 * Stops the server: a fast shutdown (connections are ended, all data is written), after 10 s an immediate one (the next
 * start recovers), after 10 s more kill -9. Resolves when it is gone.
 */
export const stopPostmaster = async ({ child, exited }: Program): Promise<void> => {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    child.kill(signal);
    const timer = new AbortController();
    const patience = delay(10_000, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([exited, patience]);
    timer.abort();
  }
  await exited;
};
