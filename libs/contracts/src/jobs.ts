import { z } from 'zod';
import { ACTIONS, SOURCES } from './actions.ts';
import { answer, idSchema, listAnswer, pageQueryShape, reasonShape, timestampSchema } from './common.ts';
import { lastErrorSchema } from './problem.ts';
import { normaliseTag } from './typed.ts';

export const JOB_STATES = ['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** The largest amount of one job, in actions. */
export const AMOUNT_MAX = 1000;

/** Letters, marks and digits of any script, `_`, the middle dots, the joiners inside words, and emoji. */
const HASHTAG =
  /^(?:[\p{L}\p{M}\p{N}_\u00b7\u30fb\u200c\u200d\ufe0f\u{e0020}-\u{e007f}]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator})+$/u;
/** Dots and marks alone are no hashtag. */
const SEEN = /[\p{L}\p{N}_\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const HASHTAG_MAX = 100;

export const hashtagSchema = z
  .string()
  .max(2_000)
  .transform(normaliseTag)
  .pipe(
    z
      .string()
      .min(1, 'may not be empty')
      .refine((tag) => [...tag].length <= HASHTAG_MAX, `must have at most ${HASHTAG_MAX} characters`)
      .refine(
        (tag) => tag === '' || (HASHTAG.test(tag) && SEEN.test(tag)),
        'may have letters, digits, underscores and emoji only',
      ),
  )
  .describe('hashtag, with or without #');

export const filtersSchema = z
  .strictObject({
    skip_private: z.boolean().default(false).describe('leave out private accounts'),
    skip_verified: z.boolean().default(false).describe('leave out verified accounts'),
  })
  .meta({ id: 'Filters' });
export type Filters = z.infer<typeof filtersSchema>;

const jobShape = {
  amount: z.int().min(1).max(AMOUNT_MAX).describe(`actions, 1 to ${AMOUNT_MAX}`),
  filters: filtersSchema.optional(),
  account_id: idSchema.optional().describe('may be left out by a user with one account'),
};

export const followHashtagSchema = z
  .strictObject({ ...jobShape, hashtag: hashtagSchema })
  .meta({ id: 'FollowHashtag' });
export type FollowHashtag = z.infer<typeof followHashtagSchema>;

export const createJobSchema = z
  .strictObject({ action: z.enum(['follow']), source: z.enum(['hashtag']), ...jobShape, hashtag: hashtagSchema })
  .meta({ id: 'CreateJob' });
export type CreateJob = z.infer<typeof createJobSchema>;

export const jobSchema = z
  .object({
    id: idSchema,
    account_id: idSchema,
    action: z.enum(ACTIONS),
    source: z.enum(SOURCES),
    hashtag: z.string().optional().describe('for the source hashtag'),
    filters: filtersSchema,
    state: z.enum(JOB_STATES),
    ...reasonShape('why it waits, in English'),
    until: timestampSchema.optional().describe('until when it waits'),
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
