import { z } from 'zod';
import { accountSchema } from './bot.ts';
import { answer, listAnswer, pageQueryShape, timestampSchema } from './common.ts';
import { errorSymbolSchema } from './problem.ts';

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
export const timeOfDaySchema = z.string().regex(TIME_OF_DAY, 'must be a time such as 08:30');

/** When the bot of an account may act, in the user's own time zone. */
export const workingHoursSchema = z
  .strictObject({ from: timeOfDaySchema, to: timeOfDaySchema })
  // An invalid time needs no further message.
  .refine(({ from, to }) => ![from, to].every((time) => TIME_OF_DAY.test(time)) || from < to, {
    path: ['to'],
    message: 'must be later than the beginning',
  })
  .meta({ id: 'WorkingHours' });
export type WorkingHours = z.infer<typeof workingHoursSchema>;

export const accountDetailSchema = accountSchema
  .extend({
    proxy_host: z.string().nullable().describe('host and port of the proxy; never its name or password'),
    device: z.string().nullable().describe('what the device of this account calls itself at Instagram'),
    connected: z.boolean().describe('false after a disconnect'),
    working_hours: workingHoursSchema.nullable().describe('null: the standard of the installation'),
  })
  .meta({ id: 'AccountDetail' });
export type AccountDetail = z.infer<typeof accountDetailSchema>;

export const accountDetailAnswerSchema = answer('AccountDetailAnswer', { account: accountDetailSchema });
export type AccountDetailAnswer = z.infer<typeof accountDetailAnswerSchema>;

export const accountChangesSchema = z
  .strictObject({
    proxy_url: proxyUrlSchema.nullable().optional().describe('null takes the proxy away'),
    working_hours: workingHoursSchema.nullable().optional().describe('null goes back to the standard'),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change something')
  .meta({ id: 'AccountChanges' });
export type AccountChanges = z.infer<typeof accountChangesSchema>;

export const proxyTestSchema = answer('ProxyTest', {
  reached: z.boolean().describe('whether Instagram is reached through the proxy; nothing is asked of Instagram itself'),
  checked_at: timestampSchema,
  duration_ms: z.int().min(0),
  trouble: z.enum(PROXY_TROUBLES).optional(),
  error: errorSymbolSchema.optional(),
  code: z.string().optional(),
});
export type ProxyTest = z.infer<typeof proxyTestSchema>;
