// `npm test`: everything that is checked, in lanes side by side, with one closing line `N passed, N failed`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.ts';
import { type Browser, ensureChromium } from './lib/chromium.ts';
import { executeJest, executeStatic, executeWhole, type Outcome } from './lib/checks.ts';
import { gate } from './lib/gate.ts';
import { ROOT } from './lib/paths.ts';
import { type Help, misuse, runTool, say, wordsOf } from './lib/say.ts';
import { makeScratch } from './lib/scratch.ts';
import { staticChecks } from './lib/static-checks.ts';

/** What runs in one process: one check or several, each with its own outcome. */
interface Job {
  readonly names: readonly string[];
  readonly run: (wanted: readonly string[], done: (name: string, outcome: Outcome) => void) => Promise<void>;
}
interface Lane {
  readonly name: string;
  readonly jobs: readonly Job[];
}

/** Jobs at once. Each keeps about one core busy: its own processes, its database and its browser take turns. */
const AT_ONCE = 2;
const PROGRESS_MS = 15_000;

const HELP: Help = {
  about: 'Runs everything that is checked and closes with one line: N passed, N failed.',
  usage: ['npm test', 'npm test -- PART ...', 'npm run test:e2e'],
  notes: ['PART: only the checks that have it in their name, such as lint, types, "test tools", api or -e2e.'],
};

const folders = new Map(
  ['apps', 'libs'].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => [name, `${group}/${name}`] as const),
  ),
);

const lanesOf = (reports: string, browser: () => Promise<Browser>): Lane[] => {
  const single = (name: string, run: () => Promise<Outcome>): Job => ({
    names: [name],
    run: async (_, done) => done(name, await run()),
  });
  const jest = (
    project: string,
    { env = async () => ({}), processes = 1 }: { env?: () => Promise<NodeJS.ProcessEnv>; processes?: number } = {},
  ): Job =>
    single(`test ${project}`, async () =>
      executeJest({ project, folder: folders.get(project) ?? project, reports, env: await env(), processes }),
    );
  const inBrowser = async (): Promise<NodeJS.ProcessEnv> => {
    const { env, path } = await browser();
    return { ...env, CHROMIUM_PATH: path };
  };
  const placed = ['api', 'web-e2e', 'api-e2e', 'database-tools'];
  const others = [...folders.keys()].filter((name) => !placed.includes(name));
  return [
    {
      name: 'checks',
      jobs: [
        single('format', () => executeWhole('prettier', ['--check', '.'])),
        { names: staticChecks(), run: executeStatic },
        ...['tools', ...others].map((project) => jest(project)),
      ],
    },
    // Its spec files wait for most of their time: for timers of the product, and for the database.
    { name: 'api', jobs: [jest('api', { processes: 2 })] },
    { name: 'browser', jobs: [jest('web-e2e', { env: inBrowser })] },
    // What kills processes and counts on their coming back.
    { name: 'kills', jobs: ['database-tools', 'api-e2e'].map((project) => jest(project)) },
  ];
};

const named = (lanes: readonly Lane[]): string[] => lanes.flatMap(({ jobs }) => jobs.flatMap(({ names }) => names));

/** The names that the arguments ask for. @throws Refusal for one that no check has */
const wantedOf = (names: readonly string[], parts: readonly string[]): string[] => {
  for (const part of parts) {
    if (!names.some((name) => name.includes(part))) {
      throw misuse(HELP, `No check has "${part}" in its name. There are: ${names.join(', ')}.`);
    }
  }
  return parts.length === 0 ? [...names] : names.filter((name) => parts.some((part) => name.includes(part)));
};

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs the lanes side by side, the jobs of a lane one after the other; the first lanes go first, so what is quick is known soon. */
const runLanes = async (
  lanes: readonly Lane[],
  wanted: readonly string[],
): Promise<{ passed: number; failed: number }> => {
  const total = { passed: 0, failed: 0 };
  const running = new Map<string, number>();
  const times: string[] = [];
  let ended = 0;
  const take = gate(AT_ONCE);
  const ticking = setInterval(() => {
    say(`  running: ${[...running].map(([name, since]) => `${name} (${seconds(since)})`).join(', ')}`);
  }, PROGRESS_MS);
  const runJob = async ({ names, run }: Job): Promise<void> => {
    const mine = names.filter((name) => wanted.includes(name));
    if (mine.length === 0) return;
    const label = mine.length === 1 ? (mine[0] ?? '') : `${mine.length} checks`;
    let started = performance.now();
    running.set(label, started);
    await run(mine, (name, { passed, failed, output }) => {
      total.passed += passed;
      total.failed += failed;
      ended += 1;
      const line = `[${ended}/${wanted.length}] ${name}: ${passed} passed${failed > 0 ? `, ${failed} FAILED` : ''}`;
      process.stdout.write(`${line} (${seconds(started)})\n`);
      started = performance.now();
      if (failed > 0) say(output);
    });
    running.delete(label);
  };
  await Promise.all(
    lanes.map(async ({ name, jobs }, rank) => {
      let busy = 0;
      const mine = jobs.filter(({ names }) => names.some((one) => wanted.includes(one)));
      for (const job of mine) {
        busy += await take(rank, async () => {
          const started = performance.now();
          await runJob(job);
          return performance.now() - started;
        });
      }
      if (jobs.some(({ names }) => names.some((one) => wanted.includes(one))))
        times.push(`${name} ${(busy / 1000).toFixed(0)} s`);
    }),
  );
  clearInterval(ticking);
  say(`Lanes: ${times.join(', ')}.`);
  return total;
};

const main = async (args: readonly string[]): Promise<number> => {
  // `-e2e` is what `npm run test:e2e` asks for.
  const parts = [...wordsOf(HELP, args, ['-e2e']), ...args.filter((one) => one === '-e2e')];
  const scratch = makeScratch();
  Object.assign(process.env, { TMPDIR: scratch.temporary, NODE_COMPILE_CACHE: scratch.compiled });
  let browser: Promise<Browser> | undefined;
  const lanes = lanesOf(scratch.folder, () => (browser ??= ensureChromium()));
  try {
    const wanted = wantedOf(named(lanes), parts);
    const started = performance.now();
    await ensureBuilt();
    const { passed, failed } = await runLanes(lanes, wanted);
    say(`All of it: ${seconds(started)}.`);
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
    return failed > 0 || passed === 0 ? 1 : 0;
  } finally {
    (await browser?.catch(() => undefined))?.remove();
  }
};

await runTool(HELP, main);
