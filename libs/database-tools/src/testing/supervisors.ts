import { afterEach } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SupervisorAnswer, SupervisorTask } from './supervisor.ts';

export interface Supervisor {
  process: ChildProcess;
  /** What it says once its start has succeeded or failed. */
  answer: Promise<SupervisorAnswer>;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Lets it stop its server; resolves when the process is gone. */
  stop(): Promise<void>;
}

const running = new Set<Supervisor>();

afterEach(async () => {
  await Promise.all([...running].map((supervisor) => supervisor.stop()));
});

/** Starts a process that starts a server; it is stopped after the test. */
export const startSupervisor = (task: SupervisorTask): Supervisor => {
  const script = join(import.meta.dirname, 'supervisor.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const exited = once(child, 'exit');
  const answer = (async () => {
    for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as SupervisorAnswer;
    return { started: false as const, code: 'GONE', message: 'It ended without an answer.' };
  })();
  const gone = async (): Promise<void> => {
    await exited;
    running.delete(supervisor);
  };
  const supervisor: Supervisor = {
    process: child,
    answer,
    kill: async () => {
      child.kill('SIGKILL');
      await gone();
    },
    stop: async () => {
      child.stdin.end();
      await gone();
    },
  };
  running.add(supervisor);
  return supervisor;
};

/** The answer of one that should have started; fails the test otherwise. */
export const startedBy = async (supervisor: Supervisor): Promise<Extract<SupervisorAnswer, { started: true }>> => {
  const answer = await supervisor.answer;
  if (!answer.started) throw new Error(`${answer.code}: ${answer.message}`);
  return answer;
};
