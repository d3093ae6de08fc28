import { BlockList, isIP } from 'node:net';
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
  /** Whether browsers keep the sign-in's cookie there: over TLS, or on this machine. */
  readonly cookiesKept: boolean;
  /** Accepted settings that will not work as expected; a line for each. */
  readonly warnings: readonly string[];
  readonly dataDir: string;
  /** As this process's own role. */
  readonly databaseUrl: Secret<string>;
  /** The owner's connection, with which the API migrates; null: migrations run elsewhere. A worker never migrates. */
  readonly migrationDatabaseUrl: Secret<string> | null;
  /** The role that workers connect as; null: the API's. */
  readonly workerRole: string | null;
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
  /** Networks in CIDR form that notifications may be sent into although they are not public. */
  readonly webhookNetworks: readonly string[];
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
/** An address of which nothing but scheme, host and port is used. */
const origin = (...protocols: readonly string[]) =>
  url(...protocols).refine((text) => {
    if (!URL.canParse(text)) return false;
    const { username, password, pathname, search, hash } = new URL(text);
    return /^\/*$/.test(pathname) && username + password + search + hash === '' && !/[?#]/.test(text);
  }, 'must be scheme, host and port alone, without a path, a query or a name in front of the host');

const nameOf = (text: string): string => decodeURIComponent(new URL(text).pathname.slice(1));
const roleOf = (text: string): string => decodeURIComponent(new URL(text).username);

const database = url('postgres', 'postgresql');

/** What a server can listen on; whether this machine has it shows when it listens. */
const host = z
  .string()
  .trim()
  .refine(
    (text) => isIP(text) > 0 || /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9-]+)*\.?$/.test(text),
    'must be an address or a name of this machine, without a port (127.0.0.1, ::1, localhost)',
  );

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a browser treats an origin as safe, and so keeps cookies that are marked Secure. */
const keepsCookies = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  const bare = hostname.replace(/^\[|\]$/g, '');
  const kind = isIP(bare);
  if (kind > 0) return protocol === 'https:' || loopback.check(bare, kind === 4 ? 'ipv4' : 'ipv6');
  return protocol === 'https:' || /(^|\.)localhost\.?$/.test(bare);
};

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

const isNetwork = (text: string): boolean => {
  const [address = '', prefix = '', ...more] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  return isIP(address) > 0 && more.length === 0 && /^\d{1,3}$/.test(prefix) && +prefix <= bits;
};
const networks = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine(
    (list) => list.every(isNetwork),
    'must be networks in CIDR form with commas between (10.20.0.0/16, fd12::/48)',
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
  HOST: host.optional(),
  PORT: whole(1, 65_535).default(3000),
  PUBLIC_URL: origin('http', 'https').optional(),
  DATA_DIR: z.string().trim().min(1).default('.data'),
  DATABASE_URL: database.optional(),
  WORKER_DATABASE_URL: database.optional(),
  MIGRATION_DATABASE_URL: database.optional(),
  JWT_SECRET: secretList.optional(),
  ENCRYPTION_KEYS: keyList.optional(),
  NODE_TLS_REJECT_UNAUTHORIZED: z.string().optional(),
  INSTAGRAM_MODE: z.enum(['simulator', 'live'], 'must be simulator or live').optional(),
  INSTAGRAM_BASE_URL: origin('http', 'https').optional(),
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
  SIMULATOR_CONTROL_URL: origin('http').optional(),
  PROXY_ALLOW_LOOPBACK: z.enum(['on', 'off'], 'must be on or off').default('off'),
  API_DOCS: z.enum(['on', 'off'], 'must be on or off').optional(),
  WEBHOOK_ALLOWED_NETWORKS: networks.optional(),
  METRICS_TOKEN: z.string().min(32, 'must have at least 32 characters').optional(),
});

const keptKeys = (file: string) => {
  const { jwtSecret, encryptionKeys } = generatedKeys(file);
  return { jwtSecrets: [jwtSecret], encryptionKeys };
};

