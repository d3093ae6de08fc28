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
import { type Help, misuse, print, Refusal, runTool, say, tellAsJson, wordsOf } from './lib/say.ts';
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

const HELP: Help = {
  about: 'Starts everything on one machine: database, simulator, API with the screens, and workers. Ctrl-C stops it.',
  usage: ['npm start'],
  notes: [
    'PORT      3000      where API and screens are served',
    'DATA_DIR  .data     the embedded database, generated keys, mails without a mail server',
    'WORKERS   1         worker processes, up to 16',
    'docs/configuration.md has all variables.',
  ],
};

const RUNNING_FILE = 'running.json';

/** A whole number from the environment; what is wrong with it goes to `wrong`, and the fallback serves meanwhile. */
const wholeNumber = (name: string, fallback: number, least: number, most: number, wrong: string[]): number => {
  const text = process.env[name] ?? '';
  if (text === '') return fallback;
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  wrong.push(`${name} must be a whole number from ${least} to ${most}`);
  return fallback;
};

const readPlan = (wrong: string[]): Plan => {
  // What is wrong with the others, the check of all variables says.
  const port = wholeNumber('PORT', 3000, 1, 65_535, []);
  return {
    port,
    host: process.env['HOST'] || '127.0.0.1',
    dataDir: dataDir(),
    workers: wholeNumber('WORKERS', 1, 1, 16, wrong),
    ownDatabase: !process.env['DATABASE_URL'],
    ownSimulator: (process.env['INSTAGRAM_MODE'] || 'simulator') === 'simulator' && !process.env['INSTAGRAM_BASE_URL'],
    address: (process.env['PUBLIC_URL'] || `http://localhost:${port}`).replace(/\/+$/, ''),
  };
};

/** Whose fault it is that nothing can listen there. */
const cannotListen = ({ port, host }: Plan, code: string | undefined): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${port} is taken; choose another with PORT=...`;
    case 'EACCES':
      return `PORT: ${port} may not be opened by this user; choose one above 1023 with PORT=...`;
    default:
      return `HOST: this machine cannot listen on ${host} (${code ?? 'unknown'}).`;
  }
};

const ensureFree = (plan: Plan): Promise<void> =>
  new Promise((done, refuse) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => refuse(new Refusal(cannotListen(plan, error.code))));
    probe.listen(plan.port, plan.host, () => probe.close(() => done()));
  });

/** Asks the API what it thinks of the variables, once, before several processes say the same. */
const checkVariables = (plan: Plan, wrong: readonly string[]): void => {
  const later = 'postgres://later@later/later';
  const env = environment(plan, {
    // Not started yet; what they will say of themselves is never wrong.
    database: plan.ownDatabase ? { appUrl: later, workerUrl: later, ownerUrl: later } : null,
    simulator: plan.ownSimulator ? { instagramUrl: 'http://later', controlUrl: 'http://later' } : null,
  });
  // As given, so that it is judged, and not what serves in its place.
  if (process.env['PORT']) env['PORT'] = process.env['PORT'];
  const { status, stderr } = spawnSync(process.execPath, [PATHS.checkConfig], { env, encoding: 'utf8' });
  if (status === 0 && wrong.length === 0) return;
  throw new Refusal([...wrong, ...(status === 0 ? [] : [stderr.trim()])].join('\n'));
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

/** An address without its password: the API needs no more of the workers' than the name of the role. */
const withoutPassword = (url: string): string =>
  URL.canParse(url) ? Object.assign(new URL(url), { password: '' }).href : url;

const WORKER_URL = 'WORKER_DATABASE_URL';

/** Of the API, which migrates and so knows the owner. */
const environment = (plan: Plan, { database, simulator }: Addresses): NodeJS.ProcessEnv => {
  const workerUrl = database?.workerUrl ?? process.env[WORKER_URL];
  return {
    ...process.env,
    PORT: String(plan.port),
    HOST: plan.host,
    DATA_DIR: plan.dataDir,
    ...(process.stdout.isTTY && !process.env['LOG_LEVEL'] ? { LOG_LEVEL: 'warn' } : {}),
    ...(database ? { DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl } : {}),
    ...(workerUrl ? { [WORKER_URL]: withoutPassword(workerUrl) } : {}),
    ...(simulator ? { INSTAGRAM_BASE_URL: simulator.instagramUrl, SIMULATOR_CONTROL_URL: simulator.controlUrl } : {}),
  };
};

/** What a worker has no business to know: the owner's password, and how the API signs in where it does so as itself. */
const workerEnvironment = (plan: Plan, addresses: Addresses): NodeJS.ProcessEnv => {
  const workerUrl = addresses.database?.workerUrl ?? process.env[WORKER_URL];
  const hidden = ['MIGRATION_DATABASE_URL', 'ADMIN_PASSWORD', ...(workerUrl ? ['DATABASE_URL'] : [])];
  const all = { ...environment(plan, addresses), ...(workerUrl ? { [WORKER_URL]: workerUrl } : {}) };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !hidden.includes(name)));
};

/** Where the services are found; null for services that the user runs and configures. */
interface Addresses {
  readonly database: Pick<StartedDatabase, 'appUrl' | 'workerUrl' | 'ownerUrl'> | null;
  readonly simulator: Pick<StartedSimulator, 'instagramUrl' | 'controlUrl'> | null;
}

/** The services that come with the project, unless the user runs their own. */
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
  const common = { output: 'inherit', readyBy: 'message', restart: true } as const;
  const api = new Child({ name: 'The API', script: PATHS.api, env: environment(plan, services), ...common });
  const env = workerEnvironment(plan, services);
  const workers = Array.from(
    { length: plan.workers },
    (_, index) => new Child({ name: `Worker ${index + 1}`, script: PATHS.worker, env, ...common }),
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
  print([...lines, 'Ctrl-C stops it.']);
};

/** Resolves when the process is asked to end. */
const untilAsked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });

const refusalOf = (work: () => void): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
};

const main = async (args: readonly string[]): Promise<number> => {
  const [unknown] = wordsOf(HELP, args);
  if (unknown !== undefined) throw misuse(HELP, `${unknown} is not known here.`);
  if (!process.stdout.isTTY) tellAsJson();
  const asked = untilAsked();
  const wrong: string[] = [];
  const plan = readPlan(wrong);
  const refused = refusalOf(() => ensureFolder(plan.dataDir));
  // It names every variable that is wrong, the folder's among them.
  checkVariables(plan, wrong);
  if (refused !== null) throw refused;
  await ensureFree(plan);
  await ensureBuilt();
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

await runTool(HELP, main);
