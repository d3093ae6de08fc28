// The entry of every npm script. It runs on the host's own Node.js (20.19 or newer), installs what is missing,
// and hands over to the Node.js that the lock file pins (docs/decisions/0001-runtime.md says why).
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.pacekeeper-lock');
const [major, minor] = process.versions.node.split('.').map(Number);
const pinned = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const fail = (line) => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

// Where people watch, they read words; among logs everything is a line of JSON.
const asJson = process.argv[2] === 'start' && !process.stdout.isTTY;
const say = (message) =>
  process.stderr.write(
    asJson
      ? `${JSON.stringify({ level: 'info', time: new Date().toISOString(), service: 'start', message })}\n`
      : `${message}\n`,
  );

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

const installed = () => {
  // An image ships what it needs and no lock file.
  if (!existsSync(join(root, 'package-lock.json'))) return true;
  if (!existsSync(join(modules, '.package-lock.json'))) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash();
  // npm was run by hand: its own lock is at least as new as ours.
  return statSync(join(modules, '.package-lock.json')).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
};

const install = () =>
  new Promise((done) => {
    const started = Date.now();
    say('Installing packages (once, about a minute) ...');
    const ticking = setInterval(
      () => say(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`),
      10_000,
    );
    const output = [];
    const npm = spawn('npm', ['ci', '--include=dev', '--loglevel=error', '--no-progress'], {
      cwd: root,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => output.push(chunk));
    npm.on('error', (error) => fail(`Could not run npm: ${error.message}`));
    npm.on('exit', (code) => {
      clearInterval(ticking);
      if (code !== 0) fail(`${Buffer.concat(output)}\nInstalling the packages failed (npm ci ended with ${code}).`);
      writeFileSync(stamp, lockHash());
      say(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
      done();
    });
  });

const runtime = () => {
  if (existsSync(pinned)) return pinned;
  if (major >= 26) return process.execPath;
  return fail(
    `No pinned Node.js is published for ${process.platform}-${process.arch}: please install Node.js 26 or newer.`,
  );
};

// Options of NODE_OPTIONS that only size the heap. Others were meant for another Node.js or another program, and some
// stop this one from starting.
const HEAP = /^--max-(old-space|semi-space)-size(-percentage)?=\d+$/;

/** The environment without what would reach into processes of ours: foreign options, and a proxy for loopback calls. */
const ownEnvironment = () => {
  const { NODE_OPTIONS = '', ...env } = process.env;
  delete env.NODE_USE_ENV_PROXY;
  const options = NODE_OPTIONS.split(/\s+/).filter((one) => one !== '');
  const kept = options.filter((one) => HEAP.test(one));
  if (kept.length < options.length) {
    say(`NODE_OPTIONS is not passed on${kept.length > 0 ? ` but for ${kept.join(' ')}` : ''}.`);
  }
  return {
    ...env,
    ...(kept.length > 0 ? { NODE_OPTIONS: kept.join(' ') } : {}),
    NX_DAEMON: 'false',
    SCARF_ANALYTICS: 'false',
    npm_config_update_notifier: 'false',
  };
};

const [script, ...args] = process.argv.slice(2);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Pacekeeper needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
}
if (!script || !existsSync(join(root, 'tools', `${script}.ts`))) fail(`There is no tool named ${script ?? '(none)'}.`);
if (!installed()) await install();
// These need packages that `npm prune --omit=dev` removes.
const DEVELOPMENT = ['test', 'bench', 'docs', 'security'];
const asksForHelp = script !== 'test' && args.some((one) => one === '--help' || one === '-h');
if (DEVELOPMENT.includes(script) && !asksForHelp) {
  if (!existsSync(join(modules, 'jest'))) fail(`npm run ${script} needs the development packages: npm ci.`);
}

const child = spawn(runtime(), [join(root, 'tools', `${script}.ts`), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: ownEnvironment(),
});
// The tool ends its own processes; this one only waits for it.
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on('error', (error) => fail(`Could not run ${script}: ${error.message}`));
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
