import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { usernameSchema } from '@pacekeeper/contracts';
import { z } from 'zod';
import type { SealingKey } from '../crypto/sealing.ts';
import { Secret } from '../crypto/secret.ts';
import { ensureDataDir } from './data-dir.ts';
import { generatedKeys, KEYS_FILE } from './generated-keys.ts';
import { type MailConfig, mailConfig, mailFrom, smtpUrl } from './mail-variables.ts';
import { LEVELS } from './log-level.ts';
import { ConfigError } from './config-error.ts';

export const CONFIG = Symbol('CONFIG');

export interface Config {
  readonly production: boolean;
  readonly version: string;
  readonly host: string;
  readonly port: number;
  /** The only origin that links are built from; no slash at the end. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: Secret<string>;
  /** The owner's connection, who migrates; null: somebody else migrates. */
  readonly migrationDatabaseUrl: Secret<string> | null;
  /** What tokens are signed with, newest first: the first signs, all verify. */
  readonly jwtSecrets: readonly [Secret<Buffer>, ...Secret<Buffer>[]];
  readonly encryptionKeys: readonly [SealingKey, ...SealingKey[]];
  /** Where the keys above are kept, if this installation made them itself; null: the environment gave them. */
  readonly keysFile: string | null;
  readonly instagram: {
    readonly mode: 'simulator' | 'live';
    readonly baseUrl: string;
    readonly appVersion: string | null;
    readonly appVersionCode: string | null;
    readonly simulatorControlUrl: string | null;
    /** Whether an account's proxy may be on this machine, as in tests; never where accounts are real. */
    readonly proxyLoopback: boolean;
  };
  /** Divides the gaps and hourly windows of the pace; 1 is real time. */
  readonly paceSpeed: number;
  readonly firstAdmin: {
    readonly username: string;
    readonly email: string | null;
    readonly password: Secret<string> | null;
  };
  readonly mail: MailConfig;
  /** Whose X-Forwarded-* headers count: false, or addresses and networks. */
  readonly trustProxy: false | string[];
  /** Of one address in a minute: requests that check a password or a code, right or wrong; and all requests. */
  readonly throttle: { readonly loginsPerMinute: number; readonly requestsPerMinute: number };
  /** Whether the OpenAPI document and its explorer are served. */
  readonly apiDocs: boolean;
  /** What /metrics asks for as a bearer token; null: nothing, or in production a caller on this machine. */
  readonly metricsToken: Secret<string> | null;
}

const INSTAGRAM_URL = 'https://i.instagram.com';

const url = (...protocols: readonly string[]) =>
  z
    .string()
    .trim()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)), {
      message: `must be an address that begins with ${protocols.map((one) => `${one}://`).join(' or ')}`,
    });
const whole = (min: number, max: number) =>
  z.coerce.number(`must be a whole number from ${min} to ${max}`).int().min(min).max(max);

const SPEED = 'must be a number from 0.1 to 1000000';

const isProxy = (text: string): boolean => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  return isIP(address) > 0 && more.length === 0 && (prefix === undefined || (/^\d+$/.test(prefix) && +prefix <= bits));
};
const proxies = z
  .string()
  .trim()
  .refine(
    (text) => text === 'off' || text.split(',').every((one) => isProxy(one.trim())),
    'must be off, or addresses and networks with commas between (10.0.0.0/8, loopback)',
  );

export const keyList = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(
    z
      .array(
        z
          .string()
          .regex(/^[\w.-]{1,40}:[A-Za-z0-9+/_-]+={0,2}$/, 'must be id:base64, newest first, with commas between'),
      )
      .min(1)
      .transform((list) =>
        list.map((one) => ({
          id: one.slice(0, one.indexOf(':')),
          key: Buffer.from(one.slice(one.indexOf(':') + 1), 'base64'),
        })),
      )
      .refine((list) => list.every(({ key }) => key.length === 32), 'must hold keys of 32 bytes each, in base64')
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'must give each key an id of its own'),
  );

/** The shortest secret that signs tokens, characters. */
const SECRET_MIN = 32;

