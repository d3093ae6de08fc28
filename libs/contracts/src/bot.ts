import { z } from 'zod';
import { answer, idSchema, listAnswer, timestampSchema } from './common.ts';
import { errorSymbolSchema, lastErrorSchema } from './problem.ts';

export const BOT_STATES = ['stopped', 'running', 'paused'] as const;
export type BotState = (typeof BOT_STATES)[number];

/** A name as Instagram allows it: letters, digits, dots and underscores, at most 30; a leading @ is dropped. */
export const instagramUsernameSchema = z
  .string()
  .max(64)
  .trim()
  .transform((name) => name.replace(/^@/, '').toLowerCase())
  .pipe(
    z
      .string()
      .regex(/^[a-z0-9._]{1,30}$/, 'must be an Instagram name: letters, digits, dots and underscores, at most 30'),
  )
  .describe('Instagram name, with or without @');

export const accountSchema = z
  .object({
    id: idSchema,
    instagram_username: z.string(),
    instagram_pk: z.string(),
    session_valid: z.boolean(),
    state: z.enum(BOT_STATES),
    ramp: z.number().min(0).max(1).describe('share of the limits that this account may use, 0 to 1'),
    connected_at: timestampSchema,
    last_tested_at: timestampSchema.nullable(),
    proxy_set: z.boolean(),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof accountSchema>;

export const accountListSchema = listAnswer('AccountList', accountSchema);
export type AccountList = z.infer<typeof accountListSchema>;

export const VERIFICATION_METHODS = ['totp', 'sms', 'whatsapp', 'backup', 'email', 'phone', 'app'] as const;
export type VerificationMethod = (typeof VERIFICATION_METHODS)[number];

export const verificationSchema = z
  .object({
    id: idSchema,
    kind: z.enum(['two_factor', 'challenge']),
    methods: z.array(z.enum(VERIFICATION_METHODS)),
    sent_to: z.string().optional().describe('masked phone number or e-mail'),
    expires_at: timestampSchema,
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof verificationSchema>;

export const connectSchema = z
  .strictObject({
    username: instagramUsernameSchema,
    password: z.string().min(1).max(1024).describe('the Instagram password; used once and never stored'),
  })
  .meta({ id: 'Connect' });
export type Connect = z.infer<typeof connectSchema>;

export const connectedSchema = z.object({ success: z.literal(true), account: accountSchema }).meta({ id: 'Connected' });
export const verificationRequiredSchema = z
  .object({ success: z.literal(false), requires_verification: z.literal(true), verification: verificationSchema })
  .meta({ id: 'VerificationRequired' });
export const connectAnswerSchema = z
  .discriminatedUnion('success', [connectedSchema, verificationRequiredSchema])
  .meta({ id: 'ConnectAnswer' });
export type ConnectAnswer = z.infer<typeof connectAnswerSchema>;

export const verifySchema = z
  .strictObject({
    verification_id: idSchema,
    method: z.enum(VERIFICATION_METHODS).optional().describe('one of the methods offered; default the first'),
    code: z
      .string()
      .max(64)
      .transform((code) => code.replaceAll(/[\s-]/g, ''))
      .pipe(z.string().regex(/^\d{4,12}$/, 'must be 4 to 12 digits'))
      .describe('the code; blanks and dashes do not matter'),
  })
  .meta({ id: 'Verify' });
export type Verify = z.infer<typeof verifySchema>;

export const accountChoiceSchema = z
  .strictObject({ account_id: idSchema.optional().describe('may be left out by a user with one account') })
  .default({})
  .meta({ id: 'AccountChoice' });
export type AccountChoice = z.infer<typeof accountChoiceSchema>;

export const botSchema = z
  .object({
    account_id: idSchema.nullable(),
    instagram_username: z.string().nullable(),
    session_valid: z.boolean(),
    bot_running: z.boolean(),
    state: z.enum(BOT_STATES),
    reason: z.string().optional().describe('why it is paused, in plain words'),
    until: timestampSchema.optional().describe('when the pause ends'),
    next_action_at: timestampSchema.optional(),
    last_error: lastErrorSchema.optional(),
  })
  .meta({ id: 'Bot' });
export type Bot = z.infer<typeof botSchema>;

export const botAnswerSchema = answer('BotAnswer', { bot: botSchema });
export type BotAnswer = z.infer<typeof botAnswerSchema>;

export const sessionTestSchema = answer('SessionTest', {
  session_valid: z.boolean(),
  instagram_username: z.string().nullable(),
  checked_at: timestampSchema,
  error: errorSymbolSchema.optional(),
  code: z.string().optional(),
});
export type SessionTest = z.infer<typeof sessionTestSchema>;