type Variables = typeof variables.shape;
type WithDefault = 'PORT' | 'DATA_DIR' | 'ADMIN_USERNAME' | 'TRUST_PROXY' | 'LOGINS_PER_MINUTE' | 'REQUESTS_PER_MINUTE';
type Given = { readonly [Name in keyof Variables]?: z.output<Variables[Name]> | undefined };

/** The value of each variable, and a line for each invalid one; those count as not set. */
const readEach = (env: NodeJS.ProcessEnv): { set: Given; wrong: string[]; unusable: ReadonlySet<string> } => {
  const set: Record<string, unknown> = {};
  const wrong: string[] = [];
  const unusable = new Set<string>();
  for (const [name, schema] of Object.entries(variables.shape)) {
    const { success, data, error } = schema.safeParse(env[name] === '' ? undefined : env[name]);
    if (success) {
      set[name] = data;
      continue;
    }
    unusable.add(name);
    const [issue] = error.issues;
    wrong.push(`${name} ${(issue?.message ?? 'is not valid').replace(/^(Too|Invalid)/, 'is not valid: $1')}`);
  }
  return { set: set as Given, wrong, unusable };
};

/** Variables that are each valid but cannot be used together. */
const contradictions = (set: Given, unusable: ReadonlySet<string>): string[] => {
  const wrong: string[] = [];
  const production = set.NODE_ENV === 'production';
  const missing = (name: keyof Given): boolean => set[name] === undefined && !unusable.has(name);
  if (production && missing('INSTAGRAM_MODE'))
    wrong.push('INSTAGRAM_MODE is missing: in production it must say simulator or live');
  if (production && missing('JWT_SECRET'))
    wrong.push('JWT_SECRET is missing: production needs it (npm run keys makes one)');
  if (production && missing('ENCRYPTION_KEYS'))
    wrong.push('ENCRYPTION_KEYS is missing: production needs it (npm run keys makes them)');
  if (unusable.has('INSTAGRAM_MODE')) return [...wrong, ...databaseContradictions(set)];
  const mode = set.INSTAGRAM_MODE ?? 'simulator';
  if (mode === 'live' && set.PACE_SPEED !== undefined && set.PACE_SPEED !== 1) {
    wrong.push('PACE_SPEED must be 1 in mode live: real accounts are paced in real time');
  }
  if (mode === 'simulator' && missing('INSTAGRAM_BASE_URL')) {
    wrong.push('INSTAGRAM_BASE_URL is missing: mode simulator needs the address of a simulator (npm start brings one)');
  }
  if (mode === 'simulator' && set.INSTAGRAM_BASE_URL && !set.INSTAGRAM_BASE_URL.startsWith('http:')) {
    wrong.push('INSTAGRAM_BASE_URL must begin with http:// in mode simulator');
  }
  if (mode === 'live' && set.INSTAGRAM_BASE_URL && !set.INSTAGRAM_BASE_URL.startsWith('https:')) {
    wrong.push('INSTAGRAM_BASE_URL must begin with https:// in mode live');
  }
  if (set.PROXY_ALLOW_LOOPBACK === 'on' && (mode === 'live' || production)) {
    wrong.push('PROXY_ALLOW_LOOPBACK must be off in mode live and in production: it is for tests');
  }
  const [version, code] = ['INSTAGRAM_APP_VERSION', 'INSTAGRAM_APP_VERSION_CODE'] as const;
  if (missing(version) && set[code] !== undefined) wrong.push(`${version} is missing: ${code} belongs to a version`);
  if (missing(code) && set[version] !== undefined) wrong.push(`${code} is missing: each version has its own`);
  if (mode === 'live' && set.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    wrong.push('NODE_TLS_REJECT_UNAUTHORIZED must not be 0 in mode live: it would switch off certificate checks');
  }
  return [...wrong, ...databaseContradictions(set)];
};

/** Each role signs in to the same database. */
const databaseContradictions = (set: Given): string[] => {
  const name = set.DATABASE_URL && nameOf(set.DATABASE_URL);
  if (name === undefined) return [];
  return (['WORKER_DATABASE_URL', 'MIGRATION_DATABASE_URL'] as const)
    .filter((variable) => set[variable] !== undefined && nameOf(set[variable]) !== name)
    .map((variable) => `${variable} must name the database that DATABASE_URL names`);
};

