import { z } from 'zod';
import { idSchema } from './common.ts';
import { ACTION_ENTRIES, type ActionEntry, PAIRS } from './job-actions.ts';
import { SOURCE_ENTRIES, type SourceEntry } from './job-sources.ts';
import { filtersSchema } from './filters.ts';

/** The largest amount of one job, in actions. */
export const AMOUNT_MAX = 1000;

export const amountSchema = z.int().min(1).max(AMOUNT_MAX).describe(`actions, 1 to ${AMOUNT_MAX}`);

export const jobShape = {
  amount: amountSchema,
  filters: filtersSchema.optional(),
  account_id: idSchema.optional().describe('may be left out by a user with one account'),
  dry_run: z
    .boolean()
    .optional()
    .describe('only plan: nothing is done until the plan is approved, and nothing is changed at Instagram before'),
  start: z.boolean().optional().describe('also start the bot where it is stopped'),
};

type Mode = 'in' | 'out';
/** An object without fields would forbid every other, since its index is of no value. */
type Fields<Schema extends z.ZodObject, M extends Mode> = keyof Schema['shape'] extends never
  ? unknown
  : M extends 'in'
    ? z.input<Schema>
    : z.infer<Schema>;
/** What the action says on top with this source. */
type OnTop<A extends ActionEntry, S extends SourceEntry, M extends Mode> = A extends {
  readonly withSource: infer Extra;
}
  ? S['source'] extends keyof Extra
    ? Extra[S['source']] extends z.ZodObject
      ? Fields<Extra[S['source']], M>
      : unknown
    : unknown
  : unknown;
/** What a job says of its action and its source. */
export type PairBody<A extends ActionEntry, S extends SourceEntry, M extends Mode = 'out'> = Fields<
  z.ZodObject<typeof jobShape>,
  M
> &
  Fields<A['options'], M> &
  Fields<S['params'], M> &
  OnTop<A, S, M>;
/** The body of a job: a union by source, and by action within it. */
type JobBody<A extends ActionEntry, S extends SourceEntry, M extends Mode> = S extends SourceEntry
  ? A extends ActionEntry
    ? { action: A['action']; source: S['source'] } & PairBody<A, S, M>
    : never
  : never;

/** A strict object whose fields are checked together where the action has something to check. */
const checked = <Shape extends z.ZodRawShape>(shape: Shape, { check }: ActionEntry) => {
  const body = z.strictObject(shape);
  return check
    ? body.superRefine((given, context) => {
        const wrong = check(given as Record<string, unknown>);
        if (wrong) context.addIssue({ code: 'custom', message: wrong });
      })
    : body;
};

const shapeOf = (action: ActionEntry, source: SourceEntry): z.ZodRawShape => ({
  ...jobShape,
  ...action.options.shape,
  ...source.params.shape,
  ...action.withSource?.[source.source]?.shape,
});

/** The body of a job whose action and source its address names. */
export const pairSchemaOf = <A extends ActionEntry, S extends SourceEntry>(
  action: A,
  source: S,
): z.ZodType<PairBody<A, S>, PairBody<A, S, 'in'>> =>
  checked(shapeOf(action, source), action) as unknown as z.ZodType<PairBody<A, S>, PairBody<A, S, 'in'>>;

/** Every pair of these that PAIRS allows, each with the options of its action and the parameters of its source. */
export const createJobSchemaOf = <A extends ActionEntry, S extends SourceEntry>(
  actions: readonly A[],
  sources: readonly S[],
  pairs: Readonly<Record<string, readonly string[]>> = PAIRS,
): z.ZodType<JobBody<A, S, 'out'>, JobBody<A, S, 'in'>> => {
  const bodies = sources.flatMap((source) =>
    actions
      .filter(({ action }) => pairs[action]?.includes(source.source))
      .map((action) =>
        checked(
          { action: z.literal(action.action), source: z.literal(source.source), ...shapeOf(action, source) },
          action,
        ),
      ),
  );
  const bySource = Map.groupBy(bodies, ({ shape }) => shape.source.value);
  const [first, ...others] = [...bySource.values()].map(oneOf);
  if (!first) throw new TypeError('there is no pair of an action and a source');
  const schema = others.length === 0 ? first : z.discriminatedUnion('source', [first, ...others]);
  // What the entries say, which the compiler cannot follow through the lists.
  return schema as unknown as z.ZodType<JobBody<A, S, 'out'>, JobBody<A, S, 'in'>>;
};

type Body = z.ZodObject<{ action: z.ZodLiteral<string>; source: z.ZodLiteral<string> }, z.core.$strict>;

const oneOf = ([first, ...others]: readonly Body[]) => {
  if (!first) throw new TypeError('a source without an action');
  return others.length === 0 ? first : z.discriminatedUnion('action', [first, ...others]);
};

export const createJobSchema = createJobSchemaOf(ACTION_ENTRIES, SOURCE_ENTRIES).meta({ id: 'CreateJob' });
export type CreateJob = z.infer<typeof createJobSchema>;
/** The same as it is sent: options that have a default may be left out. */
export type JobRequest = z.input<typeof createJobSchema>;
