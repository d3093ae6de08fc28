import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Compose, COMPOSE_FILE, readCompose, variablesOf } from './compose.ts';
import { ROOT } from './paths.ts';

const text = readFileSync(COMPOSE_FILE, 'utf8');
const compose = readCompose(text);
const secrets = ['POSTGRES_PASSWORD', 'OWNER_DATABASE_PASSWORD', 'APP_DATABASE_PASSWORD', 'WORKER_DATABASE_PASSWORD'];

const environmentOf = (name: keyof Compose['services']) => JSON.stringify(compose.services[name]?.environment ?? {});

/** Compose's own reading, where its client is there; undefined where it is not. */
const readByClient = (): { status: number | null; stderr: string } | undefined => {
  if (spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status !== 0) return undefined;
  const env = Object.fromEntries([...variablesOf(text).keys()].map((name) => [name, 'x']));
  const profiles = ['--profile', 'operator', '--profile', 'simulator'];
  return spawnSync('docker', ['compose', '-f', COMPOSE_FILE, ...profiles, 'config', '--quiet'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
};

describe('docker-compose.yml', () => {
  it('is what Compose takes', () => {
    const { status, stderr } = readByClient() ?? { status: 0, stderr: '' };
    expect([status, stderr]).toEqual([0, '']);
    expect(Object.keys(compose.services)).toEqual(['database', 'api', 'worker', 'operator', 'simulator']);
  });

  it.each([
    ['an expression that becomes a map', `        - a ? 0: 1`],
    ['a number in a command', '        - 5'],
  ])('would not be with %s in a health check', (_, line) => {
    expect(() => readCompose(text.replace(/^ {8}- "fetch.*$/m, line))).toThrow();
  });

  it('has health checks whose script is a script', () => {
    const [, program, option, script = ''] = compose.services['api']?.healthcheck?.test ?? [];
    expect([program, option]).toEqual(['node', '-e']);
    expect(spawnSync(process.execPath, ['--check', '-'], { input: script }).status).toBe(0);
  });

  it('names volumes, services and files that are there', () => {
    for (const { volumes = [], depends_on: needs = {} } of Object.values(compose.services)) {
      for (const source of volumes.map((one) => one.split(':')[0] ?? '')) {
        if (source.startsWith('.')) expect(readFileSync(join(ROOT, source))).toBeDefined();
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
      for (const name of Object.keys(needs)) expect(Object.keys(compose.services)).toContain(name);
    }
  });

  it('asks for every secret before anything starts', () => {
    const asked = [...variablesOf(text)].filter(([, how]) => how === 'asked for').map(([name]) => name);
    expect(asked).toEqual(
      expect.arrayContaining([...secrets, 'JWT_SECRET', 'ENCRYPTION_KEYS', 'INSTAGRAM_MODE', 'PUBLIC_URL']),
    );
  });

  it('gives each service the passwords that it needs, and no other', () => {
    const owner = 'OWNER_DATABASE_PASSWORD';
    expect(environmentOf('worker')).toContain('WORKER_DATABASE_PASSWORD');
    for (const other of [owner, 'APP_DATABASE_PASSWORD', 'POSTGRES_PASSWORD'])
      expect(environmentOf('worker')).not.toContain(other);
    expect(environmentOf('api')).toContain(owner);
    for (const other of ['WORKER_DATABASE_PASSWORD', 'POSTGRES_PASSWORD'])
      expect(environmentOf('api')).not.toContain(other);
    expect(environmentOf('operator')).toContain(owner);
    expect(environmentOf('simulator')).not.toMatch(/PASSWORD/);
  });

  it('has everything for docker/roles.sh, which makes every role that is used', () => {
    const roles = readFileSync(join(ROOT, 'docker/roles.sh'), 'utf8');
    for (const [, name = ''] of roles.matchAll(/"\$([A-Z]+_PASSWORD)"/g))
      expect(environmentOf('database')).toContain(`"${name}"`);
    const used = [...text.matchAll(/postgres:\/\/(pacekeeper_\w+)/g)].map(([, role]) => role);
    for (const role of new Set(used)) expect(roles).toContain(`CREATE ROLE ${role} LOGIN`);
    expect(spawnSync('bash', ['-n', join(ROOT, 'docker/roles.sh')]).status).toBe(0);
  });

  it('runs files that the image has', () => {
    const copied = [...readFileSync(join(ROOT, 'Dockerfile'), 'utf8').matchAll(/^COPY --from=build \/app\/(\S+) /gm)];
    const [, script = ''] = compose.services['operator']?.entrypoint ?? [];
    expect(script).toBe('tools/run.mjs');
    expect(copied.map(([, path]) => path)).toEqual(
      expect.arrayContaining(['tools', 'dist', 'libs', 'migrations', 'node_modules']),
    );
  });
});
