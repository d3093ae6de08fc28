import { join, resolve } from 'node:path';
import type { SealingKey } from '../crypto/sealing.ts';
import { Secret } from '../crypto/secret.ts';
import { ensureDataDir } from './data-dir.ts';
import { generatedKeys, KEYS_FILE } from './generated-keys.ts';
import { type MailConfig, mailConfig } from './mail-variables.ts';
import { ConfigError } from './config-error.ts';
import { contradictions, warningsOf } from './contradictions.ts';
import { roleOf } from './database-address.ts';
import { keepsCookies } from './public-address.ts';
import { type Given, readEach, type WithDefault } from './variables.ts';

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

const keptKeys = (file: string) => {
  const { jwtSecret, encryptionKeys } = generatedKeys(file);
  return { jwtSecrets: [jwtSecret], encryptionKeys };
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
