import { z } from 'zod';
import { idSchema, listAnswer, pageQueryShape, timestampSchema } from './common.ts';
import { errorSymbolSchema } from './problem.ts';

/** How far an action on a target is. */
export const LEDGER_STATES = [
  'planned',
  'intended',
  'confirmed',
  'refused',
  'skipped',
  'unknown',
  'needs_review',
] as const;
export type LedgerState = (typeof LEDGER_STATES)[number];

export const interactionSchema = z
  .object({
    id: z.string().describe('rises with time'),
    account_id: idSchema,
    job_id: idSchema,
    action: z.string(),
    target: z.object({ pk: z.string(), username: z.string().nullable() }),
    state: z.enum(LEDGER_STATES),
    error_code: z.string().optional(),
    error: errorSymbolSchema.optional(),
    intended_at: timestampSchema.nullable().describe('when it was about to be sent; null: it was not'),
    settled_at: timestampSchema.nullable().describe('when its outcome was known'),
    duration_ms: z.int().min(0).nullable(),
  })
  .meta({ id: 'Interaction' });
export type Interaction = z.infer<typeof interactionSchema>;

const filterShape = {
  account_id: idSchema.optional().describe('default: all your accounts'),
  job_id: idSchema.optional(),
  target: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^@?[a-z0-9._]{1,30}$/, 'must be an Instagram name or number')
    .transform((text) => text.replace(/^@/, ''))
    .optional()
    .describe('name or number of the person: everything that was done with them'),
  action: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  state: z.enum(LEDGER_STATES).optional(),
};

export const interactionsQuerySchema = z.strictObject({ ...pageQueryShape, ...filterShape });
export type InteractionsQuery = z.infer<typeof interactionsQuerySchema>;
export const interactionsExportQuerySchema = z.strictObject(filterShape);
export type InteractionsExportQuery = z.infer<typeof interactionsExportQuerySchema>;
export const interactionListSchema = listAnswer('InteractionList', interactionSchema);
export type InteractionList = z.infer<typeof interactionListSchema>;
