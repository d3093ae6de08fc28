import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';

const MAIN = join(dirname(dirname(dirname(import.meta.dirname))), 'apps/instagram-simulator/src/main.ts');

export interface SimulatorAddresses {
  readonly instagram: string;
  readonly control: string;
}

/** The simulator as a process of its own, and its control port over HTTP. */
export class Simulator {
  readonly instagramUrl: string;
  readonly controlUrl: string;
  private readonly child: ChildProcess | null;

  private constructor(addresses: SimulatorAddresses, child: ChildProcess | null) {
    this.instagramUrl = addresses.instagram;
    this.controlUrl = addresses.control;
    this.child = child;
  }

  static start(args: readonly string[] = []): Promise<Simulator> {
    const child = spawn(process.execPath, [MAIN, '--exit-with-parent', '--port', '0', '--control-port', '0', ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    return new Promise((resolve, reject) => {
      let text = '';
      child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const line = text.split('\n').find((one) => one.includes('"event":"ready"'));
        if (line) resolve(new Simulator(JSON.parse(line) as SimulatorAddresses, child));
      });
    });
  }

  /** A simulator that is already running. */
  static at(addresses: SimulatorAddresses): Simulator {
    return new Simulator(addresses, null);
  }

  async control<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, this.controlUrl), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} at the simulator: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    child.removeAllListeners('exit');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin?.end();
    child.kill('SIGTERM');
    await ended;
  }
}
