import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { Simulator } from './simulator.ts';

const START = join(dirname(dirname(dirname(import.meta.dirname))), 'tools/start.ts');
const READY = 'Ctrl-C stops it.';

interface Running {
  readonly api_pid: number;
  readonly worker_pids: number[];
  readonly database_port: number | null;
  readonly simulator: { instagram: string; control: string } | null;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** The whole product as `npm start` runs it, in a folder of its own. */
export class Stack {
  readonly url: string;
  readonly dataDir: string;
  readonly simulator: Simulator;
  /** Everything that all processes have printed. */
  readonly output: string[];
  private readonly child: ChildProcess;

  private constructor(url: string, dataDir: string, simulator: Simulator, output: string[], child: ChildProcess) {
    this.url = url;
    this.dataDir = dataDir;
    this.simulator = simulator;
    this.output = output;
    this.child = child;
  }

  static async start(env: Record<string, string> = {}): Promise<Stack> {
    const port = await freePort();
    const dataDir = env['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'pacekeeper-stack-'));
    const child = spawn(process.execPath, [START], {
      env: { ...process.env, NODE_OPTIONS: '', PORT: String(port), DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const output: string[] = [];
    const ready = new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk: string) => {
          output.push(chunk);
          if (chunk.includes(READY)) resolve();
        });
      }
      child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output.join('')}`)));
    });
    await ready;
    const { simulator } = readRunning(dataDir);
    if (!simulator) throw new Error('the stack runs without a simulator');
    return new Stack(`http://127.0.0.1:${port}`, dataDir, Simulator.at(simulator), output, child);
  }

  get workerPids(): number[] {
    return readRunning(this.dataDir).worker_pids;
  }

  /** The embedded database, as the owner or as the app's role. */
  databaseUrl(role: 'owner' | 'app'): string {
    const passwords = JSON.parse(readFileSync(join(this.dataDir, 'database-roles.json'), 'utf8')) as Record<
      typeof role,
      string
    >;
    const port = readRunning(this.dataDir).database_port ?? 0;
    return `postgres://pacekeeper_${role}:${passwords[role]}@127.0.0.1:${port}/pacekeeper`;
  }

  /** Every row of every table, the queue's among them, as text. */
  async dump(): Promise<string> {
    const client = new pg.Client({ connectionString: this.databaseUrl('owner') });
    await client.connect();
    try {
      const { rows } = await client.query<{ name: string }>(
        `SELECT c.oid::regclass::text AS name FROM pg_class c
         WHERE c.relkind IN ('r', 'p') AND c.relnamespace IN ('public'::regnamespace, 'pgboss'::regnamespace)`,
      );
      const dump: string[] = [];
      for (const { name } of rows) {
        const { rows: lines } = await client.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
        dump.push(`== ${name}`, ...lines.map(({ line }) => line));
      }
      return dump.join('\n');
    } finally {
      await client.end();
    }
  }

  /** What all processes have printed so far. */
  get log(): string {
    return this.output.join('');
  }

  /** As Ctrl-C does; resolves with the exit code when everything has ended. */
  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    return new Promise((resolve) => {
      if (this.child.exitCode !== null) return resolve(this.child.exitCode);
      this.child.removeAllListeners('exit').once('exit', (code) => resolve(code));
      this.child.kill(signal);
    });
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

const readRunning = (dataDir: string): Running =>
  JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as Running;
