import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Refusal, say } from './say.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const installed = (): string | undefined =>
  [
    ...(process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...PLACES,
  ].find((path) => existsSync(path));

/** A browser, and what its process needs in its environment. */
export interface Browser {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** Removes what was unpacked for it. */
  readonly remove: () => void;
}

const plain = (path: string | undefined): Browser | undefined =>
  path === undefined ? undefined : { path, env: {}, remove: () => undefined };

/** From npm: a Chromium for Linux on x64 that brings its own libraries. It unpacks to a folder of this run. */
const fromNpm = async (): Promise<Browser | undefined> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const before = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-chromium-'));
  // The package reads these; it looks at the first to decide which libraries to unpack beside the browser.
  Object.assign(process.env, { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', TMPDIR: folder });
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    const libraries = process.env['LD_LIBRARY_PATH'];
    return {
      path,
      env: { ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  } finally {
    for (const name of ['AWS_EXECUTION_ENV', 'TMPDIR', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      const value = before[name];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
};

const works = ({ path, env }: Browser): boolean => {
  const run = spawnSync(path, ['--headless', '--no-sandbox', '--disable-gpu', '--version'], {
    timeout: 20_000,
    env: { ...process.env, ...env },
  });
  return run.status === 0;
};

const fromDebian = (): string | undefined => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  say('Installing Chromium for the browser tests (apt-get, once) ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { env });
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
  return installed();
};

/** A Chromium that runs here: CHROMIUM_PATH, an installed one, npm's, Debian's. @throws Refusal */
export const ensureChromium = async (): Promise<Browser> => {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (existsSync(given)) return { path: given, env: {}, remove: () => undefined };
    throw new Refusal(`CHROMIUM_PATH: there is no ${given}.`);
  }
  for (const find of [() => plain(installed()), fromNpm, () => plain(fromDebian())]) {
    const browser = await find();
    if (browser && works(browser)) return browser;
    browser?.remove();
  }
  throw new Refusal(
    'The browser tests need Chromium or Chrome: install one, or say where it is with CHROMIUM_PATH=...',
  );
};
