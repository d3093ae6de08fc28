import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
const PRODUCTION = {
  NODE_ENV: 'production',
  INSTAGRAM_MODE: 'simulator',
  JWT_SECRET: 'x'.repeat(40),
  ENCRYPTION_KEYS: `k1:${KEY}`,
};
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
    [
      'an address with a path',
      { PUBLIC_URL: 'https://bots.example.org/pacekeeper' },
      /^PUBLIC_URL must be scheme, host/,
    ],
    ['an address with a query', { PUBLIC_URL: 'https://bots.example.org/?a=1' }, /^PUBLIC_URL /],
    ['an address with an empty query', { PUBLIC_URL: 'https://bots.example.org/?' }, /^PUBLIC_URL /],
    ['an address with a fragment', { PUBLIC_URL: 'https://bots.example.org/#top' }, /^PUBLIC_URL /],
    ['an address with a name in it', { PUBLIC_URL: 'https://me:secret@bots.example.org' }, /^PUBLIC_URL /],
    ['an Instagram with a path', { INSTAGRAM_BASE_URL: 'http://127.0.0.1:1/api/v1' }, /^INSTAGRAM_BASE_URL /],
    ['a control port with a path', { SIMULATOR_CONTROL_URL: 'http://127.0.0.1:1/x' }, /^SIMULATOR_CONTROL_URL /],
    ['a host with a port', { HOST: '127.0.0.1:3000' }, /^HOST must be an address or a name of this machine/],
    ['a host that is an address of a page', { HOST: 'http://localhost' }, /^HOST /],
    ['a host with blanks', { HOST: 'my machine' }, /^HOST /],
    [
      'a version without its code',
      { INSTAGRAM_APP_VERSION: '361.0.0.46.88' },
      /^INSTAGRAM_APP_VERSION_CODE is missing/,
    ],
    ['a code without its version', { INSTAGRAM_APP_VERSION_CODE: '654321' }, /^INSTAGRAM_APP_VERSION is missing/],
    [
      'certificates unchecked in mode live',
      { INSTAGRAM_MODE: 'live', INSTAGRAM_BASE_URL: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      /^NODE_TLS_REJECT_UNAUTHORIZED must not be 0/,
    ],
    [
      'an owner of another database',
      { MIGRATION_DATABASE_URL: 'postgres://owner@127.0.0.1/y' },
      /^MIGRATION_DATABASE_URL must name the database/,
    ],
    [
      'workers on another database',
      { WORKER_DATABASE_URL: 'postgres://worker@127.0.0.1/y' },
      /^WORKER_DATABASE_URL must name the database/,
    ],
    ['workers on another kind of database', { WORKER_DATABASE_URL: 'mysql://x' }, /^WORKER_DATABASE_URL /],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of: debug, info, warn, error$/],
    ['a proxy that is no address', { TRUST_PROXY: '10.0.0.0/8, maybe' }, /^TRUST_PROXY must be off, or addresses/],
    ['a network too wide to be one', { TRUST_PROXY: '10.0.0.0/33' }, /^TRUST_PROXY /],
    ['a speed in mode live', { INSTAGRAM_MODE: 'live', PACE_SPEED: '2', INSTAGRAM_BASE_URL: '' }, /^PACE_SPEED /],
    [
      'proxies on this machine in mode live',
      { INSTAGRAM_MODE: 'live', INSTAGRAM_BASE_URL: '', PROXY_ALLOW_LOOPBACK: 'on' },
      /^PROXY_ALLOW_LOOPBACK must be off/,
    ],
    [
      'proxies on this machine in production',
      { ...PRODUCTION, PROXY_ALLOW_LOOPBACK: 'on' },
      /^PROXY_ALLOW_LOOPBACK must be off/,
    ],
    ['another address in mode live', { INSTAGRAM_MODE: 'live' }, /^INSTAGRAM_BASE_URL /],
    ['no simulator in mode simulator', { INSTAGRAM_BASE_URL: '' }, /^INSTAGRAM_BASE_URL /],
    ['a key that is too short', { ENCRYPTION_KEYS: 'k1:AAAA', JWT_SECRET: 'x'.repeat(40) }, /^ENCRYPTION_KEYS /],
    [
      'two keys of one name',
      { ENCRYPTION_KEYS: `k1:${KEY},k1:${KEY}`, JWT_SECRET: 'x'.repeat(40) },
      /^ENCRYPTION_KEYS /,
    ],
    ['a secret that is too short', { JWT_SECRET: 'short' }, /^JWT_SECRET /],
    ['a mail server that is none', { SMTP_URL: 'mail.example.org' }, /^SMTP_URL must be smtp:\/\/host:port/],
    ['a mail server over another protocol', { SMTP_URL: 'https://mail.example.org' }, /^SMTP_URL /],
    ['a mail server without a host', { SMTP_URL: 'smtp://' }, /^SMTP_URL /],
    ['a mail server with a user and no password', { SMTP_URL: 'smtp://me@mail.example.org' }, /^SMTP_URL /],
    ['a mail password that is not encoded', { SMTP_URL: 'smtp://me:100%@mail.example.org' }, /^SMTP_URL /],
    ['a mail server with settings', { SMTP_URL: 'smtps://h?tls.rejectUnauthorized=false' }, /^SMTP_URL /],
    ['a sender that is no address', { MAIL_FROM: 'Pacekeeper' }, /^MAIL_FROM must be an address/],
    ['two senders', { MAIL_FROM: 'a@example.org, b@example.org' }, /^MAIL_FROM /],
    ['a sender over two lines', { MAIL_FROM: 'X\r\nBcc: b@example.org <a@example.org>' }, /^MAIL_FROM /],
    ['documents half on', { API_DOCS: 'maybe' }, /^API_DOCS must be on or off$/],
    ['a token that can be guessed', { METRICS_TOKEN: 'short' }, /^METRICS_TOKEN must have at least 32 characters$/],
    ['a name of one letter', { ADMIN_USERNAME: 'x' }, /^ADMIN_USERNAME must have at least 2 characters$/],
    ['a name with blanks', { ADMIN_USERNAME: 'the boss' }, /^ADMIN_USERNAME may have letters, digits, dots, dashes/],
    ['a name like an address', { ADMIN_USERNAME: 'boss@example.org' }, /^ADMIN_USERNAME /],
    ['a name that begins with a dot', { ADMIN_USERNAME: '.boss' }, /^ADMIN_USERNAME /],
    ['a name that is too long', { ADMIN_USERNAME: 'x'.repeat(65) }, /^ADMIN_USERNAME must have at most 64 characters$/],
    ['an address that is too long', { ADMIN_EMAIL: `${'x'.repeat(250)}@example.org` }, /^ADMIN_EMAIL /],
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
    const text = refusal({
      PORT: 'x',
      ADMIN_PASSWORD: 'kittens',
      JWT_SECRET: 'kittens',
      SMTP_URL: 'smtp://me:kittens%@h',
    });
    expect(text.split('\n')).toHaveLength(4);
    expect(text).not.toContain('kittens');
  });

  it('hides no wrong variable behind another, whatever kind it is of', () => {
    const text = refusal({
      INSTAGRAM_MODE: 'dream',
      NODE_ENV: 'production',
      PORT: '0',
      PUBLIC_URL: 'https://x/y',
      DATABASE_URL: '',
      DATA_DIR: '/proc/nothing',
    });
    const names = text.split('\n').map((line) => /^[A-Z_]+/.exec(line)?.[0]);
    expect(names.sort()).toEqual(
      ['DATABASE_URL', 'DATA_DIR', 'ENCRYPTION_KEYS', 'INSTAGRAM_MODE', 'JWT_SECRET', 'PORT', 'PUBLIC_URL'].sort(),
    );
  });

  it.each<[string, boolean]>([
    ['http://localhost:3000', true],
    ['http://LOCALHOST/', true],
    ['http://pace.localhost', true],
    ['http://127.0.0.1:3000', true],
    ['http://127.1.2.3', true],
    ['http://[::1]:3000', true],
    ['https://bots.example.org', true],
    ['https://192.168.1.7', true],
    ['http://192.168.1.7:3000', false],
    ['http://[fd00::7]:3000', false],
    ['http://bots.example.org', false],
    ['http://localhost.example.org', false],
    ['http://raspberry.local', false],
  ])('knows whether a browser keeps the cookie at %s: %s', (address, kept) => {
    const { cookiesKept, warnings } = load({ PUBLIC_URL: address });
    expect(cookiesKept).toBe(kept);
    expect(warnings.some((line) => line.startsWith('PUBLIC_URL is plain http'))).toBe(!kept);
  });

  it('warns of what works and may not be meant', () => {
    const lines = (env: Record<string, string>) => load(env).warnings.map((line) => /^[A-Z_]+/.exec(line)?.[0]);
    expect(lines({})).toEqual([]);
    expect(lines({ NODE_ENV: 'prod' })).toEqual(['NODE_ENV']);
    expect(lines({ PUBLIC_URL: 'https://bots.example.org' })).toEqual(['TRUST_PROXY']);
    expect(lines(PRODUCTION)).toEqual(['WORKER_DATABASE_URL']);
    const own = { WORKER_DATABASE_URL: 'postgres://worker@127.0.0.1/x' };
    expect(lines({ ...PRODUCTION, ...own, PUBLIC_URL: 'https://b.example', TRUST_PROXY: 'loopback' })).toEqual([]);
  });

  it('lets a worker connect as its own role, or as the API’s, and never as the owner', () => {
    const urls = {
      DATABASE_URL: 'postgres://app@127.0.0.1/x',
      WORKER_DATABASE_URL: 'postgres://worker:secret@127.0.0.1/x',
      MIGRATION_DATABASE_URL: 'postgres://owner@127.0.0.1/x',
    };
    const of = (service: 'api' | 'worker', env: Record<string, string>) => {
      const config = loadConfig({ ...base(), DATABASE_URL: '', ...env }, '1', service);
      return [config.databaseUrl.open(), config.migrationDatabaseUrl?.open() ?? null, config.workerRole];
    };
    expect(of('api', urls)).toEqual([urls.DATABASE_URL, urls.MIGRATION_DATABASE_URL, 'worker']);
    expect(of('worker', urls)).toEqual([urls.WORKER_DATABASE_URL, null, 'worker']);
    expect(of('worker', { WORKER_DATABASE_URL: urls.WORKER_DATABASE_URL })[0]).toBe(urls.WORKER_DATABASE_URL);
    const { WORKER_DATABASE_URL: _, ...one } = urls;
    expect(of('worker', one)).toEqual([urls.DATABASE_URL, null, null]);
    expect(of('api', { ...one, WORKER_DATABASE_URL: urls.DATABASE_URL })[2]).toBeNull();
    expect(() => of('worker', {})).toThrow('DATABASE_URL is missing');
  });

  it.each<[string, Record<string, string>, object]>([
    ['nothing', {}, { smtp: null, from: { name: 'Pacekeeper', address: 'pacekeeper@localhost' } }],
    [
      'a sender of another name',
      { MAIL_FROM: 'The Bots <bots@example.org>' },
      { from: { name: 'The Bots', address: 'bots@example.org' } },
    ],
    ['a bare sender', { MAIL_FROM: 'bots@intranet' }, { from: { name: '', address: 'bots@intranet' } }],
    [
      'the host of the address',
      { PUBLIC_URL: 'https://bots.example.org:8443/' },
      { from: { address: 'pacekeeper@bots.example.org' } },
    ],
    ['a host that is a number', { PUBLIC_URL: 'http://192.0.2.7' }, { from: { address: 'pacekeeper@[192.0.2.7]' } }],
    ['a host that is a long number', { PUBLIC_URL: 'http://[::1]' }, { from: { address: 'pacekeeper@[IPv6:::1]' } }],
  ])('reads who mail is from: %s', (_, env, mail) => expect(load(env).mail).toMatchObject(mail));

  it.each<[string, object]>([
    ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, secure: false, login: null }],
    ['smtps://mail.example.org/', { host: 'mail.example.org', port: 465, secure: true, login: null }],
    [
      'smtp://me%40example.org:p%3Ass@mail.example.org:25',
      { host: 'mail.example.org', port: 25, secure: false, login: { user: 'me@example.org', pass: 'p:ss' } },
    ],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, secure: false, login: null }],
  ])('reads where mail goes: %s', (text, server) => expect(load({ SMTP_URL: text }).mail.smtp?.open()).toEqual(server));

  it.each<[string, Record<string, string>, boolean]>([
    ['shows its documents', {}, true],
    ['hides them where asked to', { API_DOCS: 'off' }, false],
    ['hides them in production', PRODUCTION, false],
    ['shows them in production where asked to', { ...PRODUCTION, API_DOCS: 'on' }, true],
  ])('%s', (_, env, shown) => expect(load(env).apiDocs).toBe(shown));

  const [FIRST, SECOND] = ['first-secret-'.padEnd(32, 'x'), 'second-secret-'.padEnd(32, 'x')];
  it.each<[string, string, string[]]>([
    ['one', FIRST, [FIRST]],
    ['two, newest first', `${SECOND},${FIRST}`, [SECOND, FIRST]],
    ['two with blanks around', ` ${SECOND} , ${FIRST} `, [SECOND, FIRST]],
    ['one that is there twice', `${FIRST},${FIRST}`, [FIRST]],
    ['one that has commas itself', `a,${FIRST}`, [`a,${FIRST}`]],
    ['one that ends in a comma', `${FIRST},`, [`${FIRST},`]],
  ])('reads the secrets that sign: %s', (_, text, secrets) =>
    expect(load({ JWT_SECRET: text }).jwtSecrets.map((one) => one.open().toString())).toEqual(secrets),
  );

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

  it('is closed to others, with every file and folder in it', () => {
    const place = folder();
    load({ DATA_DIR: place });
    mkdirSync(join(place, 'outbox'));
    mkdirSync(join(place, 'postgres'));
    writeFileSync(join(place, 'first-admin-password'), 'x');
    const all = ['.', 'keys.json', 'first-admin-password', 'outbox'];
    for (const name of all) chmodSync(join(place, name), 0o777);
    load({ DATA_DIR: place });
    for (const name of all) expect([name, statSync(join(place, name)).mode & 0o077]).toEqual([name, 0]);
    expect(statSync(place).mode & 0o700).toBe(0o700);
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

  it('are not made again over a damaged file', () => {
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
