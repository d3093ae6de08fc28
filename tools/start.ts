// `npm start`: everything on one machine, from an empty folder to a running product, and a clean end with Ctrl-C.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.ts';
import { Child } from './lib/child.ts';
import { dataDir, ensureFolder } from './lib/data-dir.ts';
import { startDatabase, type StartedDatabase } from './lib/database.ts';
import { PATHS } from './lib/paths.ts';
import { Refusal, runTool, say } from './lib/say.ts';
import { demoAccounts, startSimulator, type StartedSimulator } from './lib/simulator.ts';

interface Plan {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly workers: number;
  readonly ownDatabase: boolean;
  readonly ownSimulator: boolean;
  readonly address: string;
}

const RUNNING_FILE = 'running.json';

const wholeNumber = (name: string, fallback: number, least: number, most: number): number => {
  const text = process.env[name] ?? '';
  if (text === '') return fallback;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new Refusal(`${name} must be a whole number from ${least} to ${most}.`);
  }
  return number;
};

const readPlan = (): Plan => {
  const port = wholeNumber('PORT', 3000, 1, 65_535);
  const mode = process.env['INSTAGRAM_MODE'] || 'simulator';
  if (!['simulator', 'live'].includes(mode)) throw new Refusal('INSTAGRAM_MODE must be simulator or live.');
  return {
    port,
    host: process.env['HOST'] || '127.0.0.1',
    dataDir: dataDir(),
    workers: wholeNumber('WORKERS', 1, 1, 16),
    ownDatabase: !process.env['DATABASE_URL'],
    ownSimulator: mode === 'simulator' && !process.env['INSTAGRAM_BASE_URL'],
    address: (process.env['PUBLIC_URL'] || `http://localhost:${port}`).replace(/\/+$/, ''),
  };
};

const ensureFree = ({ port, host }: Plan): Promise<void> =>
  new Promise((done, refuse) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `PORT: ${port} is taken; choose another with PORT=...`;
      refuse(
        new Refusal(error.code === 'EADDRINUSE' ? taken : `PORT: cannot listen on ${host}:${port} (${error.code}).`),
      );
    });
    probe.listen(port, host, () => probe.close(() => done()));
  });

/** Asks the API what it thinks of the variables, once, before several processes say the same. */
const checkVariables = (plan: Plan): void => {
  const env = environment(plan, {
    // Not started yet; what they will say of themselves is never wrong.
    database: plan.ownDatabase ? { appUrl: 'postgres://later', ownerUrl: 'postgres://later' } : null,
    simulator: plan.ownSimulator ? { instagramUrl: 'http://later', controlUrl: 'http://later' } : null,
  });
  const { status, stderr } = spawnSync(process.execPath, [PATHS.checkConfig], { env, encoding: 'utf8' });
  if (status !== 0) throw new Refusal(stderr.trim());
};

/** What was started, ended in the reverse order. */
class Running {
  private readonly ends: Array<() => Promise<void>> = [];
  private ending: Promise<void> | undefined;

  add(end: () => Promise<void>): void {
    this.ends.unshift(end);
  }

  end(): Promise<void> {
    this.ending ??= (async () => {
      for (const end of this.ends) await end();
    })();
    return this.ending;
  }
}

const environment = (plan: Plan, { database, simulator }: Addresses): NodeJS.ProcessEnv => ({
  ...process.env,
  PORT: String(plan.port),
  HOST: plan.host,
  DATA_DIR: plan.dataDir,
  ...(process.stdout.isTTY && !process.env['LOG_LEVEL'] ? { LOG_LEVEL: 'warn' } : {}),
  ...(database ? { DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl } : {}),
  ...(simulator ? { INSTAGRAM_BASE_URL: simulator.instagramUrl, SIMULATOR_CONTROL_URL: simulator.controlUrl } : {}),
});

