import { z } from 'zod';
import { answer, lineOfText, listAnswer, pageQueryShape, timestampSchema } from './common.ts';
import { jobSchema } from './jobs.ts';
import { LIST_MAX } from './job-sources.ts';
import { errorSymbolSchema } from './problem.ts';

/** How long a plan waits for its approval, hours. */
export const PLAN_HOURS = 48;

const targetSchema = z.object({
  pk: z.string(),
  username: z.string().nullable(),
  full_name: z.string().optional(),
  picture: z.string().optional(),
});

export const planItemSchema = z
  .object({
    id: z.string().describe('that of its interaction'),
    target: targetSchema,
    object_id: z.string().optional().describe('the post or story, where it is not the person that is acted on'),
    decision: z.enum(['act', 'skip']),
    symbol: errorSymbolSchema.optional().describe('why it is left out'),
    reason: z.string().optional().describe('the same in English'),
    expected_at: timestampSchema.optional().describe('when it would come, if the plan were approved now'),
  })
  .meta({ id: 'PlanItem' });
export type PlanItem = z.infer<typeof planItemSchema>;

export const planSummarySchema = z.object({
  version: z.int().describe('what `approve` names'),
  acts: z.int(),
  skips: z.array(z.object({ symbol: errorSymbolSchema, count: z.int() })),
  first_at: timestampSchema.nullable(),
  last_at: timestampSchema.nullable(),
  expires_at: timestampSchema.nullable().describe('until when it may be approved; null: it does not wait for that'),
});
export type PlanSummary = z.infer<typeof planSummarySchema>;

export const planQuerySchema = z.strictObject({
  ...pageQueryShape,
  decision: z.enum(['act', 'skip']).optional(),
});
export type PlanQuery = z.infer<typeof planQuerySchema>;

export const planSchema = listAnswer('Plan', planItemSchema)
  .extend({ summary: planSummarySchema })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof planSchema>;

const pks = z.array(z.string().regex(/^@?[\w.]{1,40}$/, 'must be the pk of a target')).max(LIST_MAX);
export const planChangesSchema = z
  .strictObject({
    strike: pks.optional().describe('pks of targets that are not to be acted on'),
    restore: pks.optional().describe('pks of targets that were struck'),
  })
  .refine(({ strike = [], restore = [] }) => strike.length + restore.length > 0, 'must change something')
  .meta({ id: 'PlanChanges' });
export type PlanChanges = z.infer<typeof planChangesSchema>;

export const approvePlanSchema = z
  .strictObject({
    version: z.int().min(1).describe('of the plan that you have seen; an older one is refused'),
    start: z.boolean().optional().describe('also start the bot where it is stopped'),
  })
  .meta({ id: 'ApprovePlan' });
export type ApprovePlan = z.infer<typeof approvePlanSchema>;

export const rejectPlanSchema = z
  .strictObject({ reason: lineOfText(3, 300).describe('why; the user reads it, 3 to 300 characters') })
  .meta({ id: 'RejectPlan' });
export type RejectPlan = z.infer<typeof rejectPlanSchema>;

export const undoJobSchema = z
  .strictObject({ start: z.boolean().optional().describe('also start the bot where it is stopped') })
  .default({})
  .meta({ id: 'UndoJob' });
export type UndoJob = z.infer<typeof undoJobSchema>;

export const undoAnswerSchema = answer('UndoAnswer', {
  job: jobSchema.describe('the job that takes it back'),
  not_undone: z
    .array(z.object({ target: targetSchema, symbol: errorSymbolSchema }))
    .describe('what the job did and may have done, and this one does not take back'),
});
export type UndoAnswer = z.infer<typeof undoAnswerSchema>;
