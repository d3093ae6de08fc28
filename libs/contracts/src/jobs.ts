import { z } from 'zod';
import { ACTIONS } from './actions.ts';
import { answer, idSchema, listAnswer, pageQueryShape, reasonShape, timestampSchema } from './common.ts';
import { filtersSchema } from './filters.ts';
import { ACTION_ENTRIES, type ActionEntry, followAction, PAIRS } from './job-actions.ts';
import { hashtagSource, SOURCE_ENTRIES, type SourceEntry, SOURCES } from './job-sources.ts';
import { lastErrorSchema } from './problem.ts';

export const JOB_STATES = ['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** The largest amount of one job, in actions. */
export const AMOUNT_MAX = 1000;

const jobShape = {
  amount: z.int().min(1).max(AMOUNT_MAX).describe(`actions, 1 to ${AMOUNT_MAX}`),
  filters: filtersSchema.optional(),
  account_id: idSchema.optional().describe('may be left out by a user with one account'),
};

const body = { ...jobShape, ...hashtagSource.params.shape, ...followAction.options.shape };
export const followHashtagSchema = z.strictObject(body).meta({ id: 'FollowHashtag' });
export type FollowHashtag = z.infer<typeof followHashtagSchema>;

type Common = z.infer<z.ZodObject<typeof jobShape>>;
/** The body of a job: a union by source, and by action within it. */
type JobBody<A extends ActionEntry, S extends SourceEntry> = S extends SourceEntry
  ? A extends ActionEntry
    ? { action: A['action']; source: S['source'] } & Common & Fields<A['options']> & Fields<S['params']>
    : never
  : never;

/** An object without fields would forbid every other, since its index is of no value. */
type Fields<Schema extends z.ZodObject> = keyof Schema['shape'] extends never ? unknown : z.infer<Schema>;

/** Every pair of these that PAIRS allows, each with the options of its action and the parameters of its source. */
export const createJobSchemaOf = <A extends ActionEntry, S extends SourceEntry>(
  actions: readonly A[],
  sources: readonly S[],
  pairs: Readonly<Record<string, readonly string[]>> = PAIRS,
): z.ZodType<JobBody<A, S>, JobBody<A, S>> => {
  const bodies = sources.flatMap(({ source, params }) =>
    actions
      .filter(({ action }) => pairs[action]?.includes(source))
      .map(({ action, options }) =>
        z.strictObject({
          action: z.literal(action),
          source: z.literal(source),
          ...jobShape,
          ...options.shape,
          ...params.shape,
        }),
      ),
  );
  const bySource = Map.groupBy(bodies, ({ shape }) => shape.source.value);
  const [first, ...others] = [...bySource.values()].map(oneOf);
  if (!first) throw new TypeError('there is no pair of an action and a source');
  const schema = others.length === 0 ? first : z.discriminatedUnion('source', [first, ...others]);
  // What the entries say, which the compiler cannot follow through the lists.
  return schema as unknown as z.ZodType<JobBody<A, S>, JobBody<A, S>>;
};

type Body = z.ZodObject<{ action: z.ZodLiteral<string>; source: z.ZodLiteral<string> }, z.core.$strict>;

const oneOf = ([first, ...others]: readonly Body[]) => {
  if (!first) throw new TypeError('a source without an action');
  return others.length === 0 ? first : z.discriminatedUnion('action', [first, ...others]);
};

export const createJobSchema = createJobSchemaOf(ACTION_ENTRIES, SOURCE_ENTRIES).meta({ id: 'CreateJob' });
export type CreateJob = z.infer<typeof createJobSchema>;

type Shown = (typeof SOURCE_ENTRIES)[number]['shown'];
/** The parameters of every source; a job has those of its own. */
const shown = Object.assign({}, ...SOURCE_ENTRIES.map((entry) => entry.shown)) as All<Shown>;
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer Both) => void
  ? Both
  : never;

export const jobSchema = z
  .object({
    id: idSchema,
    account_id: idSchema,
    action: z.enum(ACTIONS),
    source: z.enum(SOURCES),
    ...shown,
    filters: filtersSchema,
    state: z.enum(JOB_STATES),
    ...reasonShape('what it waits for, in English'),
    until: timestampSchema.optional().describe('until when it waits'),
    next_action_at: timestampSchema
      .optional()
      .describe('when its next action comes; absent where it has ended, or a person decides'),
    amount: z.int(),
    done: z.int(),
    skipped: z.int(),
    failed: z.int(),
    remaining: z.int(),
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
  state: z.enum(JOB_STATES).optional(),
});
export type JobListQuery = z.infer<typeof jobListQuerySchema>;
export const jobListSchema = listAnswer('JobList', jobSchema);
export type JobList = z.infer<typeof jobListSchema>;
