import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PATHS, ROOT } from './paths.ts';
import type { StaticCheck } from './static-checks.ts';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Shown where something failed. */
  readonly output: string;
}

/** What jest writes with `--json`, as far as it counts. */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

interface Ended {
  readonly code: number;
  readonly output: string;
}

interface Watching {
  readonly env?: NodeJS.ProcessEnv;
  readonly onLine?: (line: string) => void;
  /** True once all of its work is done: what still runs some time later is ended. */
  readonly isDone?: () => boolean;
}

/** How long a process may take to end after its work, milliseconds. */
const LINGERING_MS = 60_000;
const LINGERED = '\nIt did not end by itself after its last test: something is still open.\n';

const execute = (
  command: string,
  args: readonly string[],
  { env = {}, onLine, isDone = () => false }: Watching = {},
): Promise<Ended> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let doneSince: number | null = null;
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    if (onLine) createInterface(child.stdout).on('line', onLine);
    const looking = setInterval(() => {
      if (!isDone()) return;
      doneSince ??= performance.now();
      if (performance.now() - doneSince < LINGERING_MS) return;
      clearInterval(looking);
      chunks.push(Buffer.from(LINGERED));
      child.kill('SIGKILL');
    }, 1_000);
    child.on('error', (error) => chunks.push(Buffer.from(error.message)));
    child.on('close', (code) => {
      clearInterval(looking);
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() });
    });
  });

/** A command that is right or wrong as a whole. */
export const executeWhole = async (command: string, args: readonly string[]): Promise<Outcome> => {
  const { code, output } = await execute(PATHS.bin(command), args);
  return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
};

/** What a report counts to; a suite that does not load and a test that is skipped count as failed. */
export const countReport = (report: JestReport, code: number): { passed: number; failed: number } => {
  const { numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = report;
  const failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests + numTodoTests;
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
};

export interface JestProject {
  readonly project: string;
  readonly folder: string;
  /** Where its report goes. */
  readonly reports: string;
  readonly env: NodeJS.ProcessEnv;
  /** Processes that share its spec files. */
  readonly processes: number;
}

/** All spec files of a project. */
export const executeJest = async ({ project, folder, reports, env, processes }: JestProject): Promise<Outcome> => {
  const report = join(reports, `${project}.json`);
  const node = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js')];
  const shared = processes === 1 ? '--runInBand' : `--maxWorkers=${processes}`;
  const args = ['-c', `${folder}/jest.config.mjs`, shared, '--json', `--outputFile=${report}`];
  const { code, output } = await execute(process.execPath, [...node, ...args], {
    env,
    isDone: () => existsSync(report),
  });
  if (!existsSync(report)) return { passed: 0, failed: 1, output };
  return { ...countReport(JSON.parse(readFileSync(report, 'utf8')) as JestReport, code), output };
};

/** The heap of types and lint only grows: looking through it before it has this size, in MB, frees next to nothing. */
const GROWING_MB = Math.round(Math.min(4_096, totalmem() / 2 ** 22));

/** Types and lint, each as it is known; one that never came counts as failed. */
export const executeStatic = async (
  wanted: readonly string[],
  done: (name: string, outcome: Outcome) => void,
): Promise<void> => {
  const missing = new Set(wanted);
  const script = join(ROOT, 'tools/lib/static-checks.ts');
  const onLine = (line: string): void => {
    if (!line.startsWith('{')) return;
    const { name, passed, output: found } = JSON.parse(line) as StaticCheck;
    missing.delete(name);
    done(name, { passed: passed ? 1 : 0, failed: passed ? 0 : 1, output: found });
  };
  const { output } = await execute(
    process.execPath,
    ['--no-warnings', `--initial-old-space-size=${GROWING_MB}`, script, ...wanted],
    { onLine },
  );
  for (const name of missing) done(name, { passed: 0, failed: 1, output });
};