/**
 * One secret, or several with commas between, newest first; each at least 32 characters. A secret may itself have
 * commas: where a part between them is too short to be a secret, the whole is one.
 */
const secretList = z
  .string()
  .min(SECRET_MIN, 'must have at least 32 characters (npm run keys makes one)')
  .transform((text) => {
    const parts = text.split(',').map((one) => one.trim());
    const several = parts.every((one) => one.length >= SECRET_MIN);
    return (several ? [...new Set(parts)] : [text]).map((one) => Buffer.from(one));
  });

/** Every variable with its unit, bound and default; `docs/configuration.md` has them as a table. */
export const variables = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().trim().min(1).optional(),
  PORT: whole(1, 65_535).default(3000),
  PUBLIC_URL: url('http', 'https').optional(),
  DATA_DIR: z.string().trim().min(1).default('.data'),
  DATABASE_URL: url('postgres', 'postgresql'),
  MIGRATION_DATABASE_URL: url('postgres', 'postgresql').optional(),
  JWT_SECRET: secretList.optional(),
  ENCRYPTION_KEYS: keyList.optional(),
  NODE_TLS_REJECT_UNAUTHORIZED: z.string().optional(),
  INSTAGRAM_MODE: z.enum(['simulator', 'live'], 'must be simulator or live').optional(),
  INSTAGRAM_BASE_URL: url('http', 'https').optional(),
  INSTAGRAM_APP_VERSION: z
    .string()
    .regex(/^\d+(\.\d+)+$/, 'must be numbers with dots between')
    .optional(),
  INSTAGRAM_APP_VERSION_CODE: z.string().regex(/^\d+$/, 'must be digits').optional(),
  PACE_SPEED: z.coerce.number(SPEED).min(0.1, SPEED).max(1_000_000, SPEED).optional(),
  ADMIN_USERNAME: usernameSchema.default('admin'),
  ADMIN_EMAIL: z.email('must be an e-mail address').max(254, 'must have at most 254 characters').optional(),
  ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').max(128).optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailFrom.optional(),
  LOG_LEVEL: z.enum(LEVELS, `must be one of: ${LEVELS.join(', ')}`).optional(),
  TRUST_PROXY: proxies.default('off'),
  LOGINS_PER_MINUTE: whole(1, 100_000).default(600),
  REQUESTS_PER_MINUTE: whole(1, 10_000_000).default(6000),
  SIMULATOR_CONTROL_URL: url('http').optional(),
  PROXY_ALLOW_LOOPBACK: z.enum(['on', 'off'], 'must be on or off').default('off'),
  API_DOCS: z.enum(['on', 'off'], 'must be on or off').optional(),
  METRICS_TOKEN: z.string().min(32, 'must have at least 32 characters').optional(),
});

const keptKeys = (file: string) => {
  const { jwtSecret, encryptionKeys } = generatedKeys(file);
  return { jwtSecrets: [jwtSecret], encryptionKeys };
};

const describeIssue = (name: string, message: string, given: string | undefined) =>
  given === undefined ? `${name} is missing` : `${name} ${message}`;

/**
 * The configuration from the environment, read once at boot.
 * @throws ConfigError with a line for each variable that is wrong; values of secrets are never part of it.
 */
