import { z } from 'zod';
import { answer, idSchema, listAnswer, reasonShape, timestampSchema } from './common.ts';
import { errorSymbolSchema, lastErrorSchema } from './problem.ts';

export const BOT_STATES = ['stopped', 'running', 'paused'] as const;
export type BotState = (typeof BOT_STATES)[number];

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
    ...reasonShape('why it is paused, or what its next action waits for, in English'),
    until: timestampSchema.optional().describe('when the pause ends'),
    next_action_at: timestampSchema
      .optional()
      .describe('when the next action comes; absent where nothing is to be done, or a person decides'),
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
