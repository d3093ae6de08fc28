import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { generatedKeys } from './generated-keys.ts';
import { VERSION } from './version.ts';

const parent = mkdtempSync(join(tmpdir(), 'pacekeeper-config-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const folder = () => mkdtempSync(join(parent, 'data-'));
const KEY = Buffer.alloc(32, 1).toString('base64');
const base = () => ({
  DATABASE_URL: 'postgres://app@127.0.0.1/x',
  INSTAGRAM_BASE_URL: 'http://127.0.0.1:1',
  DATA_DIR: folder(),
});
const load = (env: Record<string, string>) => loadConfig({ ...base(), ...env }, '1.2.3');
const refusal = (env: Record<string, string>): string => {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'it was taken';
};

describe('the configuration', () => {
  it('has its defaults', () => {
    const config = load({});
    expect(config).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      paceSpeed: 60,
      trustProxy: false,
      production: false,
      instagram: { mode: 'simulator', appVersion: null },
      firstAdmin: { username: 'admin', email: null, password: null },
    });
    expect(load({ INSTAGRAM_MODE: 'live', INSTAGRAM_BASE_URL: '' })).toMatchObject({
      paceSpeed: 1,
      instagram: { baseUrl: 'https://i.instagram.com' },
    });
  });

  it('takes an empty variable as none', () => expect(load({ PORT: '' }).port).toBe(3000));

  it.each<[string, Record<string, string>, RegExp]>([
    ['a port that is none', { PORT: 'abc' }, /^PORT /],
    ['a port out of bounds', { PORT: '70000' }, /^PORT /],
    ['no database', { DATABASE_URL: '' }, /^DATABASE_URL is missing/],
    ['a database that is none', { DATABASE_URL: 'mysql://x' }, /^DATABASE_URL /],
    ['a mode nobody knows', { INSTAGRAM_MODE: 'dream' }, /^INSTAGRAM_MODE /],
    ['a speed below zero', { PACE_SPEED: '-1' }, /^PACE_SPEED must be a number from 0\.1 to 1000000$/],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of: debug, info, warn, error$/],
    ['a proxy that is no address', { TRUST_PROXY: '10.0.0.0/8, maybe' }, /^TRUST_PROXY must be off, or addresses/],
    ['a network too wide to be one', { TRUST_PROXY: '10.0.0.0/33' }, /^TRUST_PROXY /],
    ['a speed in mode live', { INSTAGRAM_MODE: 'live', PACE_SPEED: '2', INSTAGRAM_BASE_URL: '' }, /^PACE_SPEED /],
    ['another address in mode live', { INSTAGRAM_MODE: 'live' }, /^INSTAGRAM_BASE_URL /],
    ['no simulator in mode simulator', { INSTAGRAM_BASE_URL: '' }, /^INSTAGRAM_BASE_URL /],
    ['a key that is too short', { ENCRYPTION_KEYS: 'k1:AAAA', JWT_SECRET: 'x'.repeat(40) }, /^ENCRYPTION_KEYS /],
    [
      'two keys of one name',
      { ENCRYPTION_KEYS: `k1:${KEY},k1:${KEY}`, JWT_SECRET: 'x'.repeat(40) },
      /^ENCRYPTION_KEYS /,
    ],
    ['a secret that is too short', { JWT_SECRET: 'short' }, /^JWT_SECRET /],
    ['a password that is too short', { ADMIN_PASSWORD: 'short' }, /^ADMIN_PASSWORD /],
    [
      'production without a mode',
      { NODE_ENV: 'production', JWT_SECRET: 'x'.repeat(40), ENCRYPTION_KEYS: `k1:${KEY}` },
      /^INSTAGRAM_MODE is missing/,
    ],
    [
      'production without keys',
      { NODE_ENV: 'production', INSTAGRAM_MODE: 'simulator' },
      /JWT_SECRET is missing.*\nENCRYPTION_KEYS is missing/,
    ],
  ])('refuses %s, and names the variable', (_, env, line) => expect(refusal(env)).toMatch(line));

  it('names every variable that is wrong, and shows no secret', () => {
    const text = refusal({ PORT: 'x', ADMIN_PASSWORD: 'kittens', JWT_SECRET: 'kittens' });
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('kittens');
  });

  it('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(VERSION).toBe(version);
  });
});

describe('the data folder', () => {
  it('is made, for its owner alone', () => {
    const place = join(folder(), 'new');
    load({ DATA_DIR: place });
    expect(statSync(place).mode & 0o777).toBe(0o700);
  });

  it.each(['/proc/nothing', '/dev/null/below', join('/nowhere', 'below')])('is refused in one line: %s', (place) => {
    expect(refusal({ DATA_DIR: place })).toMatch(/^DATA_DIR: .* cannot be written \(E[A-Z]+\)$/);
  });
});

describe('generated keys', () => {
  it('are made once, for their owner alone, also where many start at once', () => {
    const file = join(folder(), 'keys.json');
    const many = Array.from({ length: 5 }, () => generatedKeys(file));
    for (const keys of many) expect(keys).toEqual(many[0]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(many[0]?.encryptionKeys[0]?.key).toHaveLength(32);
  });

  it('are not made anew over a damaged file', () => {
    const file = join(folder(), 'keys.json');
    writeFileSync(file, '{}');
    expect(() => generatedKeys(file)).toThrow(/DATA_DIR: the keys .* \(it is damaged\)/);
    expect(readFileSync(file, 'utf8')).toBe('{}');
  });

  it('say so where the folder is none', () => {
    const place = folder();
    writeFileSync(join(place, 'file'), '');
    mkdirSync(join(place, 'empty'));
    expect(() => generatedKeys(join(place, 'file', 'keys.json'))).toThrow(/DATA_DIR/);
  });
});