/** Where the services are found; null where somebody brings their own and says where. */
interface Addresses {
  readonly database: Pick<StartedDatabase, 'appUrl' | 'ownerUrl'> | null;
  readonly simulator: Pick<StartedSimulator, 'instagramUrl' | 'controlUrl'> | null;
}

/** What comes with the project, unless somebody brings their own. */
interface Services {
  readonly database: StartedDatabase | null;
  readonly simulator: StartedSimulator | null;
}

/** Where things run, for other tools and for people who look for a process; gone when it stops. */
const noteRunning = (plan: Plan, { database, simulator }: Services, api: Child, workers: readonly Child[]): void => {
  const note = {
    address: plan.address,
    pid: process.pid,
    api_pid: api.pid,
    worker_pids: workers.map(({ pid }) => pid),
    database_port: database?.server.port ?? null,
    simulator: simulator && { instagram: simulator.instagramUrl, control: simulator.controlUrl },
  };
  writeFileSync(join(plan.dataDir, RUNNING_FILE), JSON.stringify(note, null, 2), { mode: 0o600 });
};

const startProcesses = async (plan: Plan, services: Services, running: Running): Promise<void> => {
  const env = environment(plan, services);
  const common = { env, output: 'inherit', readyBy: 'message', restart: true } as const;
  const api = new Child({ name: 'The API', script: PATHS.api, ...common });
  const workers = Array.from(
    { length: plan.workers },
    (_, index) => new Child({ name: `Worker ${index + 1}`, script: PATHS.worker, ...common }),
  );
  const all = [api, ...workers];
  running.add(async () => {
    await Promise.all(all.map((child) => child.stop()));
    rmSync(join(plan.dataDir, RUNNING_FILE), { force: true });
  });
  const note = () => noteRunning(plan, services, api, workers);
  for (const child of all) child.onStart(note);
  try {
    await Promise.all(all.map((child) => child.start()));
  } catch (error) {
    throw new Refusal(`Pacekeeper could not start: ${(error as Error).message}. The lines above say why.`);
  }
};

const firstSignIn = (dataDir: string): string[] => {
  const file = join(dataDir, 'first-admin-password');
  if (!existsSync(file)) return [];
  const name = process.env['ADMIN_USERNAME'] || 'admin';
  return process.stdout.isTTY
    ? [`First sign-in: ${name} / ${readFileSync(file, 'utf8').trim()}   (you choose your own password then)`, '']
    : [`First sign-in: ${name}, with the one-time password in ${file}`, ''];
};

const announce = async (plan: Plan, simulator: StartedSimulator | null): Promise<void> => {
  const lines = ['', `Pacekeeper is running at ${plan.address}`, '', ...firstSignIn(plan.dataDir)];
  if (simulator) {
    const accounts = await demoAccounts(simulator.controlUrl);
    lines.push(
      `Instagram is simulated. Its world: ${simulator.controlUrl}`,
      'Demo accounts to connect:',
      ...accounts.map(({ username, password, shows }) => `  ${username} / ${password} (${shows})`),
      '',
    );
  }
  process.stdout.write([...lines, 'Ctrl-C stops it.', ''].join('\n'));
};

/** Resolves when somebody wants it to end. */
const untilAsked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });

const main = async (): Promise<number> => {
  const asked = untilAsked();
  const plan = readPlan();
  ensureFolder(plan.dataDir);
  await ensureFree(plan);
  await ensureBuilt();
  checkVariables(plan);
  const running = new Running();
  try {
    const starting = (async () => {
      const database = plan.ownDatabase ? await startDatabase(plan.dataDir) : null;
      if (database) running.add(database.keepAlive());
      const simulator = plan.ownSimulator ? await startSimulator({ dataDir: plan.dataDir }) : null;
      if (simulator) running.add(() => simulator.child.stop());
      await startProcesses(plan, { database, simulator }, running);
      await announce(plan, simulator);
      await new Promise<never>(() => undefined);
    })();
    await Promise.race([asked, starting]);
    say('Stopping ...');
    return 0;
  } finally {
    await running.end();
  }
};

await runTool(main);
