import { z } from 'zod';
import { answer, idSchema, lineOfText, listAnswer, pageQueryShape, timestampSchema } from './common.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

/** What every API token begins with, so that people and scanners of secrets recognise one. */
export const API_TOKEN_PREFIX = 'pk_';
/** The longest that a token may hold, days. */
export const API_TOKEN_DAYS = 366;
/** How many one user may have, expired ones included. */
export const MOST_API_TOKENS = 50;

const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

export const apiTokenSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    // Not the enum: a permission that a newer version had is still shown.
    permissions: z.array(z.string()).describe('each also needs your role to have it'),
    created_at: timestampSchema,
    expires_at: timestampSchema,
    expired: z.boolean(),
    last_used_at: timestampSchema.nullable().describe('to the minute; null: never'),
  })
  .meta({ id: 'ApiToken' });
export type ApiToken = z.infer<typeof apiTokenSchema>;

export const apiTokensQuerySchema = z.strictObject(pageQueryShape);
export type ApiTokensQuery = z.infer<typeof apiTokensQuerySchema>;
export const apiTokenListSchema = listAnswer('ApiTokenList', apiTokenSchema);
export type ApiTokenList = z.infer<typeof apiTokenListSchema>;

export const createApiTokenSchema = z
  .strictObject({
    name: lineOfText(1, 64).describe('what it is for'),
    permissions: z
      .array(z.enum(PERMISSION_NAMES))
      .min(1, 'may not be empty')
      .max(PERMISSION_NAMES.length)
      .transform((names) => [...new Set(names)])
      .describe('some of your own; those for sign-ins, passwords, second factors and tokens are refused'),
    expires_at: timestampSchema.describe(`within ${API_TOKEN_DAYS} days`),
  })
  .meta({ id: 'CreateApiToken' });
export type CreateApiToken = z.infer<typeof createApiTokenSchema>;

export const createdApiTokenSchema = answer('CreatedApiToken', {
  api_token: apiTokenSchema,
  token: z.string().describe('shown this once; send it as `Authorization: Bearer`'),
});
export type CreatedApiToken = z.infer<typeof createdApiTokenSchema>;
