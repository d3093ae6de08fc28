import { z } from 'zod';
import { answer, timestampSchema } from './common.ts';
import { newPasswordSchema, userSchema } from './users.ts';

const nameOrEmail = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .refine((text) => !text.includes('\0'), 'has characters that are not allowed');

export const loginSchema = z
  .strictObject({
    username: nameOrEmail.describe('user name or e-mail'),
    password: z.string().min(1).max(1024),
  })
  .meta({ id: 'Login' });
export type Login = z.infer<typeof loginSchema>;

export const loginAnswerSchema = answer('LoginAnswer', {
  token: z.string().describe('access token, sent as `Authorization: Bearer ...`'),
  expires_at: timestampSchema,
  must_change_password: z.boolean().describe('true: the token opens only the change of the password'),
  user: userSchema,
});
export type LoginAnswer = z.infer<typeof loginAnswerSchema>;

export const initializePasswordSchema = z
  .strictObject({
    username: nameOrEmail,
    current_password: z.string().min(1).max(1024),
    new_password: newPasswordSchema,
  })
  .meta({ id: 'InitializePassword' });
export type InitializePassword = z.infer<typeof initializePasswordSchema>;

/** Passwords that are refused whoever chooses them; the API adds the user's own name and leaked passwords. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
