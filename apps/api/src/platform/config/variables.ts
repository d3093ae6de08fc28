import { usernameSchema } from '@pacekeeper/contracts';
import { z } from 'zod';
import { LEVELS } from './log-level.ts';
import { mailFrom, smtpUrl } from './mail-variables.ts';
import { keyList, secretList } from './secret-lists.ts';
import { database, host, networks, origin, proxies, speed, whole } from './variable-kinds.ts';

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
  PACE_SPEED: speed.optional(),
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

type Variables = typeof variables.shape;
export type WithDefault =
  'PORT' | 'DATA_DIR' | 'ADMIN_USERNAME' | 'TRUST_PROXY' | 'LOGINS_PER_MINUTE' | 'REQUESTS_PER_MINUTE';
/** The values that were given, and those that have a default. */
export type Given = { readonly [Name in keyof Variables]?: z.output<Variables[Name]> | undefined };

/** The value of each variable, and a line for each invalid one; those count as not set. */
export const readEach = (env: NodeJS.ProcessEnv): { set: Given; wrong: string[]; unusable: ReadonlySet<string> } => {
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
