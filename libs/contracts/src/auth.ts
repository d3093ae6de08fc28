import { z } from 'zod';
import { answer, idSchema, lineOfText, listAnswer, pageQueryShape, timestampSchema } from './common.ts';
import { normaliseCode } from './typed.ts';
import { newPasswordSchema, userSchema } from './users.ts';

const nameOrEmail = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .refine((text) => !text.includes('\0'), 'has characters that are not allowed');

/** A password as it is typed to be compared; how long it may be set is `newPasswordSchema`'s. */
const typedPassword = z.string().min(1).max(1024);

export const loginSchema = z
  .strictObject({
    username: nameOrEmail.describe('user name or e-mail'),
    password: typedPassword,
  })
  .meta({ id: 'Login' });
export type Login = z.infer<typeof loginSchema>;

/** The answer to a completed sign-in. */
export const loginAnswerSchema = answer('LoginAnswer', {
  token: z.string().describe('access token, sent as `Authorization: Bearer ...`'),
  expires_at: timestampSchema,
  must_change_password: z.boolean().describe('true: the token opens only the change of the password'),
  must_set_up_two_factor: z.boolean().describe('true: the token opens only the setting up of a second factor'),
  user: userSchema,
});
export type LoginAnswer = z.infer<typeof loginAnswerSchema>;

/** How a second factor is shown: a code of the authenticator app, a code from paper, or a passkey. */
export const SECOND_FACTORS = ['totp', 'recovery_code', 'passkey'] as const;
export type SecondFactor = (typeof SECOND_FACTORS)[number];

/** The password was right; the second factor is still to come. */
export const verificationNeededSchema = answer('VerificationNeeded', {
  requires_verification: z.literal(true),
  verification_token: z.string().describe('opens `auth/login/verify` alone, once'),
  methods: z.array(z.enum(SECOND_FACTORS)),
  expires_at: timestampSchema,
});
export type VerificationNeeded = z.infer<typeof verificationNeededSchema>;

export const loginOutcomeSchema = z.union([loginAnswerSchema, verificationNeededSchema]).meta({ id: 'LoginOutcome' });
export type LoginOutcome = z.infer<typeof loginOutcomeSchema>;

/** What the browser's WebAuthn interface made; checked by the WebAuthn library, passed on as it is. */
const credentialSchema = z.looseObject({
  id: z.string().min(1).max(1400),
  rawId: z.string().min(1).max(1400),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
  clientExtensionResults: z.record(z.string(), z.unknown()),
});
const challengeToken = z.string().min(1).max(2048).describe('from the answer that carried the options');

/**
 * An authenticator code has 6 digits, a recovery code a number and 28 characters (10 in those of before); blanks and dashes
 * do not count.
 */
const codeSchema = z
  .string()
  .max(128)
  .transform(normaliseCode)
  .pipe(
    z.string().regex(/^(\d{6}|\d(?:[a-z0-9]{10}|[a-z0-9]{28}))$/, 'must be a code of 6 digits, or a recovery code'),
  );

export const verifyLoginSchema = z
  .strictObject({
    verification_token: z.string().min(1).max(2048),
    method: z.enum(SECOND_FACTORS).optional().describe('without it, what the code looks like'),
    code: codeSchema.optional(),
    challenge_token: challengeToken.optional(),
    credential: credentialSchema.optional(),
  })
  .refine(
    ({ code, credential, challenge_token }) => (code !== undefined) !== Boolean(credential && challenge_token),
    'must have a code, or a credential with its challenge_token',
  )
  .meta({ id: 'VerifyLogin' });
export type VerifyLogin = z.infer<typeof verifyLoginSchema>;

export const initializePasswordSchema = z
  .strictObject({
    username: nameOrEmail,
    current_password: typedPassword,
    new_password: newPasswordSchema,
  })
  .meta({ id: 'InitializePassword' });
export type InitializePassword = z.infer<typeof initializePasswordSchema>;

/** Proves the caller's identity again, with the second factor if there is one. */
export const reauthenticateSchema = z
  .strictObject({
    password: typedPassword,
    code: codeSchema.optional(),
    challenge_token: challengeToken.optional(),
    credential: credentialSchema.optional(),
  })
  .refine(
    ({ code, credential, challenge_token }) =>
      Boolean(credential) === Boolean(challenge_token) && !(code !== undefined && credential),
    'must have one second factor: a code, or a credential with its challenge_token',
  )
  .meta({ id: 'Reauthenticate' });
export type Reauthenticate = z.infer<typeof reauthenticateSchema>;

export const forgotPasswordSchema = z
  .strictObject({ email: nameOrEmail.optional(), username: nameOrEmail.optional() })
  .refine(({ email, username }) => (email === undefined) !== (username === undefined), 'must name an email or username')
  .meta({ id: 'ForgotPassword' });
export type ForgotPassword = z.infer<typeof forgotPasswordSchema>;

