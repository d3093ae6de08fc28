import { z } from 'zod';
import { SCENARIOS } from '../accounts/account.ts';
import { REVOKE_REASONS } from '../accounts/sessions.ts';
import { ACTIONS } from '../effects/actions.ts';
import { FAULT_KINDS } from '../faults/fault-rule.ts';
import { GRANTS } from '../login/grant.ts';
import { isBase32 } from '../login/totp.ts';
import { type Settings, VERSION_ANSWERS } from '../settings.ts';
import { FILE_KINDS } from '../session-files/session-files.ts';
import { ID_MODES } from '../wire/ids.ts';

const username = z.string().regex(/^[a-z0-9._]{1,30}$/, 'must be 1 to 30 of a-z, 0-9, dot and underscore');
const count = z.number().int().min(0);
const milliseconds = z.number().int().min(0).max(3_600_000);
const action = z.enum(ACTIONS);
const actionOrAny = z.enum([...ACTIONS, 'any']);
const code = z.string().regex(/^\d{4,8}$/, 'must be 4 to 8 digits');
const ruleId = z.string().min(1).max(60).optional();

const settingsSchema = z.strictObject({
  latency_ms: milliseconds,
  latency_jitter_ms: milliseconds,
  loss_share: z.number().min(0).max(1),
  ids: z.enum(ID_MODES),
  session_grant: z.enum(GRANTS),
  bad_credentials: z.enum(['classic', 'modern']),
  gzip: z.boolean(),
  verify_signatures: z.boolean(),
  old_tag_feed: z.boolean(),
  odd_sections: z.boolean(),
  followers_page: z.number().int().min(1).max(1000),
  media_page: z.number().int().min(1).max(300),
  follower_list_limit: count.nullable(),
  refused_versions: z.array(z.string().regex(/^\d[\d.]*$/)),
  minimum_version: z
    .string()
    .regex(/^\d[\d.]*$/)
    .nullable(),
  version_answer: z.enum(VERSION_ANSWERS),
  versions: z
    .array(
      z.strictObject({
        version: z.string().regex(/^\d[\d.]*$/),
        answer: z.enum(['accepted', ...VERSION_ANSWERS]),
      }),
    )
    .max(50),
  bind_sessions: z.boolean(),
  proxy_credentials: z.string().includes(':').nullable(),
  follow_back_share: z.number().min(0).max(1),
  follow_back_after_s: count,
  accept_share: z.number().min(0).max(1),
  accept_after_s: count,
  follower_gain_per_day: count.max(10_000),
  follower_loss_per_day: count.max(10_000),
}) satisfies z.ZodType<Settings>;

export const settingsPatchSchema = settingsSchema.partial();

export const resetSchema = z.strictObject({
  seed: count.optional(),
  users: count.max(200_000).optional(),
  posts_per_user: count.max(1000).optional(),
  demo_accounts: z.boolean().optional(),
  recording: count.max(1_000_000).optional(),
  settings: settingsPatchSchema.optional(),
});

const accountFields = {
  password: z.string().min(1).max(200),
  full_name: z.string().max(150).optional(),
  biography: z.string().max(500).optional(),
  is_private: z.boolean().optional(),
  is_verified: z.boolean().optional(),
  phone: z.string().max(30).optional(),
  email: z.string().max(200).optional(),
  two_factor: z
    .strictObject({
      totp_seed: z.string().refine(isBase32, 'must be base32 of at least 16 characters').nullable().optional(),
      sms: z.boolean().optional(),
      whatsapp: z.boolean().optional(),
      backup_codes: z.array(code).max(20).optional(),
    })
    .nullable()
    .optional(),
  sms_code: code.optional(),
  email_code: code.optional(),
  challenge: z
    .strictObject({
      scenario: z.enum(SCENARIOS),
      on: z.enum(['login', 'any']).optional(),
      repeat: z.enum(['once', 'each_device', 'always']).optional(),
    })
    .nullable()
    .optional(),
  trusted_devices: z.array(z.string()).optional(),
  disabled: z.boolean().optional(),
  consent_required: z.boolean().optional(),
  password_refused: z.boolean().optional(),
  silent: z.array(actionOrAny).optional(),
};

export const newAccountSchema = z.strictObject({
  username,
  ...accountFields,
  followers: count.optional(),
  following: count.optional(),
  posts: count.max(1000).optional(),
});

export const accountPatchSchema = z.strictObject({ username, ...accountFields }).partial();

