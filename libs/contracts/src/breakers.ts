import { z } from 'zod';
import { ACTIONS } from './actions.ts';
import { answer, idSchema, lineOfText, listAnswer, pageQueryShape, timestampSchema } from './common.ts';
import { errorSymbolSchema } from './problem.ts';

export const BREAKER_STATES = ['open', 'half_open', 'closed'] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

/**
 * What opened it: the answer to an action or to a read, actions that were accepted without effect, what Instagram had
 * asked the account to wait for before it was connected again, or the refusal of the app version that it claims.
 */
export const BREAKER_TRIGGERS = ['action', 'read', 'no_effect', 'kept', 'version'] as const;
export type BreakerTrigger = (typeof BREAKER_TRIGGERS)[number];

export const breakerSchema = z
  .object({
    id: idSchema,
    account_id: idSchema,
    instagram_username: z.string().nullable().describe('null where it is another user’s'),
    action: z.enum(ACTIONS).nullable().describe('what it stops; null: the whole account'),
    state: z.enum(BREAKER_STATES).describe('`half_open`: its time is over, and one action is tried'),
    opened_at: timestampSchema.describe('when it opened last'),
    until: timestampSchema.describe('when it lets one action through'),
    symbol: errorSymbolSchema,
    code: z.string(),
    reopened: z.int().min(0).describe('how often it came back, after a try that failed or after a release'),
    trigger: z.enum(BREAKER_TRIGGERS),
    job_id: idSchema.optional(),
    closed_at: timestampSchema.optional(),
    release: z
      .object({ at: timestampSchema, by: z.enum(['owner', 'administrator']), reason: z.string() })
      .optional()
      .describe('present where a person released it'),
  })
  .meta({ id: 'Breaker' });
export type Breaker = z.infer<typeof breakerSchema>;

export const breakerListQuerySchema = z.strictObject({
  ...pageQueryShape,
  account_id: idSchema.optional(),
  state: z.enum(BREAKER_STATES).optional(),
  user_id: idSchema.optional().describe('administrators: whose; default one’s own'),
});
export type BreakerListQuery = z.infer<typeof breakerListQuerySchema>;
export const breakerListSchema = listAnswer('BreakerList', breakerSchema);
export type BreakerList = z.infer<typeof breakerListSchema>;

export const releaseBreakerSchema = z
  .strictObject({ reason: lineOfText(3, 300).describe('why; kept in the audit log, 3 to 300 characters') })
  .meta({ id: 'ReleaseBreaker' });
export type ReleaseBreaker = z.infer<typeof releaseBreakerSchema>;

export const breakerAnswerSchema = answer('BreakerAnswer', { breaker: breakerSchema });
export type BreakerAnswer = z.infer<typeof breakerAnswerSchema>;

/** Whose bots stop. */
export const STOP_SCOPES = ['own', 'everybody'] as const;
export const stopAllSchema = z
  .strictObject({
    scope: z
      .enum(STOP_SCOPES)
      .optional()
      .describe(
        'default: `everybody` for administrators, `own` for everyone else; only administrators may stop everyone’s',
      ),
    reason: lineOfText(3, 300).optional().describe('why; it may be given, and need not be'),
  })
  .default({})
  .meta({ id: 'StopAll' });
export type StopAll = z.infer<typeof stopAllSchema>;
export const stopAllAnswerSchema = answer('StopAllAnswer', {
  stopped: z.int().min(0).describe('bots that ran before'),
});
export type StopAllAnswer = z.infer<typeof stopAllAnswerSchema>;
