import { type ChildProcess, spawn } from 'node:child_process';
import { say } from './say.ts';

export interface ChildOptions {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** `inherit` shows what it prints; `pipe` leaves it to `onLine`. */
  readonly output: 'inherit' | 'pipe';
  readonly onLine?: (line: string) => void;
  /** How it says that it is ready: by a message, or by a line of JSON with `"event":"ready"`. */
  readonly readyBy: 'message' | 'line';
  /** Start it again when it dies. */
  readonly restart: boolean;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** Having lived this long, a process counts as healthy, and the next wait starts small again; milliseconds. */
const HEALTHY_MS = 30_000;

const isReady = (line: string): boolean => line.startsWith('{') && line.includes('"event":"ready"');

/** A process of ours that is kept alive until it is told to stop. */
export class Child {
  private process: ChildProcess | undefined;
  private stopping = false;
  private wait = FIRST_WAIT_MS;
  private exited: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<() => void>();
  private readonly options: ChildOptions;
  private args: readonly string[];

  constructor(options: ChildOptions) {
    this.options = options;
    this.args = options.args ?? [];
  }

  /** The arguments with which it is started again: what it chose by itself the first time, such as its port, stays. */
  againWith(args: readonly string[]): void {
    this.args = args;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Called at every start, also when it was started again. */
  onStart(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Resolves with its first message once it is ready; rejects when it dies before. */
  start(): Promise<unknown> {
    const started = Date.now();
    const { name, script, env, output, readyBy } = this.options;
    const child = spawn(process.execPath, [script, ...this.args], {
      env,
      // What has no channel notices by its input that we are gone.
      stdio: readyBy === 'message' ? ['ignore', output, output, 'ipc'] : ['pipe', 'pipe', output],
      // Ctrl-C in a terminal goes to the whole group; only we decide in which order things end.
      detached: true,
    });
    this.process = child;
    for (const listener of this.listeners) listener();
    for (const stream of [child.stdout, child.stderr]) this.forward(stream, (line) => child.emit('line', line));
    this.exited = new Promise((resolve) => child.once('exit', () => resolve()));
    return new Promise((resolve, reject) => {
      child.once('message', resolve);
      if (readyBy === 'line') child.on('line', (line: string) => isReady(line) && resolve(JSON.parse(line)));
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        reject(new Error(`${name} ended with ${signal ?? code}`));
        if (!this.stopping) this.died(Date.now() - started);
      });
    });
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM', patienceMs = 10_000): Promise<void> {
    this.stopping = true;
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const killing = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await this.exited;
    clearTimeout(killing);
  }

  private died(livedMs: number): void {
    if (!this.options.restart) return;
    if (livedMs > HEALTHY_MS) this.wait = FIRST_WAIT_MS;
    say(`${this.options.name} ended unexpectedly; starting it again in ${this.wait / 1000} s.`);
    setTimeout(() => {
      if (!this.stopping) void this.start().catch(() => undefined);
    }, this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }

  private forward(stream: NodeJS.ReadableStream | null, emit: (line: string) => void): void {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        emit(line);
        this.options.onLine?.(line);
      }
    });
  }
}
