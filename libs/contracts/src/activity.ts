import { z } from 'zod';
import { idSchema, listAnswer, messageShape, pageQueryShape, timestampSchema } from './common.ts';
import { errorSymbolSchema } from './problem.ts';

export const ACTIVITY_STATUSES = ['success', 'info', 'warning', 'error'] as const;
export type ActivityStatus = (typeof ACTIVITY_STATUSES)[number];

export const activitySchema = z
  .object({
    id: z.string().describe('rises with time'),
    at: timestampSchema,
    user_id: idSchema,
    action: z.string().describe('what happened, such as follow, bot_started, job_created'),
    status: z.enum(ACTIVITY_STATUSES),
    ...messageShape,
    error_code: z.string().optional(),
    error: errorSymbolSchema.optional(),
    job_id: idSchema.optional(),
    account_id: idSchema.optional(),
    target: z.object({ pk: z.string(), username: z.string().nullable() }).optional(),
    duration_ms: z.int().min(0).optional().describe('milliseconds that Instagram took'),
    correlation_id: z.string().optional(),
  })
  .meta({ id: 'Activity' });
export type Activity = z.infer<typeof activitySchema>;

const activityFilters = {
  status: z.enum(ACTIVITY_STATUSES).optional(),
  action: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  account_id: idSchema.optional(),
  job_id: idSchema.optional(),
  user_id: idSchema.optional().describe('administrators: whose; default one’s own'),
};
export const activityQuerySchema = z.strictObject({ ...pageQueryShape, ...activityFilters });
export type ActivityQuery = z.infer<typeof activityQuerySchema>;
export const activityListSchema = listAnswer('ActivityList', activitySchema);
export type ActivityList = z.infer<typeof activityListSchema>;

export const activityExportQuerySchema = z.strictObject(activityFilters);
export type ActivityExportQuery = z.infer<typeof activityExportQuerySchema>;
export const activityExportSchema = z.array(activitySchema).meta({ id: 'ActivityExport' });
