import { z } from 'zod';
import { answer, idSchema, lineOfText, listAnswer, pageQueryShape, timestampSchema, timeZoneSchema } from './common.ts';
import { createJobSchema, type CreateJob, type JobRequest } from './job-bodies.ts';
import { jobSchema } from './jobs.ts';
import { errorSymbolSchema } from './problem.ts';

/** The least time between two runs, minutes. */
export const SCHEDULE_LEAST_MINUTES = 15;

/** Numbers and names of months and days, with lists, ranges and steps; no field for seconds, and none of the extensions. */
const FIELD = String.raw`[\d*,/-]+`;
const NAMED = String.raw`(?:[\d*,/-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)+`;

export const cronSchema = z
  .string()
  .max(200)
  .trim()
  .transform((cron) => cron.replaceAll(/\s+/g, ' '))
  .pipe(
    z
      .string()
      .regex(
        new RegExp(`^${FIELD} ${FIELD} ${FIELD} ${NAMED} ${NAMED}$`, 'i'),
        'must have five fields: minute, hour, day of the month, month, day of the week',
      ),
  )
  .describe(
    `five fields (minute, hour, day of the month, month, day of the week), at least ${SCHEDULE_LEAST_MINUTES} minutes apart`,
  );

export const scheduleNameSchema = lineOfText(1, 80).describe('1 to 80 characters');

export const createScheduleSchema = z
  .strictObject({
    name: scheduleNameSchema,
    job: createJobSchema.describe('what is created at each run; `start` is ignored: a run never starts a stopped bot'),
    cron: cronSchema,
    time_zone: timeZoneSchema.optional().describe('default: yours'),
    enabled: z.boolean().default(true),
  })
  .meta({ id: 'CreateSchedule' });
export type CreateSchedule = z.infer<typeof createScheduleSchema>;
/** The same as it is sent. */
export type ScheduleRequest = Omit<z.input<typeof createScheduleSchema>, 'job'> & { job: JobRequest };

export const scheduleChangesSchema = z
  .strictObject({
    name: scheduleNameSchema.optional(),
    job: createJobSchema.optional(),
    cron: cronSchema.optional(),
    time_zone: timeZoneSchema.optional(),
    enabled: z.boolean().optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), 'must change something')
  .meta({ id: 'ScheduleChanges' });
export type ScheduleChanges = z.infer<typeof scheduleChangesSchema>;

export const scheduleSchema = z
  .object({
    id: idSchema,
    account_id: idSchema,
    name: z.string(),
    job: z.record(z.string(), z.unknown()).describe('the body of the job, as posted'),
    cron: z.string(),
    time_zone: z.string(),
    enabled: z.boolean(),
    next_run_at: timestampSchema.nullable().describe('null: not enabled'),
    last_run: z
      .object({
        at: timestampSchema,
        job_id: idSchema.optional().describe('the job that it created'),
        symbol: errorSymbolSchema.optional().describe('why it created none'),
      })
      .optional(),
    created_at: timestampSchema,
  })
  .meta({ id: 'Schedule' });
export type Schedule = z.infer<typeof scheduleSchema>;

export const schedulesQuerySchema = z.strictObject({
  ...pageQueryShape,
  account_id: idSchema.optional().describe('default: all your accounts'),
});
export type SchedulesQuery = z.infer<typeof schedulesQuerySchema>;
export const scheduleAnswerSchema = answer('ScheduleAnswer', { schedule: scheduleSchema });
export const scheduleListSchema = listAnswer('ScheduleList', scheduleSchema);
export type ScheduleList = z.infer<typeof scheduleListSchema>;
export const scheduleRunAnswerSchema = answer('ScheduleRunAnswer', { schedule: scheduleSchema, job: jobSchema });

export const recipeSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    fill_in: z.array(z.string()).describe('what to replace in `job` before it is posted'),
    schedule: z
      .object({ name: z.string(), job: z.record(z.string(), z.unknown()), cron: z.string() })
      .describe('a body for `POST bot/schedules`'),
  })
  .meta({ id: 'Recipe' });
export type Recipe = z.infer<typeof recipeSchema>;
export const recipeListSchema = answer('RecipeList', { items: z.array(recipeSchema) });

interface RecipeEntry extends Omit<Recipe, 'schedule'> {
  readonly schedule: { readonly name: string; readonly job: JobRequest; readonly cron: string };
}

/** Schedules that many people want, ready to be posted. */
export const RECIPES: RecipeEntry[] = [
  {
    id: 'follow_hashtag',
    title: 'Follow people of a hashtag every 3 hours',
    fill_in: ['hashtag'],
    schedule: {
      name: 'Follow by hashtag',
      job: { action: 'follow', source: 'hashtag', hashtag: 'photography', amount: 10 },
      cron: '0 */3 * * *',
    },
  },
  {
    id: 'like_followers',
    title: "Like your followers' newest posts every 2 hours",
    fill_in: [],
    schedule: {
      name: "Like followers' posts",
      job: { action: 'like', source: 'own_followers', amount: 10 } as JobRequest,
      cron: '0 */2 * * *',
    },
  },
  {
    id: 'view_stories',
    title: "View your followers' stories every 4 hours",
    fill_in: [],
    schedule: {
      name: 'View stories',
      job: { action: 'story_view', source: 'own_followers', amount: 20 } as JobRequest,
      cron: '0 */4 * * *',
    },
  },
  {
    id: 'unfollow_after_7_days',
    title: 'Unfollow after 7 days, every night at 02:00',
    fill_in: [],
    schedule: {
      name: 'Unfollow after 7 days',
      job: { action: 'unfollow', source: 'followed_by_bot', older_than_days: 7, amount: 20 } as JobRequest,
      cron: '0 2 * * *',
    },
  },
];

export type ScheduledJob = CreateJob;