export const loadConfig = (env: NodeJS.ProcessEnv, version: string): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return describeIssue(name, issue.message.replace(/^(Too|Invalid)/, 'is not valid: $1'), given[name]);
    });
    throw new ConfigError([...new Set(lines)]);
  }
  const set = parsed.data;
  const production = set.NODE_ENV === 'production';
  const wrong: string[] = [];
  if (production && !set.INSTAGRAM_MODE)
    wrong.push('INSTAGRAM_MODE is missing: in production it must say simulator or live');
  if (production && !set.JWT_SECRET) wrong.push('JWT_SECRET is missing: production needs it (npm run keys makes one)');
  if (production && !set.ENCRYPTION_KEYS)
    wrong.push('ENCRYPTION_KEYS is missing: production needs it (npm run keys makes them)');
  const mode = set.INSTAGRAM_MODE ?? 'simulator';
  if (mode === 'live' && set.PACE_SPEED !== undefined && set.PACE_SPEED !== 1) {
    wrong.push('PACE_SPEED must be 1 in mode live: real accounts are paced in real time');
  }
  if (mode === 'simulator' && !set.INSTAGRAM_BASE_URL) {
    wrong.push('INSTAGRAM_BASE_URL is missing: mode simulator needs the address of a simulator (npm start brings one)');
  }
  if (mode === 'simulator' && set.INSTAGRAM_BASE_URL && !set.INSTAGRAM_BASE_URL.startsWith('http:')) {
    wrong.push('INSTAGRAM_BASE_URL must begin with http:// in mode simulator');
  }
  if (mode === 'live' && set.INSTAGRAM_BASE_URL && !set.INSTAGRAM_BASE_URL.startsWith('https:')) {
    wrong.push('INSTAGRAM_BASE_URL must begin with https:// in mode live');
  }
  if (mode === 'live' && set.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    wrong.push('NODE_TLS_REJECT_UNAUTHORIZED must not be 0 in mode live: it switches the check of certificates off');
  }
  const proxyLoopback = set.PROXY_ALLOW_LOOPBACK === 'on';
  if (proxyLoopback && (mode === 'live' || production)) {
    wrong.push('PROXY_ALLOW_LOOPBACK must be off in mode live and in production: it is for tests');
  }
  if (wrong.length > 0) throw new ConfigError(wrong);

  const dataDir = resolve(set.DATA_DIR);
  ensureDataDir(dataDir);
  const keys =
    set.JWT_SECRET && set.ENCRYPTION_KEYS
      ? { jwtSecrets: set.JWT_SECRET, encryptionKeys: set.ENCRYPTION_KEYS }
      : keptKeys(join(dataDir, KEYS_FILE));
  const signing = (set.JWT_SECRET ?? keys.jwtSecrets).map((secret) => new Secret(secret));
  const sealing = (set.ENCRYPTION_KEYS ?? keys.encryptionKeys).map(({ id, key }) => ({ id, key: new Secret(key) }));

  const publicUrl = (set.PUBLIC_URL ?? `http://localhost:${set.PORT}`).replace(/\/+$/, '');

  return {
    production,
    version,
    host: set.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: set.PORT,
    publicUrl,
    dataDir,
    databaseUrl: new Secret(set.DATABASE_URL),
    migrationDatabaseUrl: set.MIGRATION_DATABASE_URL ? new Secret(set.MIGRATION_DATABASE_URL) : null,
    jwtSecrets: signing as [Secret<Buffer>, ...Secret<Buffer>[]],
    encryptionKeys: sealing as [SealingKey, ...SealingKey[]],
    keysFile: set.ENCRYPTION_KEYS ? null : join(dataDir, KEYS_FILE),
    instagram: {
      mode,
      baseUrl: (set.INSTAGRAM_BASE_URL ?? INSTAGRAM_URL).replace(/\/+$/, ''),
      appVersion: set.INSTAGRAM_APP_VERSION ?? null,
      appVersionCode: set.INSTAGRAM_APP_VERSION_CODE ?? null,
      simulatorControlUrl: mode === 'simulator' ? (set.SIMULATOR_CONTROL_URL ?? null) : null,
      proxyLoopback,
    },
    paceSpeed: set.PACE_SPEED ?? (mode === 'simulator' ? 60 : 1),
    firstAdmin: {
      username: set.ADMIN_USERNAME,
      email: set.ADMIN_EMAIL ?? null,
      password: set.ADMIN_PASSWORD ? new Secret(set.ADMIN_PASSWORD) : null,
    },
    mail: mailConfig(set.SMTP_URL, set.MAIL_FROM, publicUrl),
    trustProxy: set.TRUST_PROXY === 'off' ? false : set.TRUST_PROXY.split(',').map((one) => one.trim()),
    throttle: { loginsPerMinute: set.LOGINS_PER_MINUTE, requestsPerMinute: set.REQUESTS_PER_MINUTE },
    apiDocs: set.API_DOCS === undefined ? !production : set.API_DOCS === 'on',
    metricsToken: set.METRICS_TOKEN ? new Secret(set.METRICS_TOKEN) : null,
  };
};