const warningsOf = (set: Given, cookiesKept: boolean, workerRole: string | null): string[] => {
  const production = set.NODE_ENV === 'production';
  const warnings: string[] = [];
  if (!cookiesKept) {
    warnings.push(
      'PUBLIC_URL is plain http on another machine: browsers drop the sign-in cookie there, so a reload signs people out; serve it over https',
    );
  }
  if (set.PUBLIC_URL?.startsWith('https:') && set.TRUST_PROXY === 'off') {
    warnings.push(
      'TRUST_PROXY is off while PUBLIC_URL is https: everybody behind the proxy counts as one address for the limits',
    );
  }
  if (production && workerRole === null) {
    warnings.push('WORKER_DATABASE_URL is not set: API and workers share one database role and all its functions');
  }
  if (set.NODE_ENV !== undefined && !['production', 'development', 'test'].includes(set.NODE_ENV)) {
    warnings.push('NODE_ENV is neither production, development nor test: it counts as development');
  }
  return warnings;
};

/** Why something refuses; no line where it does not. */
const linesOf = (work: () => void): readonly string[] => {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
};

/**
 * The configuration from the environment, read once at boot.
 * @throws ConfigError with a line for each variable that is wrong; values of secrets are never part of it.
 */
export const loadConfig = (env: NodeJS.ProcessEnv, version: string, service: 'api' | 'worker' = 'api'): Config => {
  const { set: each, wrong, unusable } = readEach(env);
  // A worker with a role of its own needs no other.
  const ownUrl = service === 'worker' ? (each.WORKER_DATABASE_URL ?? each.DATABASE_URL) : each.DATABASE_URL;
  if (!ownUrl && !unusable.has('DATABASE_URL') && !(service === 'worker' && unusable.has('WORKER_DATABASE_URL')))
    wrong.push('DATABASE_URL is missing');
  wrong.push(...contradictions(each, unusable));
  const dataDir = resolve(each.DATA_DIR ?? '');
  if (!unusable.has('DATA_DIR')) wrong.push(...linesOf(() => ensureDataDir(dataDir)));
  if (wrong.length > 0 || !ownUrl) throw new ConfigError(wrong);
  const set = each as Required<Pick<Given, WithDefault>> & Given;
  const production = set.NODE_ENV === 'production';
  const mode = set.INSTAGRAM_MODE ?? 'simulator';
  const proxyLoopback = set.PROXY_ALLOW_LOOPBACK === 'on';

  const keys =
    set.JWT_SECRET && set.ENCRYPTION_KEYS
      ? { jwtSecrets: set.JWT_SECRET, encryptionKeys: set.ENCRYPTION_KEYS }
      : keptKeys(join(dataDir, KEYS_FILE));
  const signing = (set.JWT_SECRET ?? keys.jwtSecrets).map((secret) => new Secret(secret));
  const sealing = (set.ENCRYPTION_KEYS ?? keys.encryptionKeys).map(({ id, key }) => ({ id, key: new Secret(key) }));

  const publicUrl = (set.PUBLIC_URL ?? `http://localhost:${set.PORT}`).replace(/\/+$/, '');
  const cookiesKept = keepsCookies(publicUrl);
  const workerUrl = set.WORKER_DATABASE_URL;
  const workerRole =
    workerUrl && set.DATABASE_URL && roleOf(workerUrl) !== roleOf(set.DATABASE_URL) ? roleOf(workerUrl) : null;

  return {
    production,
    version,
    host: set.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: set.PORT,
    publicUrl,
    cookiesKept,
    warnings: warningsOf(set, cookiesKept, workerRole),
    dataDir,
    databaseUrl: new Secret(ownUrl),
    migrationDatabaseUrl:
      service === 'api' && set.MIGRATION_DATABASE_URL ? new Secret(set.MIGRATION_DATABASE_URL) : null,
    workerRole,
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
    webhookNetworks: set.WEBHOOK_ALLOWED_NETWORKS ?? [],
    apiDocs: set.API_DOCS === undefined ? !production : set.API_DOCS === 'on',
    metricsToken: set.METRICS_TOKEN ? new Secret(set.METRICS_TOKEN) : null,
  };
};