export const resetPasswordSchema = z
  .strictObject({
    token: z.string().min(1).max(512).describe('the part of the link behind #'),
    new_password: newPasswordSchema,
  })
  .meta({ id: 'ResetPassword' });
export type ResetPassword = z.infer<typeof resetPasswordSchema>;

export const confirmEmailSchema = z
  .strictObject({ token: z.string().min(1).max(512).describe('the part of the link behind #') })
  .meta({ id: 'ConfirmEmail' });
export type ConfirmEmail = z.infer<typeof confirmEmailSchema>;

export const SIGN_IN_METHODS = [
  'password',
  'password_totp',
  'password_recovery_code',
  'password_passkey',
  'passkey',
] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

export const loginSessionSchema = z
  .object({
    id: idSchema,
    current: z.boolean().describe('this very login session'),
    device: z.string().describe('browser and system in words, as far as they are known'),
    address: z.string().nullable().describe('where it was opened from'),
    method: z.enum(SIGN_IN_METHODS),
    created_at: timestampSchema,
    last_used_at: timestampSchema,
    expires_at: timestampSchema,
  })
  .meta({ id: 'LoginSession' });
export type LoginSession = z.infer<typeof loginSessionSchema>;
export const loginSessionsQuerySchema = z.strictObject({ ...pageQueryShape });
export type LoginSessionsQuery = z.infer<typeof loginSessionsQuerySchema>;
export const loginSessionListSchema = listAnswer('LoginSessionList', loginSessionSchema);
export type LoginSessionList = z.infer<typeof loginSessionListSchema>;

export const endedSessionsSchema = answer('EndedSessions', { ended: z.int().min(0).describe('login sessions ended') });
export type EndedSessions = z.infer<typeof endedSessionsSchema>;

export const passkeySchema = z
  .object({
    id: idSchema,
    name: z.string(),
    backed_up: z.boolean().describe('kept by a provider, so that it survives the device'),
    created_at: timestampSchema,
    last_used_at: timestampSchema.nullable(),
  })
  .meta({ id: 'Passkey' });
export type Passkey = z.infer<typeof passkeySchema>;

export const twoFactorSchema = z
  .object({
    enabled: z.boolean(),
    required: z.boolean().describe('an administrator requires it of everybody'),
    totp_confirmed_at: timestampSchema.nullable(),
    recovery_codes_left: z.int().min(0),
    passkeys: z.array(passkeySchema),
  })
  .meta({ id: 'TwoFactor' });
export type TwoFactor = z.infer<typeof twoFactorSchema>;
export const twoFactorAnswerSchema = answer('TwoFactorAnswer', { two_factor: twoFactorSchema });
export type TwoFactorAnswer = z.infer<typeof twoFactorAnswerSchema>;

export const totpEnrolmentSchema = answer('TotpEnrolment', {
  totp: z.object({
    secret: z.string().describe('base32, for typing into the app by hand'),
    otpauth_url: z.string().describe('what the QR code holds'),
  }),
});
export type TotpEnrolment = z.infer<typeof totpEnrolmentSchema>;

export const totpCodeSchema = z
  .string()
  .max(32)
  .transform(normaliseCode)
  .pipe(z.string().regex(/^\d{6}$/, 'must be a code of 6 digits'));
export const confirmTotpSchema = z.strictObject({ code: totpCodeSchema }).meta({ id: 'ConfirmTotp' });
export type ConfirmTotp = z.infer<typeof confirmTotpSchema>;

export const recoveryCodesSchema = answer('RecoveryCodes', {
  recovery_codes: z.array(z.string()).describe('shown once; each serves once'),
});
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;

export const passkeyOptionsSchema = answer('PasskeyOptions', {
  options: z.record(z.string(), z.unknown()).describe('for `navigator.credentials`, as WebAuthn’s JSON'),
  challenge_token: z.string(),
});
export type PasskeyOptions = z.infer<typeof passkeyOptionsSchema>;

export const passkeyLoginOptionsSchema = z
  .strictObject({
    verification_token: z.string().min(1).max(2048).optional().describe('as a second factor, after the password'),
  })
  .meta({ id: 'PasskeyLoginOptions' });
export type PasskeyLoginOptions = z.infer<typeof passkeyLoginOptionsSchema>;

export const passkeyLoginSchema = z
  .strictObject({ challenge_token: challengeToken, credential: credentialSchema })
  .meta({ id: 'PasskeyLogin' });
export type PasskeyLogin = z.infer<typeof passkeyLoginSchema>;

export const registerPasskeySchema = z
  .strictObject({ challenge_token: challengeToken, credential: credentialSchema, name: lineOfText(1, 64) })
  .meta({ id: 'RegisterPasskey' });
export type RegisterPasskey = z.infer<typeof registerPasskeySchema>;
export const passkeyAnswerSchema = answer('PasskeyAnswer', {
  passkey: passkeySchema,
  recovery_codes: z.array(z.string()).optional().describe('with the first second factor; shown once'),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswerSchema>;

/** Length limits of passwords, for all users; the API also refuses the user's own name and leaked passwords. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
