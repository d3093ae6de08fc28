import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Simulator } from '@pacekeeper/testing';
import { TestApi } from './test-api.ts';
import { TestWorker } from './test-worker.ts';

export interface Wanted {
  /** Options of the simulator's command line. */
  readonly simulator?: readonly string[];
  /** False: jobs wait, because no worker takes turns. */
  readonly worker?: boolean;
  /** PACE_SPEED: how many times faster than real bots. */
  readonly speed?: number;
  /** What else API and worker find in their environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Simulator, API and worker, on one database and one DATA_DIR. */
export class TestStack {
  private constructor(
    readonly simulator: Simulator,
    readonly api: TestApi,
    readonly worker: TestWorker | null,
    private readonly dataDir: string,
  ) {}

  static async start({
    simulator: options = [],
    worker = true,
    speed = 600,
    env = {},
  }: Wanted = {}): Promise<TestStack> {
    const simulator = await Simulator.start(options);
    const dataDir = mkdtempSync(join(tmpdir(), 'pacekeeper-data-'));
    const shared = {
      DATA_DIR: dataDir,
      INSTAGRAM_BASE_URL: simulator.instagramUrl,
      PACE_SPEED: String(speed),
      ...env,
    };
    const api = await TestApi.start(shared);
    const working = worker ? await TestWorker.start({ ...shared, DATABASE_URL: api.database.appUrl }) : null;
    return new TestStack(simulator, api, working, dataDir);
  }

  async stop(): Promise<void> {
    await this.worker?.stop();
    await this.api.stop();
    await this.simulator.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