export const batchSchema = z.strictObject({
  prefix: z.string().regex(/^[a-z0-9._]{1,20}$/),
  count: z.number().int().min(1).max(100_000),
  password: z.string().min(1).max(200),
  /** Also opens a session for each, on a device of its own. */
  sessions: z.boolean().optional(),
  followers: count.optional(),
  following: count.optional(),
});

export const sessionFileQuerySchema = z.strictObject({ kind: z.enum(FILE_KINDS) });

export const challengeSchema = z.strictObject({ scenario: z.enum(SCENARIOS).default('email') });

export const sessionSchema = z.strictObject({ device: z.string().min(1).max(100).default('android-0000000000000000') });

export const revokeSchema = z.strictObject({
  reason: z.union(REVOKE_REASONS.map((reason) => z.literal(reason))).default(2),
  session_id: z.string().optional(),
});

export const newUserSchema = z.strictObject({
  username,
  full_name: z.string().max(150).optional(),
  biography: z.string().max(500).optional(),
  is_private: z.boolean().optional(),
  is_verified: z.boolean().optional(),
  is_business: z.boolean().optional(),
  has_picture: z.boolean().optional(),
  pk: z
    .string()
    .regex(/^[1-9]\d{0,18}$/)
    .optional(),
});

export const userPatchSchema = newUserSchema.omit({ pk: true }).partial();

export const driftSchema = z.strictObject({ gain: count.max(10_000).default(0), lose: count.max(10_000).default(0) });

export const messageSchema = z.strictObject({ from: username, to: username, text: z.string().min(1).max(1000) });

export const followSchema = z.strictObject({
  from: username,
  to: username,
  state: z.enum(['following', 'requested', 'none']).default('following'),
});

export const faultSchema = z.strictObject({
  id: ruleId,
  kind: z.enum(FAULT_KINDS),
  account: username.nullable().default(null),
  method: z.enum(['GET', 'POST', 'CONNECT']).nullable().default(null),
  path: z.string().min(1).nullable().default(null),
  nth: z.number().int().min(1).nullable().default(null),
  after: count.default(0),
  times: z.number().int().min(1).nullable().default(null),
  probability: z.number().min(0).max(1).default(1),
  delay_ms: milliseconds.default(0),
  effect: z.boolean().nullable().default(null),
  expires_in_s: count.nullable().default(null),
  expires_on: z.iso.date().nullable().default(null),
  spam: z.boolean().default(true),
  category: z.string().nullable().default(null),
  logout_reason: z.union([z.literal(2), z.literal(8)]).default(2),
  revoke: z.boolean().default(false),
  scenario: z.enum(SCENARIOS).default('email'),
  ids: z.enum(ID_MODES).default('string'),
  status: z.number().int().min(200).max(599).default(200),
  body: z.union([z.record(z.string(), z.unknown()), z.string()]).default(''),
});

export const limitSchema = z.strictObject({
  id: ruleId,
  account: username.nullable().default(null),
  action: z.enum([...ACTIONS, 'any', 'login', 'call']),
  per: z.enum(['account', 'proxy', 'address']).default('account'),
  window_s: z.number().int().min(1).default(3600),
  soft: count.nullable().default(null),
  hard: count.nullable().default(null),
  challenge_after: count.nullable().default(null),
  block_s: count.default(86_400),
});

export const landingSchema = z.strictObject({
  id: ruleId,
  account: username.nullable().default(null),
  action: actionOrAny.default('any'),
  path: z.string().min(1).nullable().default(null),
  when: z.enum(['client_gone', 'after_answer']).default('client_gone'),
  land_after_ms: milliseconds,
  spread: z.enum(['exact', 'up_to']).default('exact'),
});

export const silenceSchema = z.strictObject({
  id: ruleId,
  account: username.nullable().default(null),
  action: actionOrAny.default('any'),
  target: z.string().min(1).nullable().default(null),
  answer: z.enum(['claims', 'honest']).default('claims'),
});

export const advanceSchema = z.strictObject({ ms: z.number().int().min(0) });

const number = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

export const requestsQuerySchema = z.strictObject({
  account: z.string().optional(),
  path: z.string().optional(),
  method: z.string().optional(),
  status: number.optional(),
  after: number.optional(),
  limit: number.optional(),
});

export const effectsQuerySchema = z.strictObject({
  account: z.string().optional(),
  action: action.optional(),
  target: z.string().optional(),
  repeated: z.enum(['true', 'false']).optional(),
  limit: number.optional(),
});

export const listQuerySchema = z.strictObject({ q: z.string().optional(), limit: number.optional() });
export const followsQuerySchema = z.strictObject({ from: z.string().optional(), to: z.string().optional() });
export const idleQuerySchema = z.strictObject({ timeout_ms: number.optional() });
