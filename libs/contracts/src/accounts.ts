import { z } from 'zod';
import { type Action, ACTIONS, HOURLY_CAPS } from './actions.ts';
import { accountSchema } from './bot.ts';
import { answer, idSchema, lineOfText, listAnswer, pageQueryShape, timestampSchema } from './common.ts';
import { errorSymbolSchema } from './problem.ts';
import { RAMP_LEAST } from './ramp.ts';

/** What an Instagram session was opened for. */
export const OPENING_PURPOSES = [
  'turn',
  'read_back',
  'test',
  'admin_test',
  'daily_test',
  'start',
  'connect',
  'disconnect',
  'rotation',
  'export',
] as const;
export type OpeningPurpose = (typeof OPENING_PURPOSES)[number];

/** Who opened it: its bot, Pacekeeper by itself, its own person, an administrator, the installation's operator. */
export const OPENERS = ['bot', 'pacekeeper', 'you', 'administrator', 'operator'] as const;
export type Opener = (typeof OPENERS)[number];

export const sessionOpeningSchema = z
  .object({
    id: z.string().describe('rises with time'),
    by: z.enum(OPENERS),
    purpose: z.enum(OPENING_PURPOSES),
    times: z.int().min(1).describe('how often within the hour'),
    first_at: timestampSchema,
    last_at: timestampSchema,
  })
  .meta({ id: 'SessionOpening' });
export type SessionOpening = z.infer<typeof sessionOpeningSchema>;

export const openingsQuerySchema = z.strictObject({ ...pageQueryShape });
export type OpeningsQuery = z.infer<typeof openingsQuerySchema>;
export const openingListSchema = listAnswer('SessionOpeningList', sessionOpeningSchema);
export type OpeningList = z.infer<typeof openingListSchema>;

/** Why a proxy did not do its work. */
export const PROXY_TROUBLES = [
  'name',
  'unreachable',
  'timeout',
  'credentials',
  'certificate',
  'refused',
  'no_proxy',
] as const;
export type ProxyTrouble = (typeof PROXY_TROUBLES)[number];

/** The URL of a proxy as people write it; whether it may be used is checked where it is set and where it is used. */
export const proxyUrlSchema = z
  .string()
  .trim()
  .min(1, 'may not be empty')
  .max(2048)
  .describe('http:// or https://, name and password percent-encoded; never given back');

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
/** A time of day, or the midnight that ends it. */
const END_OF_HOURS = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const WORDS_OF_TIME = 'must be a time such as 08:30';
export const timeOfDaySchema = z.string().regex(TIME_OF_DAY, WORDS_OF_TIME);

/** When the bot of an account may act, in the user's own time zone. */
export const workingHoursSchema = z
  .strictObject({
    from: timeOfDaySchema,
    to: z.string().regex(END_OF_HOURS, WORDS_OF_TIME).describe('before `from`: on the next day; 24:00 is midnight'),
    days: z
      .array(z.int().min(1).max(7))
      .min(1, 'must name at least one day')
      .max(7)
      .refine((days) => new Set(days).size === days.length, 'names a day twice')
      .optional()
      .describe('days of the week on which the hours begin, 1 (Monday) to 7; default: all'),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must be another time than the beginning' })
  .meta({ id: 'WorkingHours' });
export type WorkingHours = z.infer<typeof workingHoursSchema>;

/** The least time between two actions that an account may be given, seconds. */
export const GAP_SECONDS = { least: 10, most: 3_600 } as const;

/** A pace slower than the standard: it can only be lowered. */
export const accountPaceSchema = z
  .strictObject({
    gap_seconds: z
      .int()
      .min(GAP_SECONDS.least)
      .max(GAP_SECONDS.most)
      .nullable()
      .default(null)
      .describe('least time between two actions, seconds; null: the standard'),
    hourly_caps: z
      .strictObject(
        Object.fromEntries(
          ACTIONS.map((action) => [action, z.int().min(1).max(HOURLY_CAPS[action]).optional()]),
        ) as Record<Action, z.ZodOptional<z.ZodInt>>,
      )
      .default({})
      .describe('the most in an hour, where it is lower than the standard'),
  })
  .meta({ id: 'AccountPace' });
export type AccountPace = z.infer<typeof accountPaceSchema>;

export const accountDetailSchema = accountSchema
  .extend({
    proxy_host: z.string().nullable().describe('host and port of the proxy; never its name or password'),
    device: z.string().nullable().describe('what the device of this account calls itself at Instagram'),
    connected: z.boolean().describe('false after a disconnect'),
    working_hours: workingHoursSchema.nullable().describe('null: the standard of the installation'),
    pace: accountPaceSchema.nullable().describe('null: the standard'),
  })
  .meta({ id: 'AccountDetail' });
export type AccountDetail = z.infer<typeof accountDetailSchema>;

export const accountDetailAnswerSchema = answer('AccountDetailAnswer', { account: accountDetailSchema });
export type AccountDetailAnswer = z.infer<typeof accountDetailAnswerSchema>;

export const accountChangesSchema = z
  .strictObject({
    proxy_url: proxyUrlSchema.nullable().optional().describe('null takes the proxy away'),
    working_hours: workingHoursSchema.nullable().optional().describe('null goes back to the standard'),
    pace: accountPaceSchema.nullable().optional().describe('null goes back to the standard'),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change something')
  .meta({ id: 'AccountChanges' });
export type AccountChanges = z.infer<typeof accountChangesSchema>;

/** The share of its limits that an account may use, set by an administrator. */
export const setRampSchema = z
  .strictObject({
    ramp: z
      .number()
      .min(RAMP_LEAST)
      .max(1)
      .refine((ramp) => Math.abs(ramp * 100 - Math.round(ramp * 100)) < 1e-9, 'must be a whole number of hundredths')
      .describe('0.05 to 1'),
    reason: lineOfText(3, 300).describe('why, for the user and the audit log; 3 to 300 characters'),
  })
  .meta({ id: 'SetRamp' });
export type SetRamp = z.infer<typeof setRampSchema>;
export const rampAnswerSchema = answer('RampAnswer', {
  account: z.object({ id: idSchema, user_id: idSchema, instagram_username: z.string(), ramp: z.number() }),
});
export type RampAnswer = z.infer<typeof rampAnswerSchema>;

export const proxyTestSchema = answer('ProxyTest', {
  reached: z.boolean().describe('whether Instagram is reached through the proxy; nothing is asked of Instagram itself'),
  checked_at: timestampSchema,
  duration_ms: z.int().min(0),
  trouble: z.enum(PROXY_TROUBLES).optional(),
  error: errorSymbolSchema.optional(),
  code: z.string().optional(),
});
export type ProxyTest = z.infer<typeof proxyTestSchema>;
