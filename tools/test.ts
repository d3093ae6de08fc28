// `npm test`: everything that is checked, with one closing line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.ts';
import { type Browser, ensureChromium } from './lib/chromium.ts';
import { PATHS, ROOT } from './lib/paths.ts';
import { runTool, say } from './lib/say.ts';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Shown where something failed. */
  readonly output: string;
}

interface Check {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly numPendingTests: number;
}

const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-reports-'));

const execute = (
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('exit', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });

/** A command that is right or wrong as a whole. */
const whole = (name: string, command: string, ...args: string[]): Check => ({
  name,
  run: async () => {
    const { code, output } = await execute(PATHS.bin(command), args);
    return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
  },
});

/** A jest project; a suite that does not even load counts as one that failed, and so does a skipped test. */
const jest = (project: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Check => ({
  name: `test ${project}`,
  run: async () => {
    const config = `${folders.get(project) ?? project}/jest.config.mjs`;
    const report = join(folder, `${project}.json`);
    const node = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js')];
    const { code, output } = await execute(
      process.execPath,
      [...node, '-c', config, '--json', `--outputFile=${report}`, ...args],
      env,
    );
    if (!existsSync(report)) return { passed: 0, failed: 1, output };
    const read = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
    const failed = read.numFailedTests + read.numRuntimeErrorTestSuites + read.numPendingTests;
    return { passed: read.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, output };
  },
});

const folders = new Map(
  ['apps', 'libs'].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => [name, `${group}/${name}`] as const),
  ),
);
const names = [...folders.keys()];
const isEnd2End = (name: string): boolean => name.endsWith('-e2e');

const checks = (browser: Browser): Check[] => [
  whole('format', 'prettier', '--check', '.'),
  whole('lint', 'eslint', '.', '--max-warnings', '0'),
  ...[...folders.values(), 'tools'].map((path) => whole(`types ${path}`, 'tsc', '-p', `${path}/tsconfig.json`)),
  jest('tools'),
  // Most of its time the API waits for its database: two files at once are no more than two cores bear.
  ...names.filter((name) => !isEnd2End(name)).map((name) => jest(name, name === 'api' ? ['--maxWorkers=2'] : [])),
  ...names
    .filter(isEnd2End)
    .map((name) => jest(name, ['--runInBand'], { ...browser.env, CHROMIUM_PATH: browser.path })),
];

const main = async (): Promise<number> => {
  const only = process.argv[2];
  await ensureBuilt();
  const browser = await ensureChromium();
  const wanted = checks(browser).filter(({ name }) => !only || name.includes(only));
  const total = { passed: 0, failed: 0 };
  for (const [index, check] of wanted.entries()) {
    const started = Date.now();
    process.stdout.write(`[${index + 1}/${wanted.length}] ${check.name} ... `);
    const { passed, failed, output } = await check.run();
    total.passed += passed;
    total.failed += failed;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${passed} passed${failed > 0 ? `, ${failed} FAILED` : ''} (${seconds} s)\n`);
    if (failed > 0) say(output);
  }
  rmSync(folder, { recursive: true, force: true });
  browser.remove();
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
};

await runTool(main);
