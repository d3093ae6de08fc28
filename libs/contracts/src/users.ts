import { z } from 'zod';
import { answer, idSchema, lineOfText, listAnswer, pageQueryShape, timestampSchema, timeZoneSchema } from './common.ts';
import { ROLES } from './permissions.ts';

export const roleSchema = z.enum(ROLES);

export const usernameSchema = lineOfText(2, 64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u, 'may have letters, digits, dots, dashes and underscores')
  .describe('2 to 64 letters, digits, dots, dashes, underscores; unique whatever the case');

export const emailSchema = z.email().max(254).describe('at most 254 characters; unique whatever the case');

/** Form only; how strong it must be is checked where it is set, with the code PASSWORD_TOO_WEAK. */
export const newPasswordSchema = z.string().min(1).max(1024).describe('12 to 128 characters of any kind');

export const userSchema = z
  .object({
    id: idSchema,
    username: z.string(),
    email: z.string().nullable(),
    pending_email: z
      .string()
      .optional()
      .describe('the address that they asked for; it counts once the link in the mail to it was opened'),
    role: roleSchema,
    is_active: z.boolean(),
    must_change_password: z.boolean(),
    two_factor_enabled: z.boolean().describe('signs in with a second factor'),
    needs_approval: z
      .literal(true)
      .optional()
      .describe('an administrator approves each of their jobs; absent: no one has to'),
    time_zone: timeZoneSchema,
    created_at: timestampSchema,
    last_login_at: timestampSchema.nullable(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof userSchema>;

export const createUserSchema = z
  .strictObject({
    username: usernameSchema,
    email: emailSchema.nullish(),
    role: roleSchema.default('user'),
    password: newPasswordSchema.optional().describe('without it, the answer carries a one-time password'),
    time_zone: timeZoneSchema.optional(),
  })
  .meta({ id: 'CreateUser' });
export type CreateUser = z.infer<typeof createUserSchema>;

export const userAnswerSchema = answer('UserAnswer', { user: userSchema });
export type UserAnswer = z.infer<typeof userAnswerSchema>;

export const createUserAnswerSchema = answer('CreateUserAnswer', {
  user: userSchema,
  one_time_password: z.string().optional().describe('shown once; the user must change it at the first sign-in'),
});
export type CreateUserAnswer = z.infer<typeof createUserAnswerSchema>;

export const userListQuerySchema = z.strictObject({
  ...pageQueryShape,
  search: lineOfText(1, 64).optional().describe('part of the user name or e-mail'),
  role: roleSchema.optional(),
  is_active: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .optional()
    .describe('true or false'),
});
export type UserListQuery = z.infer<typeof userListQuerySchema>;
export const userListSchema = listAnswer('UserList', userSchema);
export type UserList = z.infer<typeof userListSchema>;

export const changePasswordSchema = z
  .strictObject({ current_password: z.string().min(1).max(1024), new_password: newPasswordSchema })
  .meta({ id: 'ChangePassword' });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/**
 * What may be changed of a user: their own e-mail and time zone, or everything by an administrator. A user's own new
 * e-mail takes effect once it is confirmed.
 */
export const updateUserSchema = z
  .strictObject({
    username: usernameSchema.optional(),
    email: emailSchema.nullable().optional(),
    role: roleSchema.optional(),
    is_active: z.boolean().optional(),
    needs_approval: z.boolean().optional().describe('whether an administrator approves each of their jobs'),
    time_zone: timeZoneSchema.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'must name what to change')
  .meta({ id: 'UpdateUser' });
export type UpdateUser = z.infer<typeof updateUserSchema>;

/** A reset that an administrator started: a link by mail, or, for a user without e-mail, a password to hand over. */
export const resetStartedSchema = answer('ResetStarted', {
  mailed: z.boolean().describe('true: a link is on its way to the user'),
  one_time_password: z.string().optional().describe('shown once; the user must change it at the next sign-in'),
});
export type ResetStarted = z.infer<typeof resetStartedSchema>;

/** Everything that is stored about one user, table by table, without secrets. */
export const userExportSchema = answer('UserExport', {
  export: z.object({
    format: z.literal('pacekeeper-user-export/1'),
    exported_at: timestampSchema,
    user: userSchema,
    tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  }),
});
export type UserExport = z.infer<typeof userExportSchema>;
