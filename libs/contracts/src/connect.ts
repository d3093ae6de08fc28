import { z } from 'zod';
import { proxyUrlSchema } from './accounts.ts';
import { accountSchema } from './bot.ts';
import { answer, idSchema, listAnswer, timestampSchema } from './common.ts';
import { normaliseCode, normaliseName } from './typed.ts';

/** Hosts, which have the form of a name but are no account's. */
const HOSTS = /^(?:www\.|m\.)?instagram\.com$/;

/** A name as Instagram allows it: letters, digits, dots and underscores, at most 30. An @ or the profile's address serves. */
export const instagramUsernameSchema = z
  .string()
  .max(2_000)
  .transform(normaliseName)
  .pipe(
    z
      .string()
      .regex(/^[a-z0-9._]{1,30}$/, 'must be an Instagram name: letters, digits, dots and underscores, at most 30')
      .refine((name) => !HOSTS.test(name), 'must be the name of a person, not the address of Instagram'),
  )
  .describe('Instagram name, with or without @');

/** What is answered with a code, and how it comes to the person. */
export const CODE_METHODS = ['totp', 'sms', 'whatsapp', 'backup', 'email'] as const;
/** `approve`: the person presses "It was me". `by_hand`: they did what Instagram's own app asked, and say so. */
export const VERIFICATION_METHODS = [...CODE_METHODS, 'approve', 'by_hand'] as const;
export type VerificationMethod = (typeof VERIFICATION_METHODS)[number];

/**
 * What the person has to do next. `choice`: say where the code goes (`bot/login/resend`). `code`: enter it. `approval`:
 * read what Instagram says and press "It was me". `app`: do what Instagram's app asks. `consent`: accept new terms there.
 */
export const VERIFICATION_ASKS = ['choice', 'code', 'approval', 'app', 'consent'] as const;
export type VerificationAsk = (typeof VERIFICATION_ASKS)[number];

export const verificationSchema = z
  .object({
    id: idSchema,
    kind: z.enum(['two_factor', 'challenge']),
    instagram_username: z.string(),
    asks: z.enum(VERIFICATION_ASKS).describe('what the person has to do next'),
    methods: z.array(z.enum(VERIFICATION_METHODS)).describe('the ways to answer, the usual one first'),
    method: z.enum(VERIFICATION_METHODS).optional().describe('the way that is expected now; none before a choice'),
    sent_to: z.string().optional().describe('where the last code was sent: masked phone number or e-mail'),
    can_send: z
      .array(
        z.object({
          method: z.enum(CODE_METHODS),
          to: z.string().optional().describe('masked phone number or e-mail'),
        }),
      )
      .describe('the ways by which Instagram sends a code when `bot/login/resend` asks it to'),
    again_at: timestampSchema.optional().describe('before that no code is sent and no confirmation is checked again'),
    tries_left: z.int().min(0).describe('codes that may still be tried'),
    link: z.url().optional().describe('the page of Instagram that asks; always https on instagram.com'),
    review: z
      .object({ platform: z.string().optional(), country: z.string().optional() })
      .optional()
      .describe('what Instagram says about the sign-in that it asks about'),
    expires_at: timestampSchema,
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof verificationSchema>;

const passwordSchema = z
  .string()
  .min(1, 'may not be empty')
  .max(1024)
  // Instagram would count it as a wrong password.
  .refine((password) => password === '' || password.trim() !== '', 'must not be blanks alone')
  .refine((password) => !password.includes('\0'), 'must not have a NUL character')
  .describe('the Instagram password; used once and never stored');

export const connectSchema = z
  .strictObject({
    username: instagramUsernameSchema,
    password: passwordSchema,
    proxy_url: proxyUrlSchema.optional().describe('the fixed proxy of this account, through which it also signs in'),
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
    method: z.enum(VERIFICATION_METHODS).optional().describe('one of the methods offered; default the expected one'),
    code: z
      .string()
      .max(64)
      .transform(normaliseCode)
      .pipe(z.string().regex(/^\d{4,12}$/, 'must be 4 to 12 digits'))
      .optional()
      .describe('the code; blanks and dashes do not matter. Left out with `approve` and `by_hand`'),
    password: passwordSchema
      .optional()
      .describe('with `by_hand` alone: the Instagram password once more, to see whether Instagram lets you in now'),
  })
  .meta({ id: 'Verify' });
export type Verify = z.infer<typeof verifySchema>;

export const resendSchema = z
  .strictObject({
    verification_id: idSchema,
    method: z.enum(CODE_METHODS).optional().describe('one of `can_send`; default the one used last, else the first'),
  })
  .meta({ id: 'Resend' });
export type Resend = z.infer<typeof resendSchema>;

export const verificationAnswerSchema = answer('VerificationAnswer', { verification: verificationSchema });
export type VerificationAnswer = z.infer<typeof verificationAnswerSchema>;

export const verificationListSchema = listAnswer('VerificationList', verificationSchema);
export type VerificationList = z.infer<typeof verificationListSchema>;
