import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PATHS, ROOT } from './lib/paths.ts';

/** The commands of package.json that are tools of ours. */
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const COMMANDS = [
  ...new Set(Object.values(scripts).flatMap((line) => /^node tools\/run\.mjs ([a-z]+)/.exec(line)?.[1] ?? [])),
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pacekeeper-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [join(ROOT, 'tools', `${command}.ts`), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', DATA_DIR: join(folder, 'data'), DATABASE_URL: '', ...env },
  });

describe.each(COMMANDS)('npm run %s', (command) => {
  it('tells how it is called', () => {
    const { status, stdout, stderr } = run(command, ['--help']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[A-Z].+\.\n\nUsage:\n {2}npm (run )?[a-z]+/);
    // Each line of the usage is this command's own.
    expect(stdout).toMatch(command === 'test' || command === 'start' ? `npm ${command}` : `npm run ${command}`);
  });

  it.each([[['--bogus']], [['toString', 'and', 'more']]])(
    'refuses what it does not know, and makes nothing: %j',
    (args) => {
      const { status, stdout, stderr } = run(command, args);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain('npm ');
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

describe('help', () => {
  it.each([[['-h']], [['reset', 'admin', '--help']], [['--help', '--bogus']]])(
    'is given wherever it is asked for: %j',
    (args) => {
      const { status, stdout } = run('admin', args);
      expect(status).toBe(0);
      expect(stdout).toContain('npm run admin -- reset NAME');
    },
  );
});

describe('npm run migrate', () => {
  it.each([
    [['down', '0'], /COUNT must be a whole number/],
    [['down', 'all'], /COUNT must be a whole number/],
    [['down', '1.5'], /COUNT must be a whole number/],
    [['up', '--yes'], /--yes belongs to down/],
    [['status', '3'], /status takes no number/],
    [['sideways'], /There is no sideways/],
    [[], /Which way\?/],
  ])('refuses %j', (args, says) => {
    const { status, stderr } = run('migrate', args);
    expect(status).toBe(1);
    expect(stderr).toMatch(says);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('asks before it takes anything down, and takes down no more than there is', () => {
    expect(run('migrate', ['up', '2']).status).toBe(0);
    const applied = () => run('migrate', ['status']).stderr.match(/^applied .+$/gm) ?? [];
    expect(applied()).toHaveLength(2);
    const asked = run('migrate', ['down']);
    expect(asked.status).toBe(1);
    expect(asked.stderr).toMatch(/throws away the data of: 0001_add_bot_instances\.\nNothing was changed\. Add --yes/);
    const tooMany = run('migrate', ['down', '99', '--yes']);
    expect([tooMany.status, tooMany.stderr]).toEqual([
      1,
      'The database has 2 migrations, so 99 cannot be taken down.\n',
    ]);
    expect(applied()).toHaveLength(2);
    expect(run('migrate', ['down', '--yes']).stderr).toBe('down 0001_add_bot_instances\n');
    expect(applied()).toHaveLength(1);
    rmSync(join(folder, 'data'), { recursive: true });
  }, 120_000);
});

describe('npm start', () => {
  it('names every variable that is wrong at once, before it starts anything', () => {
    const { status, stderr } = run('start', [], {
      PORT: 'abc',
      WORKERS: '99',
      INSTAGRAM_MODE: 'dream',
      PUBLIC_URL: 'http://example.org/path',
      HOST: 'localhost:3000',
      SMTP_URL: 'mail',
    });
    expect(status).toBe(1);
    const said = stderr
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { message: string }).message)
      .join('\n');
    for (const name of ['PORT', 'WORKERS', 'INSTAGRAM_MODE', 'PUBLIC_URL', 'HOST', 'SMTP_URL'])
      expect(said).toMatch(new RegExp(`^${name} `, 'm'));
    expect(said.split('\n')).toHaveLength(6);
    rmSync(join(folder, 'data'), { recursive: true, force: true });
  });

  it('blames HOST where it is HOST', () => {
    const { status, stderr } = run('start', [], { HOST: '203.0.113.7', PORT: '39811' });
    expect(status).toBe(1);
    expect(stderr).toContain('HOST: this machine cannot listen on 203.0.113.7 (EADDRNOTAVAIL).');
    rmSync(join(folder, 'data'), { recursive: true, force: true });
  });
});

/** Packages that a file needs to be loaded, through everything that it imports; types and later imports need none. */
const packagesOf = (file: string, seen = new Set<string>()): string[] => {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'([^']+)';/gm);
  return [...imports].flatMap(([, from = '']) => {
    if (from.startsWith('node:')) return [];
    if (from.startsWith('.')) return packagesOf(join(dirname(file), from), seen);
    if (!from.startsWith('@pacekeeper/')) return [from];
    return packagesOf(join(ROOT, 'libs', from.replace('@pacekeeper/', ''), 'src/index.ts'), seen);
  });
};

describe('an installation without what builds and tests', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };

  // The tests are what the development packages are for.
  it.each(COMMANDS.filter((command) => command !== 'test'))('can load npm run %s', (command) => {
    const packages = packagesOf(join(ROOT, 'tools', `${command}.ts`));
    expect(packages.filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });

  it('has every command in its image that an operator needs', () => {
    const imported = readdirSync(join(ROOT, 'tools'))
      .filter((name) => /^(admin|audit|backup|keys|migrate|restore)\.ts$/.test(name))
      .flatMap((name) =>
        [...readFileSync(join(ROOT, 'tools', name), 'utf8').matchAll(/from '([^.'][^']*)'/g)].map(([, from]) => from),
      )
      .filter((from) => !from?.startsWith('node:'));
    expect(new Set(imported)).toEqual(new Set(['@pacekeeper/database-tools']));
    expect(PATHS.keys).toContain('keys');
  });
});
