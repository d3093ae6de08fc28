import { z } from 'zod';
import { timeOfDaySchema } from './accounts.ts';
import { answer, idSchema, messageShape, timestampSchema } from './common.ts';
import { CHANNEL_KINDS, NOTIFICATION_EVENTS } from './notification-kinds.ts';
import { emailSchema } from './users.ts';

/** How many channels one user may have. */
export const MOST_CHANNELS = 10;

const quietHoursSchema = z
  .strictObject({ from: timeOfDaySchema, to: timeOfDaySchema })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from the beginning' })
  .describe('may cross midnight; delays all but challenge, session_lost and blocked');

const eventsSchema = z
  .array(z.enum(NOTIFICATION_EVENTS))
  .min(1, 'may not be empty')
  .max(NOTIFICATION_EVENTS.length)
  .transform((events) => [...new Set(events)]);

const shared = {
  id: idSchema.optional().describe('of a channel that you have: it keeps its secret where none is given'),
  events: eventsSchema,
  quiet_hours: quietHoursSchema.nullable().optional(),
};

const webAddressSchema = z
  .string()
  .trim()
  .max(2_048)
  .regex(/^[^\s\p{Cc}\p{Cf}\p{Cs}]*$/u, 'has a blank or an invisible character in it')
  .refine(
    (text) => URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol),
    'must be an address that begins with https://',
  )
  .refine((text) => {
    if (!URL.canParse(text)) return true;
    const { username, password } = new URL(text);
    return username === '' && password === '';
  }, 'may not have a name or password in front of the host');

const secretAddressSchema = webAddressSchema.describe(
  'the whole address; the one that was given back, with the id of the channel, keeps it',
);

/** Plain HTTP is refused later, unless the address is in a network that the installation allows. */
export const channelInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...shared,
    kind: z.literal('mail'),
    target: emailSchema.optional().describe('your own address, which is also the default'),
  }),
  z.strictObject({
    ...shared,
    kind: z.literal('webhook'),
    target: webAddressSchema,
    secret: z
      .string()
      .min(16, 'must have at least 16 characters')
      .max(200)
      .regex(/^[\x21-\x7e]*$/, 'may have printable ASCII characters without blanks only')
      .optional()
      .describe('signs each request; never given back'),
  }),
  z.strictObject({ ...shared, kind: z.literal('slack'), target: secretAddressSchema }),
  z.strictObject({ ...shared, kind: z.literal('discord'), target: secretAddressSchema }),
  z.strictObject({
    ...shared,
    kind: z.literal('telegram'),
    target: z
      .string()
      .trim()
      .regex(/^(?:-?\d{1,20}|@[A-Za-z]\w{4,31})$/, 'must be the number of a chat, or the @name of a channel'),
    secret: z
      .string()
      .trim()
      .regex(/^\d{3,20}:[\w-]{20,100}$/, 'must be the token of a bot')
      .optional()
      .describe('the token of your bot; never given back'),
  }),
]);
export type ChannelInput = z.infer<typeof channelInputSchema>;

export const setNotificationsSchema = z
  .strictObject({
    channels: z.array(channelInputSchema).max(MOST_CHANNELS, `may have at most ${MOST_CHANNELS} channels`),
    digest: z
      .enum(['daily', 'weekly', 'off'])
      .describe('a summary to your channels by mail, at 08:00 of your own day, weekly on Mondays'),
  })
  .meta({ id: 'SetNotifications' });
export type SetNotifications = z.infer<typeof setNotificationsSchema>;

const failureSchema = z
  .object({
    ...messageShape,
    at: timestampSchema,
    tries: z.int().min(1).describe('in a row'),
    gave_up: z.boolean().describe('after a day, the notification was dropped'),
  })
  .describe('why the last notification did not arrive; null: it did');

export const channelSchema = z
  .object({
    id: idSchema,
    kind: z.enum(CHANNEL_KINDS),
    target: z
      .string()
      .nullable()
      .describe('null: your own e-mail address; of Slack and Discord the host alone, as the address is the secret'),
    secret_set: z.boolean(),
    events: z.array(z.string()),
    quiet_hours: z.object({ from: z.string(), to: z.string() }).nullable(),
    waiting: z.int().min(0).describe('notifications that are still to be sent'),
    last_sent_at: timestampSchema.nullable(),
    failure: failureSchema.nullable(),
  })
  .meta({ id: 'NotificationChannel' });
export type Channel = z.infer<typeof channelSchema>;

export const notificationsAnswerSchema = answer('NotificationsAnswer', {
  notifications: z.object({ channels: z.array(channelSchema), digest: z.enum(['daily', 'weekly', 'off']) }),
});
export type NotificationsAnswer = z.infer<typeof notificationsAnswerSchema>;

export const testNotificationsSchema = z
  .strictObject({ channel_id: idSchema.optional().describe('default: all channels') })
  .optional()
  .meta({ id: 'TestNotifications' });
export type TestNotifications = z.infer<typeof testNotificationsSchema>;

export const testedNotificationsSchema = answer('TestedNotifications', {
  results: z.array(
    z.object({ channel_id: idSchema, delivered: z.boolean(), failure: z.object(messageShape).optional() }),
  ),
});
export type TestedNotifications = z.infer<typeof testedNotificationsSchema>;
