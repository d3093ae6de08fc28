import { z } from 'zod';
import { ACTIONS } from './actions.ts';
import { answer, idSchema, listAnswer, pageQueryShape, reasonShape, timestampSchema } from './common.ts';
import { filtersSchema } from './filters.ts';
import { ACTION_ENTRIES } from './job-actions.ts';
import { amountSchema } from './job-bodies.ts';
import { SOURCE_ENTRIES, SOURCES } from './job-sources.ts';
import { lastErrorSchema } from './problem.ts';

export const JOB_STATES = [
  'planning',
  'planned',
  'queued',
  'running',
  'waiting',
  'paused',
  'completed',
  'failed',
  'cancelled',
] as const;
export type JobState = (typeof JOB_STATES)[number];

type ShownOf<Entry> = Entry extends { readonly shown: infer Shown } ? Shown : never;
type Shown = ShownOf<(typeof SOURCE_ENTRIES)[number] | (typeof ACTION_ENTRIES)[number]>;
/** The parameters of every source and the options of every action; a job has those of its own. */
const shown = Object.assign(
  {},
  ...SOURCE_ENTRIES.map((entry) => entry.shown),
  ...ACTION_ENTRIES.map((entry) => ('shown' in entry ? entry.shown : {})),
) as All<Shown>;
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer Both) => void
  ? Both
  : never;

export const jobSchema = z
  .object({
    id: idSchema,
    account_id: idSchema,
    action: z.enum([...ACTIONS, 'unlike']),
    source: z.enum([...SOURCES, 'job']),
    ...shown,
    job_id: idSchema.optional().describe('for the source job: what it takes back'),
    filters: filtersSchema,
    state: z.enum(JOB_STATES),
    ...reasonShape('what it waits for, or why it ended with fewer than asked for; in English'),
    until: timestampSchema.optional().describe('until when it waits'),
    next_action_at: timestampSchema
      .optional()
      .describe('when its next action comes; absent where it has ended, or a person decides'),
    amount: z.int(),
    done: z.int(),
    skipped: z.int(),
    failed: z.int(),
    unknown: z.int().describe('actions whose outcome is not known: being read back, or waiting for a review'),
    remaining: z.int().describe('what is still to come: amount - done - failed - unknown; 0 once the job has ended'),
    short: z.int().optional().describe('what remained when the job ended; absent where nothing did'),
    plan_version: z.int().optional().describe('rises with every change of its plan; absent where it has none'),
    created_at: timestampSchema,
    started_at: timestampSchema.nullable(),
    finished_at: timestampSchema.nullable(),
    expected_end_at: timestampSchema.nullable(),
    last_error: lastErrorSchema.optional(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof jobSchema>;

export const jobAnswerSchema = answer('JobAnswer', { job: jobSchema });
export type JobAnswer = z.infer<typeof jobAnswerSchema>;

export const jobListQuerySchema = z.strictObject({
  ...pageQueryShape,
  account_id: idSchema.optional(),
  user_id: idSchema.optional().describe('for administrators; default: yourself'),
  state: z.enum(JOB_STATES).optional(),
});
export type JobListQuery = z.infer<typeof jobListQuerySchema>;
export const jobListSchema = listAnswer('JobList', jobSchema);
export type JobList = z.infer<typeof jobListSchema>;

/** What may be changed of a job that has not ended: it counts for what has not run yet. */
export const jobChangesSchema = z
  .strictObject({
    amount: amountSchema.optional().describe('actions in all, with those that have run'),
    filters: filtersSchema.optional().describe('for targets that have not had their turn; the source is read anew'),
  })
  .refine((body) => body.amount !== undefined || body.filters !== undefined, 'must change something')
  .meta({ id: 'JobChanges' });
export type JobChanges = z.infer<typeof jobChangesSchema>;
