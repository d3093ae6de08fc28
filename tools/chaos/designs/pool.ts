import { type ChildProcess, spawn } from 'node:child_process';

/** Several processes of one script, each restarted as soon as it dies. */
export class Pool {
  private readonly children = new Set<ChildProcess>();
  private readonly script: string;
  private readonly env: NodeJS.ProcessEnv;
  private stopping = false;

  constructor(script: string, count: number, env: NodeJS.ProcessEnv) {
    this.script = script;
    this.env = { ...process.env, ...env, NODE_OPTIONS: '' };
    for (let index = 0; index < count; index += 1) this.start();
  }

  get pids(): number[] {
    return [...this.children].flatMap(({ pid }) => pid ?? []);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(
      [...this.children].map((child) => {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL');
        return ended;
      }),
    );
  }

  private start(): void {
    // The channel is how a worker notices that we are gone.
    const child = spawn(process.execPath, [this.script], { env: this.env, stdio: ['ignore', 2, 2, 'ipc'] });
    this.children.add(child);
    child.once('exit', () => {
      this.children.delete(child);
      if (!this.stopping) this.start();
    });
  }
}
